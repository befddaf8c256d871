import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField, valuesField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { type MetricLiteral, showLiteral } from "../../row/metric-literal.js";
import { type CountState, countState } from "../../state/count-state.js";

/** The parameters of {@link countValues}. */
export interface CountValuesParameters {
  readonly column: string;
  readonly values: readonly MetricLiteral[];
}

/** How many values of a column equal one of the given literals. */
export const countValues = defineMetric<
  CountValuesParameters,
  CountState,
  typeof countState,
  readonly ["column", "values"]
>({
  type: "countValues",
  summary: "The number of values that equal one of the given literals; nulls are none of them.",
  arguments: ["column", "values"],
  parameters: { column: columnField, values: valuesField },
  display: ({ column, values }) => [showName(column), `[${values.map(showLiteral).join(", ")}]`],
  measurement: ({ column, values }) => ({
    kind: "scan",
    aggregates: [{ kind: "countEqual", of: { kind: "column", name: column }, values }],
    stateOf: (results) => ({ count: countResult(results, 0) }),
  }),
  state: countState,
  outcomeOf: ({ count }) => valueOutcome(count),
});
