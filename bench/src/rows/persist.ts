import { copyFileSync } from "node:fs";
import { MetricDB } from "@dqx/orm";
import type { BenchRow, Comparison } from "../bench-row.js";
import { insertRows, requireSameRows, rowsOf } from "../insert-rows.js";
import { interleave } from "../measure.js";
import { RawSqlite } from "../raw-sqlite.js";
import { storedMetrics } from "../stored-metrics.js";

const COUNT = 100_000;

/** `persist` of 100,000 metrics against the same rows inserted with the bare driver, in new files each time. */
export const persistRow: BenchRow = {
  name: "persist",
  async run(folder): Promise<readonly Comparison[]> {
    const metrics = storedMetrics(COUNT, "exec-1");
    const empty = `${folder}/empty.db`;
    await (await MetricDB.open(`sqlite:${empty}`)).close();
    const rows = await rowsOf(`${folder}/rows.db`, metrics);

    let file = 0;
    let db: MetricDB | undefined;
    let raw: RawSqlite | undefined;
    async function nextFile(): Promise<string> {
      await db?.close();
      await raw?.[Symbol.asyncDispose]();
      [db, raw] = [undefined, undefined];
      file += 1;
      copyFileSync(empty, `${folder}/${file}.db`);
      return `${folder}/${file}.db`;
    }
    const byDriver = {
      name: "sqlite3",
      prepare: async () => {
        raw = await RawSqlite.open(await nextFile());
      },
      run: async () => raw && insertRows(raw, "exec-1", rows),
    };
    const byStore = {
      name: "persist",
      prepare: async () => {
        db = await MetricDB.open(`sqlite:${await nextFile()}`, { driver: "sqlite3" });
      },
      run: async () => db?.persist(metrics),
    };
    const [baseline, ours] = await interleave([byDriver, byStore], { warmups: 1, rounds: 7 });
    await nextFile();
    if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
    await using driverFile = await RawSqlite.open(`${folder}/${file - 2}.db`);
    await using storeFile = await RawSqlite.open(`${folder}/${file - 1}.db`);
    await requireSameRows(driverFile, storeFile);
    const what = `persist ${COUNT.toLocaleString("en")} metrics in a SQLite file`;
    return [{ what, baseline, ours, bar: { kind: "atMost", times: 2 } }];
  },
};
