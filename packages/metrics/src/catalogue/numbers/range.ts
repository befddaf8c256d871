import { numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, emptyOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { type ExactNumber, subtractExact } from "../../state/exact-number.js";
import { extremeState } from "../../state/extreme-state.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { optionalNumber } from "../../state/state-field.js";

/** The smallest and the largest value, or null twice when there was none. */
export interface RangeState {
  readonly smallest: ExactNumber | null;
  readonly largest: ExactNumber | null;
}

const [smallest, largest] = [extremeState(-1), extremeState(1)];

const state: MergeableStateDefinition<RangeState> = {
  identity: { smallest: null, largest: null },
  merge: (a, b) => ({
    smallest: smallest.merge({ extreme: a.smallest }, { extreme: b.smallest }).extreme,
    largest: largest.merge({ extreme: a.largest }, { extreme: b.largest }).extreme,
  }),
  ...fieldsCodec<RangeState>(
    1,
    (range) => [range.smallest, range.largest],
    (fields) => ({ smallest: optionalNumber(fields, 0), largest: optionalNumber(fields, 1) }),
  ),
};

/** The difference between the largest and the smallest finite value of a column. */
export const range = defineMetric({
  type: "range",
  summary:
    "The largest finite value less the smallest; that of days, timestamps and instants in seconds. Nulls, NaN and ±Infinity are no values. No value for an empty input.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [
      { kind: "minimum", of: col(column) },
      { kind: "maximum", of: col(column) },
    ],
    stateOf: (results) => ({ smallest: numberResult(results, 0), largest: numberResult(results, 1) }),
  }),
  state,
  outcomeOf: (range) =>
    range.smallest === null || range.largest === null
      ? emptyOutcome("no rows with a value")
      : computedOutcome(subtractExact(range.largest, range.smallest)),
  examples: [
    {
      title: "NaN and infinities are no values",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[2.5], [Number.NaN], [null], [-1], [Number.POSITIVE_INFINITY]],
      outcome: { kind: "value", value: 3.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "whole numbers past 2^53, exactly",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n], [9223372036854775804n]],
      outcome: { kind: "value", value: 3, warnings: [] },
    },
    {
      title: "decimals, exactly",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [["0.3000000000"], ["0.1000000000"]],
      outcome: { kind: "value", value: 0.2, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "days, in seconds",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [["2024-02-28"], ["2024-03-01"], [null]],
      outcome: { kind: "value", value: 172_800, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "integer" },
      rows: [[4n], [4n]],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "one row",
      parameters: { column: "x" },
      columns: { x: "integer" },
      rows: [[4n]],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});
