import { defineMetric } from "../../definition/define-metric.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { quotientMeasurement, quotientOutcome, quotientState } from "./quotient-of-sums.js";

/** The sum of one column divided by that of another. */
export const ratioOfSums = defineMetric({
  type: "ratioOfSums",
  summary:
    "The sum of one column divided by the sum of another, over the rows in which both are not null. No value without such rows, when the divisor is 0, nor when a value is NaN or ±Infinity.",
  arguments: ["numerator", "denominator"],
  parameters: { numerator: columnField, denominator: columnField },
  display: ({ numerator, denominator }) => [showName(numerator), showName(denominator)],
  measurement: ({ numerator, denominator }) =>
    quotientMeasurement([numerator, denominator], col(numerator), col(denominator)),
  state: quotientState,
  outcomeOf: (state, { numerator, denominator }) =>
    quotientOutcome(state, [numerator, denominator], "the sum of the denominators"),
  examples: [
    {
      title: "a row with a null is left out of both sums",
      parameters: { numerator: "x", denominator: "y" },
      columns: { x: "double", y: "integer" },
      rows: [
        [1.5, 2n],
        [4.5, 2n],
        [null, 100n],
        [100, null],
      ],
      outcome: { kind: "value", value: 1.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "whole numbers past 2^53, exactly",
      parameters: { numerator: "x", denominator: "y" },
      columns: { x: "bigint", y: "bigint" },
      rows: [
        [9007199254740993n, 1n],
        [0n, 2n],
      ],
      outcome: { kind: "value", value: 3002399751580331, warnings: [] },
    },
    {
      title: "decimals, exactly",
      parameters: { numerator: "x", denominator: "y" },
      columns: { x: "decimal(38,10)", y: "decimal(38,10)" },
      rows: [["0.3000000000", "-1.5000000000"]],
      outcome: { kind: "value", value: -0.2, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "all equal",
      parameters: { numerator: "x", denominator: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [
        [1n, 3n],
        [1n, 3n],
      ],
      outcome: { kind: "value", value: 1 / 3, warnings: [], arithmetic: "double" },
    },
    {
      title: "a sum of 0",
      parameters: { numerator: "x", denominator: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [
        [1n, 3n],
        [1n, -3n],
      ],
      outcome: { kind: "empty", reason: "the sum of the denominators is 0" },
    },
    {
      title: "NaN and infinity",
      parameters: { numerator: "x", denominator: "y" },
      columns: { x: "double", y: "double" },
      rows: [
        [Number.NaN, 1],
        [1, Number.POSITIVE_INFINITY],
        [1, 1],
      ],
      outcome: {
        kind: "failed",
        reason: "columns 'x' and 'y' hold NaN or infinite values in 2 rows; nanCount counts them",
      },
    },
    {
      title: "nulls only",
      parameters: { numerator: "x", denominator: "y" },
      columns: { x: "double", y: "double" },
      rows: [
        [null, 1],
        [1, null],
      ],
      outcome: { kind: "empty", reason: "no rows with both values" },
    },
    {
      title: "no rows",
      parameters: { numerator: "x", denominator: "y" },
      columns: { x: "double", y: "double" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with both values" },
    },
  ],
});
