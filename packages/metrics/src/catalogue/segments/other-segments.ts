import { columnField } from "../../definition/parameter-field.js";
import { sum } from "../numbers/sum.js";
import { defineSegmented } from "./define-segmented.js";
import {
  DEFAULT_TOP,
  MOST_SEGMENTS,
  mergedField,
  type SegmentsParameters,
  showSegments,
  topField,
} from "./segment-fields.js";
import {
  otherOutcome,
  segmentsKey,
  segmentsMeasurement,
  segmentsState,
  unknownSegments,
} from "./segments-state.js";

/** A metric over the rows of all segments but the largest, merged from the metric of each. */
export const otherSegments = defineSegmented({
  type: "otherSegments",
  summary: `Another metric over the rows of all values of a column but the \`top\` with the most rows, put together from the metric of each, so that the metric has to merge. No value when there are no more than \`top\` values, a failure when there are more than ${MOST_SEGMENTS}.`,
  arguments: ["metric", "by"],
  parameters: { metric: mergedField, by: columnField, top: topField },
  display: (parameters: SegmentsParameters) => showSegments(parameters),
  measurement: (parameters) => segmentsMeasurement(parameters, MOST_SEGMENTS),
  state: segmentsState,
  stateKey: (parameters) => segmentsKey(parameters, MOST_SEGMENTS),
  outcomeOf: (state, { metric, top = DEFAULT_TOP }) =>
    unknownSegments(state) ?? otherOutcome(state, metric, top),
  examples: [
    {
      title: "all but the largest",
      parameters: { metric: sum.spec({ column: "x" }), by: "y", top: 1 },
      columns: { x: "bigint", y: "text" },
      rows: [
        [1n, "de"],
        [5n, "fr"],
        [2n, "de"],
        [7n, null],
      ],
      outcome: { kind: "value", value: 12, warnings: [] },
    },
    {
      title: "no more segments than the limit",
      parameters: { metric: sum.spec({ column: "x" }), by: "y", top: 2 },
      columns: { x: "double", y: "text" },
      rows: [
        [1, "de"],
        [5, "fr"],
      ],
      outcome: { kind: "empty", reason: "there are no more than 2 segments" },
    },
    {
      title: "no rows",
      parameters: { metric: sum.spec({ column: "x" }), by: "y" },
      columns: { x: "bigint", y: "bigint" },
      rows: [],
      outcome: { kind: "empty", reason: "there are no more than 50 segments" },
    },
  ],
});
