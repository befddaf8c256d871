import { countResult } from "../../aggregate/aggregate-result.js";
import { defineCount } from "../../definition/define-count.js";
import { keyColumn, resultColumn } from "../../definition/measurement.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnsField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { all, not } from "../../row/builders.js";
import { plainColumn } from "../../row/plain-expression.js";
import type { Predicate } from "../../row/predicate.js";
import { distinctState } from "../../state/distinct-state.js";

/** The parameters of {@link functionalDependency}. */
export interface DependencyParameters {
  /** The columns that determine the others. */
  readonly determinant: readonly string[];
  /** The columns that are determined. */
  readonly dependent: readonly string[];
}

/** How many keys do not determine what they should. */
export const functionalDependency = defineCount({
  type: "functionalDependency",
  summary:
    "The number of keys of the determinant, not entirely null, whose rows have more than one key of the dependent columns: 0 when these follow from the determinant. Rows whose dependent columns are all null are not tested; inside a key NULL equals NULL. The ratio is of the keys.",
  arguments: ["determinant", "dependent"],
  parameters: { determinant: columnsField, dependent: columnsField },
  display: ({ determinant, dependent }: DependencyParameters) => [
    `${determinant.map(showName).join(", ")} -> ${dependent.map(showName).join(", ")}`,
  ],
  measurement: ({ determinant, dependent }) => ({
    kind: "overGroups",
    by: determinant.map(plainColumn),
    inner: [{ kind: "countDistinct", of: dependent.map(plainColumn) }],
    outer: [{ kind: "rows", where: all(hasKey(determinant), isAbove(1)) }],
    stateOf: (results) => ({ count: countResult(results, 0) }),
  }),
  state: distinctState,
  outcomeOf: ({ count }) => valueOutcome(count),
  tested: ({ determinant }) => ({ kind: "rows", where: all(hasKey(determinant), isAbove(0)) }),
  examples: [
    {
      title: "one of two keys has two values; nulls are not tested",
      parameters: { determinant: ["x"], dependent: ["y"] },
      columns: { x: "text", y: "text" },
      rows: [
        ["a", "1"],
        ["a", "2"],
        ["b", "3"],
        ["b", null],
        [null, "4"],
        [null, "5"],
      ],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "composite keys",
      parameters: { determinant: ["x", "y"], dependent: ["z"] },
      columns: { x: "bigint", y: "bigint", z: "double" },
      rows: [
        [1n, null, 0.5],
        [1n, null, Number.NaN],
        [9007199254740992n, 1n, 1],
        [9007199254740993n, 1n, 2],
      ],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1 / 3,
    },
    {
      title: "nulls only",
      parameters: { determinant: ["x"], dependent: ["y"] },
      columns: { x: "text", y: "text" },
      rows: [[null, null]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});

function hasKey(columns: readonly string[]): Predicate {
  return not(all(...columns.map((_, index): Predicate => ({ kind: "isNull", of: keyColumn(index) }))));
}

function isAbove(count: number): Predicate {
  return {
    kind: "compare",
    operator: "gt",
    left: resultColumn(0),
    right: { kind: "literal", value: count },
  };
}
