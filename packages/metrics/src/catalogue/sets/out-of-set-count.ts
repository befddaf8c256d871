import type { SqlValue } from "@dqx/common";
import { defineCount } from "../../definition/define-count.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField, valuesField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { showLiteral } from "../../row/metric-literal.js";
import { type CountState, countState } from "../../state/count-state.js";
import { failingRows, nullPolicyField, showNullPolicy } from "../counts/null-policy.js";
import type { SetParameters } from "./in-set.js";

/** How many values of a column are not in a set. */
export const outOfSetCount = defineCount<
  SetParameters,
  CountState,
  typeof countState,
  readonly ["column", "values"]
>({
  type: "outOfSetCount",
  summary:
    "The number of values that equal none of the given literals, NaN and infinities among them. Nulls are not tested, fail or pass, as `nulls` says. Its ratio is over the tested values.",
  arguments: ["column", "values"],
  parameters: { column: columnField, values: valuesField, nulls: nullPolicyField },
  display: ({ column, values, nulls }) => [
    showName(column),
    `[${values.map(showLiteral).join(", ")}]`,
    ...showNullPolicy(nulls),
  ],
  measurement(parameters) {
    const { aggregates, countOf } = rowsOutside(parameters);
    return {
      kind: "scan",
      aggregates,
      stateOf: (results: readonly SqlValue[]) => ({ count: countOf(results) }),
    };
  },
  tested: (parameters) => rowsOutside(parameters).tested,
  state: countState,
  outcomeOf: ({ count }) => valueOutcome(count),
  examples: [
    {
      title: "nulls are not tested",
      parameters: { column: "x", values: ["paid", "open"], nulls: "ignore" },
      columns: { x: "text" },
      rows: [["paid"], [null], ["Open"], ["open"], [""]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "nulls fail",
      parameters: { column: "x", values: [1n], nulls: "fail" },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n], [null], [1n], [1n]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "nulls pass; NaN and infinities are in no set",
      parameters: { column: "x", values: [1.5], nulls: "pass" },
      columns: { x: "double" },
      rows: [[1.5], [null], [Number.NaN], [Number.POSITIVE_INFINITY]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "one row",
      parameters: { column: "x", values: [false], nulls: "ignore" },
      columns: { x: "boolean" },
      rows: [[true]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1,
    },
    {
      title: "no rows",
      parameters: { column: "x", values: ["a"], nulls: "fail" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});

function rowsOutside({ column, values, nulls }: Readonly<SetParameters>) {
  return failingRows(col(column).isIn(values), nulls);
}
