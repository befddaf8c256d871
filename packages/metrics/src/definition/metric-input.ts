import { InvalidArgumentError, showValue } from "@dqx/common";
import { isMeasured, isMetricSpec, type MetricInput, type MetricSpec } from "./metric-spec.js";
import type { ParameterField } from "./parameter-field.js";

/** A parameter that is a metric, taken from the same dataset and day as the metric that has the parameter. */
export const metricField: ParameterField<MetricSpec> = {
  description: "the spec of a metric",
  decode(value, place) {
    if (isMetricSpec(value)) return value;
    throw new InvalidArgumentError(
      `${place} is ${showValue(value)}. Give the spec of a metric, for example average.spec({ column: "price" }).`,
    );
  },
  canonical: ({ type, parameters }) => ({ type, parameters }),
};

/** A parameter that is a metric together with its dataset and lag. */
export const inputField: ParameterField<MetricInput> = {
  description: "a metric, with its dataset and its lag where they are not those of the metric itself",
  decode(value, place) {
    if (typeof value !== "object" || value === null || !("spec" in value)) {
      throw new InvalidArgumentError(
        `${place} is ${showValue(value)}. Give { spec, lag } and, if it is another one, { dataset }.`,
      );
    }
    const spec = metricField.decode(value.spec, `${place}.spec`);
    const lag = "lag" in value ? requireLag(value.lag, place) : 0;
    return { spec, lag, ...("dataset" in value && datasetOf(value.dataset, place)) };
  },
  canonical: ({ spec: { type, parameters }, lag, dataset }) => ({
    spec: { type, parameters },
    lag,
    dataset,
  }),
};

/**
 * A metric on several days.
 *
 * @param spec - the metric
 * @param lags - how many days before the date; 0 or more
 * @returns one input a day, in the same order
 */
export function onDays(spec: MetricSpec, lags: readonly number[]): readonly MetricInput[] {
  return lags.map((lag) => ({ spec, lag }));
}

/**
 * Checks the inputs that a definition gives.
 *
 * @param name - the metric they are inputs of, for messages
 * @param inputs - what the definition gave
 * @throws {@link InvalidArgumentError} when there are none, or one is no input
 */
export function requireInputs(name: string, inputs: readonly MetricInput[]): readonly MetricInput[] {
  if (inputs.length === 0) {
    throw new InvalidArgumentError(
      `${name} has no inputs. Give at least one metric that it is computed from.`,
    );
  }
  return inputs.map((input, index) => inputField.decode(input, `${name}: input ${index + 1}`));
}

/**
 * The datasets that a metric is computed from.
 *
 * @param spec - the metric
 * @returns those that its inputs name, and `undefined` for the metric's own, in the order of the inputs
 */
export function datasetsOf(spec: MetricSpec): ReadonlySet<string | undefined> {
  if (isMeasured(spec)) return OWN_DATASET;
  const datasets = new Set<string | undefined>();
  const visited = new Set<string>();
  const visit = (inner: MetricSpec, own: string | undefined): void => {
    const identity = JSON.stringify([inner.id, own]);
    if (visited.has(identity)) return;
    visited.add(identity);
    if (isMeasured(inner)) datasets.add(own);
    else for (const { spec: input, dataset = own } of inner.inputs) visit(input, dataset);
  };
  visit(spec, undefined);
  return datasets;
}

const OWN_DATASET: ReadonlySet<undefined> = new Set([undefined]);

function requireLag(lag: unknown, place: string): number {
  if (typeof lag === "number" && Number.isSafeInteger(lag) && lag >= 0) return lag;
  throw new InvalidArgumentError(
    `${place} has the lag ${showValue(lag)}. Give a whole number of days, 0 or more.`,
  );
}

function datasetOf(dataset: unknown, place: string): { readonly dataset?: string } {
  if (dataset === undefined) return {};
  if (typeof dataset === "string" && dataset !== "") return { dataset };
  throw new InvalidArgumentError(
    `${place} has the dataset ${showValue(dataset)}. Give the name of a dataset, or none.`,
  );
}
