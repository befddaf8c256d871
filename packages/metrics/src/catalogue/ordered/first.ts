import { numberResult } from "../../aggregate/aggregate-result.js";
import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import type { ExampleCell, ExampleType, MetricExample } from "../../definition/metric-example.js";
import { emptyOutcome, type MetricOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import type { ExactNumber } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { optionalNumber } from "../../state/state-field.js";

/** The parameters of {@link first}. */
export interface FirstParameters {
  readonly column: string;
  /** The column whose smallest value decides which row is first. */
  readonly orderBy: string;
}

/** The first value, or null when there was none. */
export interface FirstState {
  readonly first: ExactNumber | null;
}

// The place of the value in the order is not kept, so two parts cannot be compared.
const state: StateDefinition<FirstState> = {
  identity: { first: null },
  ...fieldsCodec<FirstState>(
    1,
    ({ first }) => [first],
    (fields) => ({ first: optionalNumber(fields, 0) }),
  ),
};

/** The value of a column in the row with the smallest value of another; without an order there is no first row. */
export const first = defineMetric<FirstParameters, FirstState, typeof state, readonly ["column"]>({
  type: "first",
  summary:
    "The finite value in the row with the smallest `orderBy`, among equals the smallest value. Nulls of either column are passed over. No value for an empty input.",
  arguments: ["column"],
  parameters: { column: columnField, orderBy: columnField },
  display: ({ column, orderBy }) => [showName(column), `by ${showName(orderBy)}`],
  measurement: ({ column, orderBy }) => ({
    kind: "scan",
    aggregates: [
      { kind: "first", of: { kind: "column", name: column }, orderBy: { kind: "column", name: orderBy } },
    ],
    stateOf: (results) => ({ first: numberResult(results, 0) }),
  }),
  state,
  outcomeOf: ({ first }) => (first === null ? emptyOutcome("no rows with a value") : valueOutcome(first)),
  examples: [
    {
      title: "the smallest value of the rows with the smallest order; nulls and NaN are passed over",
      parameters: { column: "x", orderBy: "k" },
      columns: { x: "double", k: "timestamp" },
      rows: [
        [1, null],
        [null, "2023-01-01 00:00:00"],
        [9, "2024-01-01 00:00:00"],
        [7, "2024-01-01 00:00:00"],
        [Number.NaN, "2023-06-01 00:00:00"],
        [2, "2024-01-01 00:00:01"],
      ],
      outcome: valueOutcome(7),
    },
    {
      title: "no row has an order",
      parameters: { column: "x", orderBy: "k" },
      columns: { x: "bigint", k: "text" },
      rows: [
        [1n, null],
        [2n, null],
      ],
      outcome: emptyOutcome("no rows with a value"),
    },
    byItself("whole numbers", "integer", [4n, null, 1n], valueOutcome(1)),
    byItself(
      "NaN and ±Infinity are no values",
      "double",
      [2, Number.NaN, 5, Infinity, null, -Infinity],
      valueOutcome(2),
    ),
    byItself("nothing but NaN", "double", [Number.NaN, Number.NaN], emptyOutcome("no rows with a value")),
    byItself("nothing but Infinity", "double", [Infinity, Infinity], emptyOutcome("no rows with a value")),
    byItself("decimals", "decimal(38,10)", ["4.25", null, "1.50"], {
      kind: "value",
      value: 1.5,
      warnings: [],
      arithmetic: "decimal",
    }),
    byItself("nulls only", "bigint", [null, null], emptyOutcome("no rows with a value")),
    byItself("no rows", "bigint", [], emptyOutcome("no rows with a value")),
  ],
});

// A column that is in the order of its own values.
function byItself(
  title: string,
  type: ExampleType,
  cells: readonly ExampleCell[],
  outcome: MetricOutcome,
): MetricExample<FirstParameters> {
  const over = columnExample(title, type, cells, outcome);
  return { ...over, parameters: { ...over.parameters, orderBy: over.parameters.column } };
}
