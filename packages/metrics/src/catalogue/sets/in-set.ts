import { defineMetric } from "../../definition/define-metric.js";
import { columnField, valuesField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { type MetricLiteral, showLiteral } from "../../row/metric-literal.js";
import { type NullPolicy, nullPolicyField, passingRows, showNullPolicy } from "../counts/null-policy.js";
import { type ShareState, shareOf, type shareState } from "../counts/share-of.js";

/** The parameters of {@link inSet} and {@link outOfSetCount}. */
export interface SetParameters {
  readonly column: string;
  readonly values: readonly MetricLiteral[];
  /** What a null counts as; `ignore` by default: it is not tested. */
  readonly nulls?: NullPolicy;
}

/** The share of a column's values that are in a set, from 0 to 1. */
export const inSet = defineMetric<
  SetParameters,
  ShareState,
  typeof shareState,
  readonly ["column", "values"]
>({
  type: "inSet",
  summary:
    "The share of the tested values that equal one of the given literals, from 0 to 1. Nulls are not tested, fail or pass, as `nulls` says. No value when nothing is tested.",
  arguments: ["column", "values"],
  parameters: { column: columnField, values: valuesField, nulls: nullPolicyField },
  display: ({ column, values, nulls }) => [
    showName(column),
    `[${values.map(showLiteral).join(", ")}]`,
    ...showNullPolicy(nulls),
  ],
  ...shareOf(({ column, values, nulls }) => passingRows(col(column).isIn(values), nulls)),
  examples: [
    {
      title: "nulls are not tested",
      parameters: { column: "x", values: ["paid", "open"], nulls: "ignore" },
      columns: { x: "text" },
      rows: [["paid"], [null], ["Open"], ["open"], [""]],
      outcome: { kind: "value", value: 0.5, warnings: [], detail: { kind: "share", counted: 2, tested: 4 } },
    },
    {
      title: "nulls fail",
      parameters: { column: "x", values: [1n, 9223372036854775807n], nulls: "fail" },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n], [null], [2n], [1n]],
      outcome: { kind: "value", value: 0.5, warnings: [], detail: { kind: "share", counted: 2, tested: 4 } },
    },
    {
      title: "nulls pass; NaN and infinities are in no set",
      parameters: { column: "x", values: [1.5], nulls: "pass" },
      columns: { x: "double" },
      rows: [[1.5], [null], [Number.NaN], [Number.POSITIVE_INFINITY]],
      outcome: { kind: "value", value: 0.5, warnings: [], detail: { kind: "share", counted: 2, tested: 4 } },
    },
    {
      title: "one row",
      parameters: { column: "x", values: [true], nulls: "ignore" },
      columns: { x: "boolean" },
      rows: [[true]],
      outcome: { kind: "value", value: 1, warnings: [], detail: { kind: "share", counted: 1, tested: 1 } },
    },
    {
      title: "no rows",
      parameters: { column: "x", values: ["a"], nulls: "fail" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows were tested" },
    },
  ],
});
