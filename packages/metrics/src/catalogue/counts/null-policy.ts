import type { SqlValue } from "@dqx/common";
import type { Aggregate } from "../../aggregate/aggregate.js";
import { countResult } from "../../aggregate/aggregate-result.js";
import { choiceField } from "../../definition/parameter-field.js";
import { not } from "../../row/builders.js";
import type { Predicate } from "../../row/predicate.js";
import { rowsTestedBy } from "./count-of.js";

/**
 * What a row counts as for which a predicate is unknown, since a value is null: `ignore` does not test it,
 * `fail` and `pass` take it for one that fails or passes.
 */
export type NullPolicy = "ignore" | "fail" | "pass";

/** What nulls count as. */
export const nullPolicyField = choiceField<NullPolicy>(["ignore", "fail", "pass"], "ignore");

/** What a name says of a policy: nothing of the default. */
export function showNullPolicy(nulls: NullPolicy = "ignore"): readonly string[] {
  return nulls === "ignore" ? [] : [`nulls ${nulls}`];
}

/** How rows are counted that pass, or that fail, and among which. */
export interface CountedRows {
  readonly aggregates: readonly Aggregate[];
  /** The number of the counted rows. @param results - of the aggregates */
  countOf(results: readonly SqlValue[]): number;
  readonly tested: Aggregate;
}

/** Counts the rows that pass. @param predicate - what makes a row pass */
export function passingRows(predicate: Predicate, nulls: NullPolicy = "ignore"): CountedRows {
  switch (nulls) {
    case "ignore":
      return { ...rowsWhere(predicate), tested: rowsTestedBy(predicate) };
    case "fail":
      return { ...rowsWhere(predicate), tested: { kind: "rows" } };
    case "pass":
      return { ...rowsBut(not(predicate)), tested: { kind: "rows" } };
  }
}

/** Counts the rows that fail. @param predicate - what makes a row pass */
export function failingRows(predicate: Predicate, nulls: NullPolicy = "ignore"): CountedRows {
  switch (nulls) {
    case "ignore":
      return { ...rowsWhere(not(predicate)), tested: rowsTestedBy(predicate) };
    case "fail":
      return { ...rowsBut(predicate), tested: { kind: "rows" } };
    case "pass":
      return { ...rowsWhere(not(predicate)), tested: { kind: "rows" } };
  }
}

function rowsWhere(predicate: Predicate) {
  return {
    aggregates: [{ kind: "countIf", predicate }] as const,
    countOf: (results: readonly SqlValue[]) => countResult(results, 0),
  };
}

// All rows but those for which it is true: the unknown ones are among them.
function rowsBut(predicate: Predicate) {
  return {
    aggregates: [{ kind: "countIf", predicate }, { kind: "rows" }] as const,
    countOf: (results: readonly SqlValue[]) => countResult(results, 1) - countResult(results, 0),
  };
}
