import type { SourceParameters } from "@dqx/common";
import type { MetricSpecOptions } from "../../definition/metric-definition.js";
import { type MetricOutcome, type Segments, valueOutcome } from "../../definition/metric-outcome.js";
import type { SimpleMetricSpec, SpecMeasuredBy } from "../../definition/metric-spec.js";
import { columnField, flagField } from "../../definition/parameter-field.js";
import type { SegmentsReading } from "../../definition/segments-spec.js";
import type { MetricLiteral } from "../../row/metric-literal.js";
import { numRows } from "../counts/num-rows.js";
import { plainBinValue } from "../distribution/bin-value.js";
import { average } from "../numbers/average.js";
import { defineSegmented } from "./define-segmented.js";
import { otherSegments } from "./other-segments.js";
import { segment } from "./segment.js";
import {
  DEFAULT_TOP,
  MOST_SEGMENTS,
  mergedField,
  type SegmentsParameters,
  segmentedField,
  showSegments,
  topField,
} from "./segment-fields.js";
import {
  otherOutcome,
  type SegmentsState,
  segmentsKey,
  segmentsMeasurement,
  segmentsState,
  unknownSegments,
} from "./segments-state.js";

/** The parameters of {@link segments}. */
export interface AllSegmentsParameters extends SegmentsParameters {
  /** Whether the rows of the segments beyond `top` are put together. */
  readonly other?: boolean;
}

const bySegments = defineSegmented({
  type: "segments",
  summary:
    "The number of values of a column, null being one; another metric over the rows of each of the `top` values with the most rows is in the detail, and with `other` that of the rows of all other values together. With `where`, a value without such rows is absent; a filter of the other metric leaves the values as they are.",
  arguments: ["metric", "by"],
  parameters: {
    metric: segmentedField,
    by: columnField,
    top: topField,
    other: flagField("whether the other values are put together, which the metric has to merge for"),
  },
  display: (parameters: AllSegmentsParameters) =>
    showSegments(parameters, ...(parameters.other ? ["other"] : [])),
  measurement: (parameters) => segmentsMeasurement(parameters, limitOf(parameters)),
  counts: true,
  state: segmentsState,
  stateKey: (parameters) => segmentsKey(parameters, limitOf(parameters)),
  outcomeOf(state, parameters) {
    const outcome = unknownSegments(state) ?? valueOutcome(state.segments.length + state.rest.segments);
    return outcome.kind === "value" ? { ...outcome, detail: segmentsDetail(state, parameters) } : outcome;
  },
  examples: [
    {
      title: "each value's average",
      parameters: { metric: average.spec({ column: "x" }), by: "y" },
      columns: { x: "bigint", y: "text" },
      rows: [
        [1n, "de"],
        [5n, "fr"],
        [2n, "de"],
        [9n, "de"],
        [null, null],
        [7n, "fr"],
      ],
      outcome: {
        kind: "value",
        value: 3,
        warnings: [],
        detail: {
          kind: "segments",
          segments: [
            { value: "de", rows: 3, outcome: { kind: "value", value: 4, warnings: [] } },
            { value: "fr", rows: 2, outcome: { kind: "value", value: 6, warnings: [] } },
            { value: null, rows: 1, outcome: { kind: "empty", reason: "no rows with a value" } },
          ],
          rest: { segments: 0, rows: 0 },
        },
      },
    },
    {
      title: "the largest, and all others together",
      parameters: { metric: numRows.spec({}), by: "y", top: 1, other: true },
      columns: { y: "text" },
      rows: [["de"], ["fr"], ["de"], ["it"]],
      outcome: {
        kind: "value",
        value: 3,
        warnings: [],
        detail: {
          kind: "segments",
          segments: [{ value: "de", rows: 2, outcome: { kind: "value", value: 2, warnings: [] } }],
          rest: { segments: 2, rows: 2, outcome: { kind: "value", value: 2, warnings: [] } },
        },
      },
    },
    {
      title: "no rows",
      parameters: { metric: numRows.spec({}), by: "y" },
      columns: { y: "boolean" },
      rows: [],
      outcome: {
        kind: "value",
        value: 0,
        warnings: [],
        detail: { kind: "segments", segments: [], rest: { segments: 0, rows: 0 } },
      },
    },
  ],
});

type Others = readonly [SourceParameters?, MetricSpecOptions?];

/**
 * A metric over the rows of each value of a column, of which every one is a metric of its own: `segments.spec({ metric:
 * sum.spec({ column: "amount" }), by: "country" }).at("de")`. All metrics by one column take one statement.
 */
export const segments = {
  definition: bySegments.definition,
  spec: (parameters: AllSegmentsParameters, ...others: Others): SpecMeasuredBy<"groups"> & SegmentsReading =>
    withReading(bySegments.spec(parameters, ...others), parameters, others),
  fromParameters(given: Readonly<Record<string, unknown>>, ...others: Others): SimpleMetricSpec {
    const spec = bySegments.fromParameters(given, ...others);
    const { where, source, ...own } = given;
    const options = { ...(where !== undefined && { where }), ...others[1] } as MetricSpecOptions;
    // The metric has just read these parameters, so they are of its type.
    return withReading(spec, own as unknown as AllSegmentsParameters, [spec.sourceParameters, options]);
  },
};

function withReading<Spec extends SimpleMetricSpec>(
  spec: Spec,
  { metric: given, by, top = DEFAULT_TOP, other }: AllSegmentsParameters,
  others: Others,
): Spec & SegmentsReading {
  const metric = (other ? mergedField : segmentedField).decode(given, "segments: parameter 'metric'");
  return Object.assign(spec, {
    at: (value: MetricLiteral | null) => segment.spec({ metric, by, value, top }, ...others),
    other: () => otherSegments.spec({ metric, by, top }, ...others),
  });
}

function limitOf({ top = DEFAULT_TOP, other }: AllSegmentsParameters): number {
  return other ? MOST_SEGMENTS : top;
}

function segmentsDetail(state: SegmentsState, parameters: AllSegmentsParameters): Segments {
  const { metric, top = DEFAULT_TOP, other } = parameters;
  const shown = state.segments.slice(0, top);
  const beyond = state.segments.slice(top);
  return {
    kind: "segments",
    segments: shown.map(({ value, rows, state: own }) => ({
      value: plainBinValue(value),
      rows,
      outcome: metric.measurement.outcomeOf(own),
    })),
    rest: {
      segments: beyond.length + state.rest.segments,
      rows: beyond.reduce((sum, { rows }) => sum + rows, state.rest.rows),
      ...(other && withOther(otherOutcome(state, metric, top))),
    },
  };
}

// Without other segments there is nothing to say of them.
function withOther(outcome: MetricOutcome): { readonly outcome?: MetricOutcome } {
  return outcome.kind === "empty" ? {} : { outcome };
}
