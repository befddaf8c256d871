import type { Aggregate } from "../../aggregate/aggregate.js";
import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, failedOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { aggregateField } from "../../definition/row-fields.js";
import type { ExactNumber } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { optionalNumber, requireDouble } from "../../state/state-field.js";

/** What the engine computed, and from how many rows. */
interface CustomState {
  readonly rows: number;
  readonly result: ExactNumber | null;
}

/** Results of SQL that nobody but the engine understands: they do not merge. */
const state: StateDefinition<CustomState> = {
  identity: { rows: 0, result: null },
  ...fieldsCodec<CustomState>(
    1,
    ({ rows, result }) => [rows, result],
    (fields) => ({ rows: requireDouble(fields, 0), result: optionalNumber(fields, 1) }),
  ),
};

/** The number that an SQL aggregate of the user's computes. */
export const customSql = defineMetric({
  type: "customSql",
  summary:
    "The number that an aggregate in the engine's own SQL computes, such as `sum(a * b) / sum(b)`, in the scan of the other metrics; with `where` in a scan of its own, since only a statement can choose the rows of SQL. The engine's parser checks that it is one expression over many rows, without subqueries, window functions and side effects. It ties the metric to engines that understand it. The result is as the engine gives it: whole numbers divided by whole numbers differ between engines. No value over no rows, whatever the SQL gives there, nor when the result is null, NaN or ±Infinity. A condition on one row is counted by `countIf(sql(\"a > b\"))`, which has a ratio.",
  arguments: ["aggregate"],
  parameters: { aggregate: aggregateField },
  display: ({ aggregate }) => [JSON.stringify(aggregate)],
  measurement: ({ aggregate }) => ({
    kind: "scan",
    aggregates: rowsAndResult(aggregate),
    stateOf: (results) => ({ rows: countResult(results, 0), result: numberResult(results, 1) }),
  }),
  // Nobody knows; a count is what such an aggregate often is.
  counts: true,
  state,
  outcomeOf({ rows, result }) {
    if (rows === 0) return emptyOutcome("no rows");
    if (result === null) return emptyOutcome("the SQL gives null");
    if (typeof result === "number" && !Number.isFinite(result))
      return failedOutcome(`the SQL gives ${result}`);
    return valueOutcome(result);
  },
  examples: [
    {
      title: "an average with weights",
      parameters: { aggregate: "sum(x * y) / sum(y)" },
      columns: { x: "double", y: "double" },
      rows: [
        [1, 3],
        [5, 1],
        [null, 4],
      ],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "whole numbers past 2^53, with a comment",
      parameters: { aggregate: "max(x) -- the largest" },
      columns: { x: "bigint" },
      rows: [[9_007_199_254_740_993n], [1n], [null]],
      outcome: {
        kind: "value",
        value: 9_007_199_254_740_992,
        warnings: ["9007199254740993 has more digits than a double holds; 9007199254740992 is used"],
      },
    },
    {
      title: "decimals keep their digits",
      parameters: { aggregate: "max(x) - min(x)" },
      columns: { x: "decimal(38,10)" },
      rows: [["0.3"], ["0.1"]],
      outcome: { kind: "value", value: 0.2, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "all equal texts and a null",
      parameters: { aggregate: "count(x)" },
      columns: { x: "text" },
      rows: [["a"], ["a"], [null]],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
    {
      title: "NaN",
      parameters: { aggregate: "sum(x)" },
      columns: { x: "double" },
      rows: [[1], [Number.NaN]],
      outcome: { kind: "failed", reason: "the SQL gives NaN" },
    },
    {
      title: "nulls only",
      parameters: { aggregate: "sum(x)" },
      columns: { x: "double" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "the SQL gives null" },
    },
    {
      title: "no rows, though SQL counts none of them as 0",
      parameters: { aggregate: "count(*)" },
      columns: { x: "bigint" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows" },
    },
  ],
});

function rowsAndResult(text: string): readonly Aggregate[] {
  return [{ kind: "rows" }, { kind: "custom", text }];
}
