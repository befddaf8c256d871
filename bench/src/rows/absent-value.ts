import { check, type SuiteResult, VerificationSuite } from "@dqx/api";
import { addDays, LocalDate, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { MetricDB } from "@dqx/orm";
import type { BenchRow, Comparison } from "../bench-row.js";
import { type Contestant, interleave } from "../measure.js";

const WINDOW = 120;
const LAST_DAY = LocalDate("2025-03-01");
/** The days that three windows reach, each over the days of the next. */
const DAYS = 3 * (WINDOW - 1) + 1;

/** What it takes to find out why a value is absent, in a deep derivation: the run without values against one with. */
export const absentValueRow: BenchRow = {
  name: "absent-value",
  async run(folder): Promise<readonly Comparison[]> {
    await using db = await MetricDB.open(`sqlite:${folder}/metrics.db`);
    const present = suiteOn(db, "value", (day) => (day * day) % 97);
    const absent = suiteOn(db, "no value", () => null);
    const [baseline, ours] = await interleave([present, absent], { warmups: 1, rounds: 7 });
    if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
    const what = `explain an absent value through three nested windows of ${WINDOW} days`;
    return [{ what, baseline, ours, bar: { kind: "above", milliseconds: 150 } }];
  },
};

const nested = check({ name: "nested" }, (mp, ctx) => {
  const inner = mp.ext.stddev(mp.average("x"), { n: WINDOW });
  const outer = mp.ext.stddev(mp.ext.stddev(inner, { n: WINDOW }), { n: WINDOW });
  ctx.assertThat(outer).isGeq(0);
});

function suiteOn(
  db: MetricDB,
  name: "value" | "no value",
  cellOn: (day: number) => number | null,
): Contestant<SuiteResult> {
  const days = Array.from({ length: DAYS }, (_, day) => day);
  const expected = name === "value" ? "PASSED" : "FAILED";
  return {
    name,
    async run() {
      await using source = InMemoryDataSource.fromColumns({
        name: "days",
        columns: { day: days.map((day) => addDays(LAST_DAY, -day)), x: days.map(cellOn) },
        types: { day: "DATE", x: "DOUBLE" },
        dateColumn: "day",
      });
      const suite = new VerificationSuite([nested], db, { name: "bench" });
      const result = await suite.run([source], new ResultKey(LAST_DAY));
      if (result.status !== expected) throw new Error(`The suite is ${result.status}, not ${expected}.`);
      return result;
    },
  };
}
