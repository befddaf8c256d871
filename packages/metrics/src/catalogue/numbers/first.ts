import { numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
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
});
