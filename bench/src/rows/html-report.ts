import { check, type RunReport, VerificationSuite } from "@dqx/api";
import { addDays, ExecutionId, LocalDate, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { htmlReporter, type MetricHistory } from "@dqx/report";
import type { BenchRow, Comparison } from "../bench-row.js";
import { interleave } from "../measure.js";

const ASSERTIONS = 1_000;
const METRICS = 200;
const DAYS = 90;
const ROUNDS = { warmups: 2, rounds: 9 };

/** How long a page of a thousand assertions takes, each metric with its history, against one of a single assertion. */
export const htmlReportRow: BenchRow = {
  name: "html-report",
  async run(): Promise<readonly Comparison[]> {
    const [large, small] = [await reportOf(ASSERTIONS), await reportOf(1)];
    const history = historyOf(large);
    const [baseline, ours] = await interleave(
      [
        { name: "one assertion", run: async () => htmlReporter().render(small) },
        { name: "a thousand", run: async () => htmlReporter({ history }).render(large) },
      ],
      ROUNDS,
    );
    if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
    return [
      {
        what: `a page of ${ASSERTIONS} assertions over ${METRICS} metrics, ${DAYS} days of each`,
        baseline,
        ours,
        bar: { kind: "above", milliseconds: 2_000 },
      },
    ];
  },
};

async function reportOf(assertions: number): Promise<RunReport> {
  await using db = await InMemoryMetricDB.open();
  const names = Array.from({ length: Math.min(METRICS, assertions) }, (_, index) => `c${index}`);
  const columns = Object.fromEntries(names.map((name, index) => [name, [index, index + 1]]));
  await using source = InMemoryDataSource.fromColumns({ name: "wide", columns });
  const many = check({ name: "many" }, (mp, ctx) => {
    for (let index = 0; index < assertions; index++) {
      const value = mp.average(names[index % names.length] ?? "c0");
      // One in ten fails, and is explained.
      ctx
        .assertThat(value)
        .config({ name: `assertion ${index}` })
        .isGeq(index % 10 === 0 ? 1_000 : 0);
    }
  });
  const suite = new VerificationSuite([many], db, { name: "wide" });
  return (await suite.run([source], new ResultKey("2025-03-31"))).toJSON();
}

function historyOf({ metrics }: RunReport): readonly MetricHistory[] {
  const until = LocalDate("2025-03-31");
  return metrics.map(({ name, dataset }, metric) => ({
    metric: name,
    dataset,
    points: Array.from({ length: DAYS }, (_, day) => ({
      date: addDays(until, day + 1 - DAYS),
      value: metric + Math.sin(day),
      executionId: ExecutionId(`day-${day}`),
    })),
  }));
}
