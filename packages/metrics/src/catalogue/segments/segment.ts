import { emptyOutcome, failedOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { type MetricLiteral, showLiteral } from "../../row/metric-literal.js";
import { isBinValue } from "../distribution/bin-value.js";
import { binValueField } from "../distribution/distribution-measurement.js";
import { average } from "../numbers/average.js";
import { sum } from "../numbers/sum.js";
import { defineSegmented } from "./define-segmented.js";
import {
  DEFAULT_TOP,
  type SegmentsParameters,
  segmentedField,
  showSegments,
  topField,
} from "./segment-fields.js";
import { segmentsKey, segmentsMeasurement, segmentsState, unknownSegments } from "./segments-state.js";

/** The parameters of {@link segment}. */
export interface SegmentParameters extends SegmentsParameters {
  /** The value of the column; null for the rows in which it is null. */
  readonly value: MetricLiteral | null;
}

/** A metric over the rows of one segment. It is read from the state of the metric by segments. */
export const segment = defineSegmented({
  type: "segment",
  summary:
    "Another metric over the rows that have one value of a column, null being a value like any other, read from the metric by segments. No value when no row has the value; a failure when more than `top` values have more rows. With `where`, a segment without such rows is absent; a filter of the other metric leaves the segments as they are.",
  arguments: ["metric", "by", "value"],
  parameters: { metric: segmentedField, by: columnField, value: binValueField, top: topField },
  display: (parameters: SegmentParameters) => showSegments(parameters, showValue(parameters.value)),
  measurement: (parameters) => segmentsMeasurement(parameters, parameters.top ?? DEFAULT_TOP),
  state: segmentsState,
  stateKey: (parameters) => segmentsKey(parameters, parameters.top ?? DEFAULT_TOP),
  outcomeOf(state, { metric, by, value: wanted, top = DEFAULT_TOP }) {
    const unknown = unknownSegments(state);
    if (unknown !== undefined) return unknown;
    const { segments, rest } = state;
    const found = segments.slice(0, top).find(({ value }) => isBinValue(value, wanted));
    if (found !== undefined) return metric.measurement.outcomeOf(found.state);
    return rest.segments > 0 || segments.length > top
      ? failedOutcome(
          `${showValue(wanted)} is none of the ${top} largest segments of column '${by}'; give a larger top`,
        )
      : emptyOutcome(`no rows in which column '${by}' is ${showValue(wanted)}`);
  },
  examples: [
    {
      title: "the sum of one value's rows",
      parameters: { metric: sum.spec({ column: "x" }), by: "y", value: "de" },
      columns: { x: "bigint", y: "text" },
      rows: [
        [1n, "de"],
        [5n, "fr"],
        [2n, "de"],
        [null, "de"],
        [7n, null],
      ],
      outcome: { kind: "value", value: 3, warnings: [] },
    },
    {
      title: "null is a segment of its own",
      parameters: { metric: sum.spec({ column: "x" }), by: "y", value: null },
      columns: { x: "double", y: "text" },
      rows: [
        [1.5, "de"],
        [7.25, null],
        [2, null],
      ],
      outcome: { kind: "value", value: 9.25, warnings: [], arithmetic: "double" },
    },
    {
      title: "NaN in another segment does no harm",
      parameters: { metric: average.spec({ column: "x" }), by: "y", value: true },
      columns: { x: "double", y: "boolean" },
      rows: [
        [1, true],
        [Number.NaN, false],
        [2, true],
      ],
      outcome: { kind: "value", value: 1.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "a segment that is not there",
      parameters: { metric: sum.spec({ column: "x" }), by: "y", value: 7n },
      columns: { x: "bigint", y: "bigint" },
      rows: [[1n, 1n]],
      outcome: { kind: "empty", reason: "no rows in which column 'y' is 7n" },
    },
    {
      title: "a segment beyond the limit",
      parameters: { metric: sum.spec({ column: "x" }), by: "y", value: "b", top: 1 },
      columns: { x: "bigint", y: "text" },
      rows: [
        [1n, "a"],
        [2n, "a"],
        [3n, "b"],
      ],
      outcome: {
        kind: "failed",
        reason: `"b" is none of the 1 largest segments of column 'y'; give a larger top`,
      },
    },
    {
      title: "no rows",
      parameters: { metric: sum.spec({ column: "x" }), by: "y", value: "de" },
      columns: { x: "decimal(38,10)", y: "text" },
      rows: [],
      outcome: { kind: "empty", reason: `no rows in which column 'y' is "de"` },
    },
  ],
});

function showValue(value: MetricLiteral | null): string {
  return value === null ? "null" : showLiteral(value);
}
