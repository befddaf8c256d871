import { defineMetric } from "../../definition/define-metric.js";
import { predicateField } from "../../definition/row-fields.js";
import { col } from "../../row/builders.js";
import type { Predicate } from "../../row/predicate.js";
import { showPredicate } from "../../row/show-row.js";
import { type NullPolicy, nullPolicyField, passingRows, showNullPolicy } from "../counts/null-policy.js";
import { type ShareState, shareOf, type shareState } from "../counts/share-of.js";

/** The parameters of {@link compliance}. */
export interface ComplianceParameters {
  readonly predicate: Predicate;
  /** What a row counts as for which the predicate is unknown; `ignore` by default. */
  readonly nulls?: NullPolicy;
}

/** The share of the rows for which a predicate is true, from 0 to 1. */
export const compliance = defineMetric<
  ComplianceParameters,
  ShareState,
  typeof shareState,
  readonly ["predicate"]
>({
  type: "compliance",
  summary:
    "The share of the tested rows for which a predicate is true, from 0 to 1. Where a value is null that the predicate looks at, a row is not tested, fails or passes, as `nulls` says. No value when no row is tested.",
  arguments: ["predicate"],
  parameters: { predicate: predicateField, nulls: nullPolicyField },
  display: ({ predicate, nulls }) => [showPredicate(predicate), ...showNullPolicy(nulls)],
  ...shareOf(({ predicate, nulls }) => passingRows(predicate, nulls)),
  examples: [
    {
      title: "nulls are not tested",
      parameters: { predicate: col("x").isGt(0), nulls: "ignore" },
      columns: { x: "double" },
      rows: [[1], [-1], [null], [Number.NaN], [Number.POSITIVE_INFINITY]],
      outcome: { kind: "value", value: 0.5, warnings: [], detail: { kind: "share", counted: 2, tested: 4 } },
    },
    {
      title: "nulls fail",
      parameters: { predicate: col("x").isGt(0), nulls: "fail" },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n], [-1n], [null], [1n]],
      outcome: { kind: "value", value: 0.5, warnings: [], detail: { kind: "share", counted: 2, tested: 4 } },
    },
    {
      title: "nulls pass",
      parameters: { predicate: col("x").isGt(0), nulls: "pass" },
      columns: { x: "decimal(38,10)" },
      rows: [["0.0000000001"], ["-1.0000000000"], [null], [null]],
      outcome: { kind: "value", value: 0.75, warnings: [], detail: { kind: "share", counted: 3, tested: 4 } },
    },
    {
      title: "one column below another, in one row",
      parameters: { predicate: col("x").isLeq(col("y")), nulls: "ignore" },
      columns: { x: "date", y: "date" },
      rows: [["2024-01-01", "2024-01-01"]],
      outcome: { kind: "value", value: 1, warnings: [], detail: { kind: "share", counted: 1, tested: 1 } },
    },
    {
      title: "all equal",
      parameters: { predicate: col("x").isEq("a"), nulls: "ignore" },
      columns: { x: "text" },
      rows: [["a"], ["a"]],
      outcome: { kind: "value", value: 1, warnings: [], detail: { kind: "share", counted: 2, tested: 2 } },
    },
    {
      title: "nulls only",
      parameters: { predicate: col("x").isGt(0), nulls: "ignore" },
      columns: { x: "double" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows were tested" },
    },
    {
      title: "no rows",
      parameters: { predicate: col("x").isGt(0), nulls: "fail" },
      columns: { x: "double" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows were tested" },
    },
  ],
});
