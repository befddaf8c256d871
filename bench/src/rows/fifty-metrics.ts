import { VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import { MetricDB } from "@dqx/orm";
import type { Bar } from "../bar.js";
import type { BenchRow, Comparison } from "../bench-row.js";
import { fiftyMetrics } from "../checks/fifty-metrics.js";
import { Engine } from "../engine.js";
import { fiftyNumbers, plainNumbers } from "../fifty-numbers.js";
import { interleave, type Rounds } from "../measure.js";
import { LAST_DAY } from "../order-columns.js";
import { orders } from "../orders.js";
import { requireSameNumbers } from "../require-same-numbers.js";
import { suiteNumbers } from "../suite-numbers.js";

interface FiftyMetricsCase {
  readonly name: string;
  readonly what: string;
  /** What follows the file's name in the hand-written statement. */
  readonly where: string;
  readonly dateColumn?: string;
  readonly bar: Bar;
  /** Against the statement that nobody has tuned. */
  readonly plainBar?: Bar;
  readonly rounds: Rounds;
}

/** Fifty metrics of one of sixty days: `suite.run` against the tuned statement with the same WHERE. */
export const oneDateRow: BenchRow = fiftyMetricsRow({
  name: "one-date",
  what: "50 metrics on one date of 10 M unsorted Parquet rows",
  where: ` WHERE day = DATE '${LAST_DAY}'`,
  dateColumn: "day",
  bar: { kind: "atMost", times: 1.15 },
  rounds: { warmups: 2, rounds: 15 },
});

/** Fifty metrics of the whole file: `suite.run` against the tuned statement. */
export const wholeFileRow: BenchRow = fiftyMetricsRow({
  name: "whole-file",
  what: "50 metrics on 10 M Parquet rows",
  where: "",
  bar: { kind: "atMost", times: 1.05 },
  plainBar: { kind: "atMost", times: 0.8 },
  rounds: { warmups: 1, rounds: 5 },
});

function fiftyMetricsRow({
  name,
  what,
  where,
  dateColumn,
  bar,
  plainBar,
  rounds,
}: FiftyMetricsCase): BenchRow {
  return {
    name,
    async run(folder): Promise<readonly Comparison[]> {
      const path = await orders();
      using engine = await Engine.open();
      await using db = await MetricDB.open(`sqlite:${folder}/metrics.db`);
      await using source = DuckDBDataSource.fromFiles({
        name: "orders",
        files: path,
        ...(dateColumn && { dateColumn }),
      });
      const relation = `'${path.replaceAll("'", "''")}'${where}`;
      const byHand = { name: "tuned SQL", run: () => fiftyNumbers(engine, relation) };
      const byStandard = { name: "plain SQL", run: () => plainNumbers(engine, relation) };
      const bySuite = {
        name: "suite.run",
        // A suite runs once, so each run begins with making one, as a script would.
        run: async () =>
          suiteNumbers(
            await new VerificationSuite([fiftyMetrics], db, { name: "bench" }).run(
              [source],
              new ResultKey(LAST_DAY),
            ),
          ),
      };
      const numbers = await bySuite.run();
      requireSameNumbers(await byHand.run(), numbers);
      if (plainBar !== undefined) requireSameNumbers(await byStandard.run(), numbers);
      const [tuned, ours, untuned] = await interleave(
        [byHand, bySuite, ...(plainBar === undefined ? [] : [byStandard])],
        rounds,
      );
      if (tuned === undefined || ours === undefined) throw new Error("Two timings.");
      return [
        { what, baseline: tuned, ours, bar },
        ...(untuned === undefined || plainBar === undefined
          ? []
          : [{ what, baseline: untuned, ours, bar: plainBar }]),
      ];
    },
  };
}
