import { countResult } from "../../aggregate/aggregate-result.js";
import { defineCount } from "../../definition/define-count.js";
import { resultColumn } from "../../definition/measurement.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField, keyColumnsField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainColumn } from "../../row/plain-expression.js";
import { distinctState } from "../../state/distinct-state.js";

/** The parameters of {@link overlapCount}. */
export interface OverlapParameters {
  /** The column that holds where a range begins. */
  readonly start: string;
  /** The column that holds where it ends, which is not part of it. */
  readonly end: string;
  /** The columns whose ranges must not overlap when they are equal; all ranges by default. */
  readonly per?: readonly string[];
}

/** How many ranges begin before an earlier one of the same key has ended. */
export const overlapCount = defineCount({
  type: "overlapCount",
  summary:
    "The number of half-open ranges [start, end) that begin before an earlier one of the same key has ended. Ranges that begin together are in the order of their ends. Rows without a start or an end are left out; inside a key NULL equals NULL. The ratio is of the ranges.",
  arguments: ["start", "end"],
  parameters: { start: columnField, end: columnField, per: keyColumnsField },
  display: ({ start, end, per = [] }: OverlapParameters) => [
    showName(start),
    showName(end),
    ...(per.length === 0 ? [] : [`per ${per.map(showName).join(", ")}`]),
  ],
  measurement({ start, end, per = [] }) {
    const [from, to] = [plainColumn(start), plainColumn(end)];
    return {
      kind: "sequence",
      by: per.map(plainColumn),
      orderBy: [from, to],
      windows: [{ kind: "maximumBefore", of: to }],
      aggregates: [
        {
          kind: "countIf",
          predicate: { kind: "compare", operator: "lt", left: from, right: resultColumn(0) },
        },
      ],
      stateOf: (results) => ({ count: countResult(results, 0) }),
    };
  },
  // Ranges of two parts may overlap.
  state: distinctState,
  outcomeOf: ({ count }) => valueOutcome(count),
  tested: () => ({ kind: "rows" }),
  examples: [
    {
      title: "per key; a range may begin where another ends",
      parameters: { start: "a", end: "b", per: ["x"] },
      columns: { x: "text", a: "date", b: "date" },
      rows: [
        ["p", "2024-01-01", "2024-02-01"],
        ["p", "2024-02-01", "2024-03-01"],
        ["q", "2024-01-15", "2024-01-20"],
        ["p", "2024-02-15", "2024-04-01"],
        ["p", null, "2024-04-01"],
      ],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 0.25,
    },
    {
      title: "a short range inside of a long one, of numbers",
      parameters: { start: "a", end: "b" },
      columns: { a: "bigint", b: "bigint" },
      rows: [
        [1n, 100n],
        [2n, 3n],
        [50n, 60n],
      ],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 2 / 3,
    },
    {
      title: "no rows",
      parameters: { start: "a", end: "b" },
      columns: { a: "timestamp", b: "timestamp" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
