import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { choiceField, columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { divideExact } from "../../state/exact-number.js";
import {
  type DataType,
  type DataTypeState,
  dataTypeMeasurement,
  dataTypeNames,
  dataTypeState,
  rowsOf,
} from "./data-type-state.js";

/** The parameters of {@link dataTypeShare}. */
export interface DataTypeShareParameters {
  readonly column: string;
  /** The type, or `null` for the share of nulls. */
  readonly dataType: DataType;
}

/** The share of rows whose text looks like one type. It is read from the state of {@link dataTypes}. */
export const dataTypeShare = defineMetric<
  DataTypeShareParameters,
  DataTypeState,
  typeof dataTypeState,
  readonly ["column", "dataType"]
>({
  type: "dataTypeShare",
  summary:
    "The share of rows whose text looks like a type of dataTypes, nulls in the total, from 0 to 1. No value for an empty input.",
  arguments: ["column", "dataType"],
  parameters: { column: columnField, dataType: choiceField(dataTypeNames) },
  display: ({ column, dataType }) => [showName(column), dataType],
  measurement: dataTypeMeasurement,
  state: dataTypeState,
  stateKey: ({ column }) => ({ type: "dataTypes", parameters: { column } }),
  outcomeOf(state, { dataType }) {
    const rows = rowsOf(state);
    return rows === 0 ? emptyOutcome("no rows") : valueOutcome(divideExact(BigInt(state[dataType]), rows));
  },
  examples: [
    {
      title: "nulls in the total",
      parameters: { column: "x", dataType: "integral" },
      columns: { x: "text" },
      rows: [["1"], [null], ["1.0"], ["2"]],
      outcome: { kind: "value", value: 0.5, warnings: [] },
    },
    {
      title: "the share of nulls",
      parameters: { column: "x", dataType: "null" },
      columns: { x: "text" },
      rows: [["1"], [null], ["null"], ["2"]],
      outcome: { kind: "value", value: 0.25, warnings: [] },
    },
    {
      title: "no rows",
      parameters: { column: "x", dataType: "text" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows" },
    },
  ],
});
