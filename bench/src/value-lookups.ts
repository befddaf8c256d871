import { ExecutionId } from "@dqx/common";
import type { Metric, MetricDB } from "@dqx/orm";
import * as Option from "effect/Option";
import type { Comparison } from "./bench-row.js";
import { executionOf, type LargeStore, sizeOf } from "./large-store.js";
import { type Contestant, interleave, type Measurement } from "./measure.js";
import type { RawDatabase, RawRow, RawValue } from "./raw-database.js";
import { DATASET, storedMetrics } from "./stored-metrics.js";

const LOOKUPS = 1000;

/** The same lookups in a large store and in a small one. */
export interface LookupCase {
  readonly database: string;
  readonly large: LargeStore;
  readonly small: LargeStore;
  readonly smallDb: MetricDB;
  readonly largeDb: MetricDB;
  /** The large store. */
  readonly raw: RawDatabase;
  /** The select once more, prepared once, where a driver can do that. */
  readonly prepared?: (values: readonly RawValue[]) => Promise<RawRow | undefined>;
}

/**
 * `getMetricValue` against the bare driver's same select, and in a large store against a small one.
 *
 * @param about - where to look
 */
export async function compareValues(about: LookupCase): Promise<readonly Comparison[]> {
  const { database, large, small, smallDb, largeDb, raw, prepared } = about;
  const questions = await questionsOf(raw, large);
  const text = selectValue(raw);
  const select = async (bound: readonly RawValue[]) => (await raw.all(text, bound))[0];
  const [largeTime, smallTime, selectTime, preparedTime] = await interleave(
    [
      storeContestant(largeDb, "getMetricValue, large", questions),
      storeContestant(smallDb, "getMetricValue, small", await questionsOf(raw, small)),
      selectContestant("select", questions, select),
      ...(prepared === undefined ? [] : [selectContestant("prepared select", questions, prepared)]),
    ],
    { warmups: 2, rounds: 15 },
  );
  if (!selectTime || !largeTime || !smallTime) throw new Error("Three timings.");
  const lookups = `${LOOKUPS.toLocaleString("en")} × getMetricValue at ${sizeOf(large)} stored metrics, ${database}`;
  const against = (what: string, baseline: Measurement, times: number): Comparison => {
    return { what, baseline, ours: largeTime, bar: { kind: "atMost", times } };
  };
  return [
    against(lookups, selectTime, 3),
    ...(preparedTime === undefined ? [] : [against(lookups, preparedTime, 1.8)]),
    against(`${lookups}, against ${sizeOf(small)}`, smallTime, 2),
  ];
}

/** What it compares, beside the time. */
const BOUND = [
  "execution_id",
  "dataset",
  "spec_hash",
  "tags_hash",
  "metric_type",
  "parameters",
  "tags",
  "date",
];

/** The store's own select, as the bare driver takes it. */
export function selectValue(raw: RawDatabase): string {
  const conditions = BOUND.map((column, index) => `${column} = ${raw.placeholder(index)}`).join(" AND ");
  return `SELECT value, negative_zero FROM dq_metric WHERE ${conditions}
    AND (expires_at IS NULL OR expires_at > ${raw.placeholder(BOUND.length)}) ORDER BY seq DESC LIMIT 1`;
}

/** A stored metric, its row, and its value in the execution it is asked of. */
interface Question {
  readonly metric: Metric;
  readonly executionId: ExecutionId;
  readonly row: RawRow;
  readonly value: number;
}

/** Spread over all executions and over all metrics of each. */
async function questionsOf(raw: RawDatabase, { metrics, copies }: LargeStore): Promise<readonly Question[]> {
  const candidates = storedMetrics(metrics, executionOf(0));
  const stored = await raw.all(
    `SELECT ${BOUND.join(", ")}, metric_name FROM dq_metric WHERE execution_id = '${executionOf(0)}'`,
  );
  const rows = new Map(stored.map((row) => [`${row.metric_name} ${row.date}`, row]));
  return Array.from({ length: LOOKUPS }, (_, index) => {
    const copy = (index * 31) % copies;
    const metric = candidates[(index * 7919) % metrics];
    const row = metric && rows.get(`${metric.spec.name} ${metric.key.date}`);
    if (metric === undefined || row === undefined) throw new Error(`Metric ${index} is not stored.`);
    const executionId = ExecutionId(executionOf(copy));
    return { metric, executionId, row: { ...row, execution_id: executionId }, value: metric.value + copy };
  });
}

function storeContestant(db: MetricDB, name: string, questions: readonly Question[]): Contestant<void> {
  return {
    name,
    async run() {
      for (const { metric, executionId, value } of questions) {
        const found = await db.getMetricValue(metric.spec, metric.key, DATASET, executionId);
        if (Option.getOrUndefined(found) !== value) throw new Error(`${metric.spec.name} is not ${value}.`);
      }
    },
  };
}

function selectContestant(
  name: string,
  questions: readonly Question[],
  select: (values: readonly RawValue[]) => Promise<RawRow | undefined>,
): Contestant<void> {
  return {
    name,
    async run() {
      for (const { row, value } of questions) {
        const found = await select([...BOUND.map((column) => row[column] ?? null), Date.now()]);
        if (found?.value !== value) throw new Error(`${row.metric_name} is not ${value}.`);
      }
    },
  };
}
