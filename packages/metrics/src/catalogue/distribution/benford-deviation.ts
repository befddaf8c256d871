import type { Aggregate } from "../../aggregate/aggregate.js";
import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, emptyOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** How many values begin with each digit. */
interface DigitState {
  readonly counts: readonly number[];
}

const state: MergeableStateDefinition<DigitState> = {
  identity: { counts: DIGITS.map(() => 0) },
  merge: (a, b) => ({ counts: a.counts.map((count, index) => count + (b.counts[index] ?? 0)) }),
  ...fieldsCodec<DigitState>(
    1,
    ({ counts }) => [...counts],
    (fields) => ({ counts: DIGITS.map((_, index) => requireDouble(fields, index)) }),
  ),
};

/** How far the first digits of a column's values are from Benford's law. */
export const benfordDeviation = defineMetric({
  type: "benfordDeviation",
  summary:
    "The mean absolute deviation of the shares of the first significant digits from those of Benford's law, Σ |share(d) - log10(1 + 1/d)| / 9 (Nigrini, 2012: above 0.015 is nonconformity). Nulls, zeros and values that are not finite have no first digit. No value when no value has one. The states of parts merge.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement({ column }) {
    const digit = plainCall("leadingDigit", plainColumn(column));
    return {
      kind: "scan",
      aggregates: DIGITS.map(
        (wanted): Aggregate => ({
          kind: "countIf",
          predicate: {
            kind: "compare",
            operator: "eq",
            left: digit,
            right: { kind: "literal", value: wanted },
          },
        }),
      ),
      stateOf: (results) => ({ counts: DIGITS.map((_, index) => countResult(results, index)) }),
    };
  },
  state,
  outcomeOf({ counts }) {
    const rows = counts.reduce((sum, count) => sum + count, 0);
    if (rows === 0) return emptyOutcome("no rows with a value that has a first digit");
    const deviations = DIGITS.map((digit, index) =>
      Math.abs((counts[index] ?? 0) / rows - Math.log10(1 + 1 / digit)),
    );
    const outcome = computedOutcome(
      deviations.reduce((sum, deviation) => sum + deviation, 0) / DIGITS.length,
    );
    if (outcome.kind !== "value") return outcome;
    const bins = DIGITS.map((value, index) => ({ value, rows: counts[index] ?? 0 }));
    return { ...outcome, detail: { kind: "distribution", bins, other: { values: 0, rows: 0 }, rows } };
  },
  examples: [
    {
      title: "all values begin with 1",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[1], [-0.0019], [1e300], [0], [null], [Number.NaN], [Number.NEGATIVE_INFINITY]],
      outcome: {
        kind: "value",
        value: (2 * (1 - Math.log10(2))) / 9,
        warnings: [],
        arithmetic: "double",
        detail: {
          kind: "distribution",
          bins: DIGITS.map((value) => ({ value, rows: value === 1 ? 3 : 0 })),
          other: { values: 0, rows: 0 },
          rows: 3,
        },
      },
    },
    {
      title: "decimals and big numbers by their digits",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [["0.0000000003"], ["-30"], ["9007199254740993"]],
      outcome: {
        kind: "value",
        value:
          (2 / 3 -
            Math.log10(4 / 3) +
            (1 / 3 - Math.log10(10 / 9)) +
            (1 - Math.log10(4 / 3) - Math.log10(10 / 9))) /
          9,
        warnings: [],
        arithmetic: "double",
        detail: {
          kind: "distribution",
          bins: DIGITS.map((value) => ({ value, rows: value === 3 ? 2 : value === 9 ? 1 : 0 })),
          other: { values: 0, rows: 0 },
          rows: 3,
        },
      },
    },
    {
      title: "zeros only",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[0n], [null]],
      outcome: { kind: "empty", reason: "no rows with a value that has a first digit" },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a value that has a first digit" },
    },
  ],
});
