import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { choiceField, columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import type { RowFunction } from "../../row/row-function.js";
import { toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";

/** What a column is looked at by. */
type GapUnit = "day" | "hour" | "month";

/** The parameters of {@link dateGaps}. */
export interface DateGapsParameters {
  readonly column: string;
  /** `day` by default. */
  readonly unit?: GapUnit;
}

/** How many units there are, and how many lie from the first to the last of them. */
interface GapState {
  readonly present: number;
  readonly span: number;
}

// A unit of one part may be missing in another, and the counts cannot tell.
const state: StateDefinition<GapState> = {
  identity: { present: 0, span: 0 },
  ...fieldsCodec<GapState>(
    1,
    ({ present, span }) => [present, span],
    (fields) => ({ present: requireDouble(fields, 0), span: requireDouble(fields, 1) }),
  ),
};

const NUMBERS: Readonly<Record<GapUnit, RowFunction>> = {
  day: "dayNumber",
  hour: "hourNumber",
  month: "monthNumber",
};

/** How many days, hours or months of a column are missing between its ends. */
export const dateGaps = defineMetric({
  type: "dateGaps",
  summary:
    "The number of days between the first and the last value of a column that no value is in, or of hours or months; instants are cut in UTC. Nulls are no values. No value when there are none.",
  arguments: ["column"],
  parameters: { column: columnField, unit: choiceField(["day", "hour", "month"], "day") },
  display: ({ column, unit = "day" }: DateGapsParameters) => [showName(column), unit],
  measurement({ column, unit = "day" }) {
    const number = plainCall(NUMBERS[unit], plainColumn(column));
    return {
      kind: "scan",
      aggregates: [
        { kind: "countDistinct", of: [number] },
        { kind: "minimum", of: number },
        { kind: "maximum", of: number },
      ],
      stateOf(results) {
        const [first, last] = [numberResult(results, 1), numberResult(results, 2)];
        const isEmpty = first === null || last === null;
        const span = isEmpty ? 0 : toDouble(last).value - toDouble(first).value + 1;
        return { present: countResult(results, 0), span };
      },
    };
  },
  counts: true,
  state,
  outcomeOf: ({ present, span }) =>
    present === 0 ? emptyOutcome("no rows with a value") : valueOutcome(span - present),
  examples: [
    {
      title: "two days are missing, over the end of a leap February",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [["2024-02-28"], ["2024-02-28"], ["2024-03-02"], [null]],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
    {
      title: "hours of timestamps",
      parameters: { column: "x", unit: "hour" },
      columns: { x: "timestamp" },
      rows: [["1969-12-31 22:59:00"], ["1970-01-01 01:00:00"]],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
    {
      title: "months",
      parameters: { column: "x", unit: "month" },
      columns: { x: "date" },
      rows: [["2023-11-30"], ["2024-02-01"]],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
    {
      title: "one row",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [["2024-02-29"]],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "timestamp" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});
