import { type ExecutionId, type LocalDate, Option, type ResultKey } from "@dqx/common";
import type { MetricInput, MetricSpec } from "@dqx/metrics";
import type { MetricReader } from "./metric-reader.js";

/** An input of a derived metric, read. */
export interface InputReading {
  readonly spec: MetricSpec;
  readonly dataset: string;
  /** The date of the input, and the tags. */
  readonly key: ResultKey;
  /** Nothing when the execution has no value. */
  readonly value: number | undefined;
}

/**
 * Reads the inputs of a derived metric: consecutive days of one metric with one read, all at the same time.
 *
 * @param db - where they are stored
 * @param inputs - what to read
 * @param dataset - the dataset of those that name none
 * @param key - the date that lags count from, and the tags
 * @param executionId - the execution they belong to
 * @returns one reading an input, in their order
 */
export async function readInputs(
  db: MetricReader,
  inputs: readonly MetricInput[],
  dataset: string,
  key: ResultKey,
  executionId: ExecutionId,
): Promise<readonly InputReading[]> {
  const values = new Map<Stretch, ReadonlyMap<LocalDate, number>>();
  const { stretches, stretchOf } = stretchesOf(inputs, dataset);
  await Promise.all(
    stretches.map(async (stretch) => values.set(stretch, await readStretch(db, stretch, key, executionId))),
  );
  return inputs.map((input) => {
    const then = key.lag(input.lag);
    const stretch = stretchOf.get(input);
    return {
      spec: input.spec,
      dataset: input.dataset ?? dataset,
      key: then,
      value: stretch && values.get(stretch)?.get(then.date),
    };
  });
}

/** Consecutive days of one metric. */
interface Stretch {
  readonly spec: MetricSpec;
  readonly dataset: string;
  /** The lag of the last day. */
  readonly from: number;
  days: number;
}

function stretchesOf(inputs: readonly MetricInput[], own: string) {
  const stretches: Stretch[] = [];
  const stretchOf = new Map<MetricInput, Stretch>();
  // By the spec itself: an equal one that was made apart is read apart.
  const latest = new Map<MetricSpec, Map<string, Stretch>>();
  for (const input of inputs.toSorted((a, b) => a.lag - b.lag)) {
    const { spec, lag, dataset = own } = input;
    const datasets = latest.get(spec) ?? new Map<string, Stretch>();
    latest.set(spec, datasets);
    let stretch = datasets.get(dataset);
    if (stretch === undefined || lag > stretch.from + stretch.days) {
      stretch = { spec, dataset, from: lag, days: 1 };
      datasets.set(dataset, stretch);
      stretches.push(stretch);
    }
    stretch.days = lag - stretch.from + 1;
    stretchOf.set(input, stretch);
  }
  return { stretches, stretchOf };
}

async function readStretch(
  db: MetricReader,
  { spec, dataset, from, days }: Stretch,
  key: ResultKey,
  executionId: ExecutionId,
): Promise<ReadonlyMap<LocalDate, number>> {
  if (days > 1) {
    const window = await db.getMetricWindow(spec, key, from, days, dataset, executionId);
    return Option.getOrUndefined(window) ?? new Map();
  }
  const day = key.lag(from);
  const value = Option.getOrUndefined(await db.getMetricValue(spec, day, dataset, executionId));
  return new Map(value === undefined ? [] : [[day.date, value]]);
}
