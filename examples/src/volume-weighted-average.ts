import {
  addExact,
  col,
  columnField,
  computedOutcome,
  countResult,
  defineMetric,
  type ExactNumber,
  emptyOutcome,
  failedOutcome,
  fieldsCodec,
  type MergeableStateDefinition,
  numberResult,
  requireDouble,
  requireField,
  toDouble,
} from "@dqx/metrics";

/** The sum of value × weight, the sum of the weights, and how many products are not finite. */
interface WeightedState {
  readonly total: ExactNumber;
  readonly weight: ExactNumber;
  readonly nonFinite: number;
}

/** What is stored. Two parts of the data merge by addition. */
const state: MergeableStateDefinition<WeightedState> = {
  identity: { total: 0n, weight: 0n, nonFinite: 0 },
  merge: (a, b) => ({
    total: addExact(a.total, b.total),
    weight: addExact(a.weight, b.weight),
    nonFinite: a.nonFinite + b.nonFinite,
  }),
  ...fieldsCodec<WeightedState>(
    1,
    ({ total, weight, nonFinite }) => [total, weight, nonFinite],
    (fields) => ({
      total: requireField(fields, 0),
      weight: requireField(fields, 1),
      nonFinite: requireDouble(fields, 2),
    }),
  ),
};

/** A metric of one's own: the average of a column in which each row counts by another column. */
export const volumeWeightedAverage = defineMetric({
  type: "volumeWeightedAverage",
  summary:
    "The sum of value × weight divided by the sum of the weights. Rows in which either is null do not count.",
  arguments: ["value", "weight"],
  parameters: { value: columnField, weight: columnField },
  display: ({ value, weight }) => [value, `by ${weight}`],
  measurement({ value, weight }) {
    const product = col(value).mul(col(weight));
    return {
      kind: "scan",
      aggregates: [
        { kind: "sum", of: product },
        { kind: "sum", of: col(weight), where: col(value).isNotNull() },
        { kind: "nonFinite", of: product },
      ],
      stateOf: (results) => ({
        total: numberResult(results, 0) ?? 0n,
        weight: numberResult(results, 1) ?? 0n,
        nonFinite: countResult(results, 2),
      }),
    };
  },
  state,
  outcomeOf({ total, weight, nonFinite }) {
    if (nonFinite > 0) return failedOutcome(`${nonFinite} products of value and weight are NaN or infinite`);
    const divisor = toDouble(weight).value;
    return divisor === 0
      ? emptyOutcome("the weights sum to 0")
      : computedOutcome(toDouble(total).value / divisor);
  },
  examples: [
    {
      title: "a row without a value or a weight does not count",
      parameters: { value: "price", weight: "pieces" },
      columns: { price: "double", pieces: "bigint" },
      rows: [
        [2, 3n],
        [10, 1n],
        [null, 100n],
        [7, null],
      ],
      outcome: { kind: "value", value: 4, warnings: [], arithmetic: "double" },
    },
  ],
});
