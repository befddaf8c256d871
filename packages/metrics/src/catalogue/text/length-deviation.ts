import { defineMetric } from "../../definition/define-metric.js";
import { columnField, flagField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col, length } from "../../row/builders.js";
import { toDouble } from "../../state/exact-number.js";
import type { VarianceParameters } from "../numbers/variance.js";
import {
  type VarianceState,
  varianceMeasurement,
  varianceOutcome,
  varianceState,
} from "../numbers/variance-state.js";

/** The sample standard deviation (n - 1) of the lengths of a column's texts; with `population`, that of the population. */
export const lengthDeviation = defineMetric<
  VarianceParameters,
  VarianceState,
  typeof varianceState,
  readonly ["column"]
>({
  type: "lengthDeviation",
  summary:
    "The sample standard deviation (n - 1) of the numbers of characters of the texts that are not null, or of elements of the lists and maps; with `population`, that of the population (n). No value for fewer than two (for none of a population).",
  arguments: ["column"],
  parameters: { column: columnField, population: flagField("whether the texts are the whole population") },
  display: ({ column, population }) => [showName(column), ...(population ? ["population"] : [])],
  measurement: ({ column }) => varianceMeasurement(length(col(column))),
  state: varianceState,
  stateKey: ({ column }) => ({ type: "lengthDeviation", parameters: { column } }),
  outcomeOf: (state, { column, population }) =>
    varianceOutcome(state, { of: length(col(column)), population }, (variance) =>
      Math.sqrt(toDouble(variance).value),
    ),
  examples: [
    {
      title: "of 3, 1 and 2 characters",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["abc"], [null], ["a"], ["ž🎉"]],
      outcome: { kind: "value", value: 1, warnings: [], arithmetic: "double" },
    },
    {
      title: "of a population",
      parameters: { column: "x", population: true },
      columns: { x: "text" },
      rows: [["abcd"], [""]],
      outcome: { kind: "value", value: 2, warnings: [], arithmetic: "double" },
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["ab"], ["cd"], ["ef"]],
      outcome: { kind: "value", value: 0, warnings: [], arithmetic: "double" },
    },
    {
      title: "one row",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["a"]],
      outcome: { kind: "empty", reason: "one row with a value, and the sample variance needs two" },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});
