import { numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { keyColumn, type OverGroupsMeasurement, resultColumn } from "../../definition/measurement.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { choiceField, columnsField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { all, not } from "../../row/builders.js";
import { plainColumn } from "../../row/plain-expression.js";
import type { Predicate } from "../../row/predicate.js";
import { divideExact, toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";

/** The parameters of {@link groupSize}. */
export interface GroupSizeParameters {
  readonly columns: readonly string[];
  /** `largest` by default. */
  readonly statistic?: "largest" | "smallest" | "average";
}

/** How many keys there are, and how many rows they have. */
interface GroupSizes {
  readonly groups: number;
  readonly rows: number;
  readonly smallest: number;
  readonly largest: number;
}

// Two parts may share keys, and the counts cannot tell.
const state: StateDefinition<GroupSizes> = {
  identity: { groups: 0, rows: 0, smallest: 0, largest: 0 },
  ...fieldsCodec<GroupSizes>(
    1,
    ({ groups, rows, smallest, largest }) => [groups, rows, smallest, largest],
    (fields) => ({
      groups: requireDouble(fields, 0),
      rows: requireDouble(fields, 1),
      smallest: requireDouble(fields, 2),
      largest: requireDouble(fields, 3),
    }),
  ),
};

/** How many rows share a key. */
export const groupSize = defineMetric({
  type: "groupSize",
  summary:
    "The number of rows of the largest group of rows with equal keys, or of the `smallest`, or their `average`. A key that is entirely null is none. No value when no row has a key.",
  arguments: ["columns"],
  parameters: {
    columns: columnsField,
    statistic: choiceField(["largest", "smallest", "average"], "largest"),
  },
  display: ({ columns, statistic = "largest" }: GroupSizeParameters) => [...columns.map(showName), statistic],
  measurement: ({ columns }) => measureSizes(columns),
  state,
  stateKey: ({ columns }) => ({ type: "groupSizes", parameters: { columns } }),
  outcomeOf({ groups, rows, smallest, largest }, { statistic = "largest" }) {
    if (groups === 0) return emptyOutcome("no rows with a key that is not null");
    const values = { smallest, largest, average: divideExact(BigInt(rows), groups) };
    return valueOutcome(values[statistic]);
  },
  examples: [
    {
      title: "the largest group; nulls are none",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [["a"], ["b"], ["a"], [null], [null], [null]],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
    {
      title: "the smallest group of composite keys",
      parameters: { columns: ["x", "y"], statistic: "smallest" },
      columns: { x: "text", y: "bigint" },
      rows: [
        ["a", 1n],
        ["a", null],
        ["a", 1n],
      ],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "the average",
      parameters: { columns: ["x"], statistic: "average" },
      columns: { x: "bigint" },
      rows: [[1n], [1n], [9007199254740993n]],
      outcome: { kind: "value", value: 1.5, warnings: [] },
    },
    {
      title: "no rows",
      parameters: { columns: ["x"] },
      columns: { x: "double" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a key that is not null" },
    },
  ],
});

function measureSizes(columns: readonly string[]): OverGroupsMeasurement<GroupSizes> {
  const where = not(all(...columns.map((_, index): Predicate => ({ kind: "isNull", of: keyColumn(index) }))));
  const of = resultColumn(0);
  return {
    kind: "overGroups",
    by: columns.map(plainColumn),
    inner: [{ kind: "rows" }],
    outer: [
      { kind: "nonNull", of, where },
      { kind: "sum", of, where },
      { kind: "minimum", of, where },
      { kind: "maximum", of, where },
    ],
    stateOf(results) {
      const [groups = 0, rows = 0, smallest = 0, largest = 0] = [0, 1, 2, 3].map(
        (index) => toDouble(numberResult(results, index) ?? 0).value,
      );
      return { groups, rows, smallest, largest };
    },
  };
}
