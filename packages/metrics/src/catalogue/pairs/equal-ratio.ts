import { defineMetric } from "../../definition/define-metric.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { type NullPolicy, nullPolicyField, passingRows, showNullPolicy } from "../counts/null-policy.js";
import { type ShareState, shareOf, type shareState } from "../counts/share-of.js";

/** The parameters of {@link equalRatio}. */
export interface EqualRatioParameters {
  readonly column: string;
  readonly other: string;
  /** What a row counts as in which one of both is null; `ignore` by default. */
  readonly nulls?: NullPolicy;
}

/** The share of the rows in which two columns have equal values, from 0 to 1. */
export const equalRatio = defineMetric<
  EqualRatioParameters,
  ShareState,
  typeof shareState,
  readonly ["column", "other"]
>({
  type: "equalRatio",
  summary:
    "The share of the tested rows in which two columns are equal, from 0 to 1; NaN equals nothing. A row in which one of both is null is not tested, fails or passes, as `nulls` says. No value when no row is tested.",
  arguments: ["column", "other"],
  parameters: { column: columnField, other: columnField, nulls: nullPolicyField },
  display: ({ column, other, nulls }) => [showName(column), showName(other), ...showNullPolicy(nulls)],
  ...shareOf(({ column, other, nulls }) => passingRows(col(column).isEq(col(other)), nulls)),
  examples: [
    {
      title: "nulls are not tested, NaN equals nothing",
      parameters: { column: "x", other: "y", nulls: "ignore" },
      columns: { x: "double", y: "integer" },
      rows: [
        [1, 1n],
        [1.5, 1n],
        [null, 1n],
        [Number.NaN, 1n],
        [2, 2n],
      ],
      outcome: { kind: "value", value: 0.5, warnings: [], detail: { kind: "share", counted: 2, tested: 4 } },
    },
    {
      title: "nulls fail",
      parameters: { column: "x", other: "y", nulls: "fail" },
      columns: { x: "bigint", y: "bigint" },
      rows: [
        [9007199254740993n, 9007199254740993n],
        [9007199254740993n, 9007199254740992n],
        [null, null],
        [1n, null],
      ],
      outcome: { kind: "value", value: 0.25, warnings: [], detail: { kind: "share", counted: 1, tested: 4 } },
    },
    {
      title: "nulls pass",
      parameters: { column: "x", other: "y", nulls: "pass" },
      columns: { x: "decimal(38,10)", y: "decimal(38,10)" },
      rows: [
        ["0.1000000000", "0.1000000000"],
        ["0.1000000000", "0.1000000001"],
        [null, null],
        ["1.0000000000", null],
      ],
      outcome: { kind: "value", value: 0.75, warnings: [], detail: { kind: "share", counted: 3, tested: 4 } },
    },
    {
      title: "infinity equals itself, in one row",
      parameters: { column: "x", other: "y", nulls: "ignore" },
      columns: { x: "double", y: "double" },
      rows: [[Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]],
      outcome: { kind: "value", value: 1, warnings: [], detail: { kind: "share", counted: 1, tested: 1 } },
    },
    {
      title: "texts, all equal",
      parameters: { column: "x", other: "y", nulls: "ignore" },
      columns: { x: "text", y: "text" },
      rows: [
        ["a", "a"],
        ["a", "a"],
      ],
      outcome: { kind: "value", value: 1, warnings: [], detail: { kind: "share", counted: 2, tested: 2 } },
    },
    {
      title: "nulls only",
      parameters: { column: "x", other: "y", nulls: "ignore" },
      columns: { x: "double", y: "double" },
      rows: [[null, 1]],
      outcome: { kind: "empty", reason: "no rows were tested" },
    },
    {
      title: "no rows",
      parameters: { column: "x", other: "y", nulls: "ignore" },
      columns: { x: "double", y: "double" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows were tested" },
    },
  ],
});
