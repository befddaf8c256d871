import { VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import { MetricDB } from "@dqx/orm";
import type { BenchRow, Comparison } from "../bench-row.js";
import { thirtyDays } from "../checks/thirty-days.js";
import { Engine } from "../engine.js";
import { interleave } from "../measure.js";
import { LAST_DAY } from "../order-columns.js";
import { orders } from "../orders.js";
import { requireSameNumbers } from "../require-same-numbers.js";
import { suiteNumbers } from "../suite-numbers.js";
import { byDate, byGrouping } from "../thirty-days.js";

/** Ten metrics over thirty of sixty days: `suite.run` against one grouped scan, and against a scan per date. */
export const thirtyDaysRow: BenchRow = {
  name: "thirty-days",
  async run(folder): Promise<readonly Comparison[]> {
    const path = await orders();
    const file = path.replaceAll("'", "''");
    using engine = await Engine.open();
    await using db = await MetricDB.open(`sqlite:${folder}/metrics.db`);
    await using source = DuckDBDataSource.fromFiles({ name: "orders", files: path, dateColumn: "day" });
    const grouped = { name: "GROUP BY", run: () => byGrouping(engine, file) };
    const perDate = { name: "CTE per date", run: () => byDate(engine, file) };
    const bySuite = {
      name: "suite.run",
      run: async () =>
        suiteNumbers(
          await new VerificationSuite([thirtyDays], db, { name: "bench" }).run(
            [source],
            new ResultKey(LAST_DAY),
          ),
          ({ name, date }) => `${name} ${date}`,
        ),
    };
    const numbers = await bySuite.run();
    requireSameNumbers(await grouped.run(), numbers);
    requireSameNumbers(await perDate.run(), numbers);

    const what = "10 metrics × 30 days (stddev, day-over-day, week-over-week) of 10 M unsorted Parquet rows";
    const [baseline, ours] = await interleave([grouped, bySuite], { warmups: 2, rounds: 15 });
    const [ancestor, again] = await interleave([perDate, bySuite], { warmups: 1, rounds: 5 });
    if (baseline === undefined || ours === undefined || ancestor === undefined || again === undefined) {
      throw new Error("Four timings.");
    }
    return [
      { what, baseline, ours, bar: { kind: "atMost", times: 1.1 } },
      { what, baseline: ancestor, ours: again, bar: { kind: "fasterBy", times: 8 } },
    ];
  },
};
