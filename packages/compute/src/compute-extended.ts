import { Either, type ExecutionId, InvalidArgumentError, type ResultKey, showValue } from "@dqx/common";
import { type DerivedMetricSpec, isMeasured, isMetricSpec, type MetricInput, toDouble } from "@dqx/metrics";
import {
  DerivationFailed,
  type MetricFailure,
  type MetricRequest,
  MissingDates,
  NotFinite,
  ZeroDenominator,
} from "./metric-failure.js";
import type { MetricReader } from "./metric-reader.js";
import { type InputReading, readInputs } from "./read-inputs.js";

/**
 * The value of a derived metric, computed from the stored values of its inputs.
 *
 * @param db - where the inputs' values are stored; those of an input that is derived under its own identity
 * @param spec - the derived metric
 * @param dataset - the dataset of the inputs that name no other
 * @param key - the date and tags of the result
 * @param executionId - the execution the inputs' values belong to; no other is looked at
 * @returns the value, or why there is none
 * @throws `InvalidArgumentError` when the metric is not derived, another `DQXError` when the store cannot be read
 */
export async function computeExtended(
  db: MetricReader,
  spec: DerivedMetricSpec,
  dataset: string,
  key: ResultKey,
  executionId: ExecutionId,
): Promise<Either.Either<number, MetricFailure>> {
  if (!isMetricSpec(spec) || isMeasured(spec)) throw notDerived(spec);
  const readings = await readInputs(db, spec.inputs, dataset, key, executionId);
  const values: number[] = [];
  for (const { value } of readings) if (value !== undefined) values.push(value);
  if (values.length < readings.length) return Either.left(missingDates(spec, readings, executionId, key));
  const computed = spec.compute(values);
  const requestOf = (index: number): MetricRequest => {
    const input: MetricInput | undefined = spec.inputs[index];
    return { spec: input?.spec ?? spec, dataset: input?.dataset ?? dataset, key, executionId };
  };
  if (Either.isLeft(computed)) {
    const failure = computed.left;
    switch (failure.kind) {
      case "zeroDenominator": {
        const date = readings[failure.input]?.key.date ?? key.date;
        return Either.left(new ZeroDenominator(requestOf(failure.input), spec.name, date));
      }
      case "notFinite":
        return Either.left(new NotFinite(requestOf(0), spec.name, failure.calculation));
      case "undefined":
        return Either.left(new DerivationFailed({ spec, dataset, key, executionId }, failure.reason));
    }
  }
  const { value } = toDouble(computed.right);
  return Number.isFinite(value)
    ? Either.right(value)
    : Either.left(new NotFinite(requestOf(0), spec.name, "the result"));
}

// Names the first metric that is missing, with all of its days.
function missingDates(
  { name }: DerivedMetricSpec,
  readings: readonly InputReading[],
  executionId: ExecutionId,
  key: ResultKey,
): MissingDates {
  const missing = readings.filter(({ value }) => value === undefined);
  const [first] = missing;
  /* v8 ignore next -- only asked for when one is missing */
  if (first === undefined) throw new RangeError(`${name} misses nothing`);
  const { spec, dataset } = first;
  const dates = missing
    .filter((reading) => reading.spec.id === spec.id && reading.dataset === dataset)
    .map((reading) => reading.key.date)
    .toSorted();
  return new MissingDates({ spec, dataset, key, executionId }, name, [...new Set(dates)]);
}

// Callers without types may pass any spec.
function notDerived(spec: unknown): InvalidArgumentError {
  const shown = isMetricSpec(spec) ? `the measured metric ${spec.name}` : showValue(spec);
  return new InvalidArgumentError(
    `computeExtended got ${shown}. Give the spec of a derived metric, for example dayOverDay.spec(base).`,
  );
}
