import { DuckDBDataSource } from "@dqx/duckdb";
import { profile } from "@dqx/profile";
import { DuckDBInstance } from "@duckdb/node-api";
import type { BenchRow, Comparison } from "../bench-row.js";
import { interleave } from "../measure.js";
import { orders } from "../orders.js";

const ROUNDS = { warmups: 1, rounds: 3 };

/** How long a profile of ten million rows takes, against DuckDB's own summary of the same file, which says less. */
export const profileRow: BenchRow = {
  name: "profile",
  async run(): Promise<readonly Comparison[]> {
    const path = await orders();
    await using source = DuckDBDataSource.fromFiles({ name: "orders", files: path, dateColumn: "day" });
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const summarize = async () => {
      const reader = await connection.runAndReadAll(`SUMMARIZE SELECT * FROM '${path}'`);
      return Number(reader.getRowObjects()[0]?.count);
    };
    try {
      const [rows, { rows: ours }] = [await summarize(), await profile(source)];
      if (rows !== ours) throw new Error(`SUMMARIZE has ${rows} rows, and the profile ${ours}.`);
      const [baseline, time] = await interleave(
        [
          { name: "SUMMARIZE", run: summarize },
          { name: "profile", run: () => profile(source) },
        ],
        ROUNDS,
      );
      if (baseline === undefined || time === undefined) throw new Error("Two timings.");
      const what = "profile of 10 M orders, 12 columns, a Parquet file";
      return [{ what, baseline, ours: time, bar: { kind: "atMost", times: 2 } }];
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  },
};
