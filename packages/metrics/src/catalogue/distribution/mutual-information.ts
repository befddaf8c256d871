import { defineMetric } from "../../definition/define-metric.js";
import type { GroupedRows } from "../../definition/measurement.js";
import { computedOutcome, emptyOutcome, failedOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { all, col } from "../../row/builders.js";
import { plainColumn } from "../../row/plain-expression.js";
import { unknownDistribution } from "./distribution-measurement.js";
import { distributionState } from "./distribution-state.js";
import { DEFAULT_PAIRS, pairLimitField } from "./pair-limit-field.js";

/** The parameters of {@link mutualInformation}. */
export interface MutualInformationParameters {
  readonly column: string;
  readonly other: string;
  /** How many pairs of values are counted at most; 10,000 by default. */
  readonly limit?: number;
}

/** How much the value of one column says of that of another, in nats. */
export const mutualInformation = defineMetric({
  type: "mutualInformation",
  summary:
    "Σ p(x, y) · ln (p(x, y) / (p(x) · p(y))) over the rows in which neither column is null, with the natural logarithm: 0 for columns that say nothing of each other, the entropy of a column for one that it follows from. No value for an empty input; a failure for more pairs than the limit. The states of parts merge.",
  arguments: ["column", "other"],
  parameters: { column: columnField, other: columnField, limit: pairLimitField },
  display: ({ column, other, limit = DEFAULT_PAIRS }: MutualInformationParameters) => [
    showName(column),
    showName(other),
    ...(limit === DEFAULT_PAIRS ? [] : [`limit ${limit}`]),
  ],
  measurement: ({ column, other, limit = DEFAULT_PAIRS }) => ({
    kind: "groups",
    by: [plainColumn(column), plainColumn(other)],
    aggregates: [],
    where: all(col(column).isNotNull(), col(other).isNotNull()),
    limit,
    stateOf: ({ groups, rest }: GroupedRows) => ({
      bins: groups.map(({ key, rows }) => ({ value: JSON.stringify(key.map(identityOf)), rows })),
      other: { values: rest.groups, rows: rest.rows },
      known: true,
    }),
  }),
  state: distributionState,
  outcomeOf(state, { limit = DEFAULT_PAIRS }) {
    const unknown = unknownDistribution(state);
    if (unknown !== undefined) return unknown;
    const { bins, other } = state;
    if (other.values > 0 || bins.length > limit) {
      return failedOutcome(
        `there are ${bins.length + other.values} pairs of values; give a limit that large`,
      );
    }
    const pairs = bins.map(({ value, rows }) => ({ key: keysOf(value), rows }));
    const rows = pairs.reduce((sum, pair) => sum + pair.rows, 0);
    if (rows === 0) return emptyOutcome("no rows with both values");
    const [left, right] = [0, 1].map((side) => {
      const totals = new Map<string, number>();
      for (const { key, rows: own } of pairs) {
        const name = key[side] ?? "";
        totals.set(name, own + (totals.get(name) ?? 0));
      }
      return totals;
    });
    const information = pairs.reduce((sum, { key: [a = "", b = ""], rows: own }) => {
      const independent = (left?.get(a) ?? 1) * (right?.get(b) ?? 1);
      return sum + (own / rows) * Math.log((own * rows) / independent);
    }, 0);
    // Rounding must not leave less than nothing.
    return computedOutcome(Math.max(0, information));
  },
  examples: [
    {
      title: "a column that another follows from",
      parameters: { column: "x", other: "y" },
      columns: { x: "text", y: "bigint" },
      rows: [
        ["a", 1n],
        ["b", 2n],
        ["a", 1n],
        ["b", 2n],
        [null, 2n],
        ["a", null],
      ],
      outcome: { kind: "value", value: Math.LN2, warnings: [], arithmetic: "double" },
    },
    {
      title: "columns that say nothing of each other",
      parameters: { column: "x", other: "y" },
      columns: { x: "text", y: "boolean" },
      rows: [
        ["a", true],
        ["b", true],
        ["a", false],
        ["b", false],
      ],
      outcome: { kind: "value", value: 0, warnings: [], arithmetic: "double" },
    },
    {
      title: "more pairs than the limit",
      parameters: { column: "x", other: "y", limit: 1 },
      columns: { x: "bigint", y: "bigint" },
      rows: [
        [1n, 1n],
        [2n, 2n],
      ],
      outcome: { kind: "failed", reason: "there are 2 pairs of values; give a limit that large" },
    },
    {
      title: "nulls only",
      parameters: { column: "x", other: "y" },
      columns: { x: "double", y: "date" },
      rows: [
        [1, null],
        [null, null],
      ],
      outcome: { kind: "empty", reason: "no rows with both values" },
    },
    {
      title: "no rows",
      parameters: { column: "x", other: "y" },
      columns: { x: "double", y: "date" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with both values" },
    },
  ],
});

function identityOf(value: unknown): string {
  return `${typeof value} ${String(value)}`;
}

function keysOf(value: unknown): readonly string[] {
  const keys: unknown = JSON.parse(String(value));
  return Array.isArray(keys) ? keys.map(String) : [];
}
