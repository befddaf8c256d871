import { InvalidArgumentError } from "@dqx/common";
import { metricField } from "../../definition/metric-input.js";
import { isMeasured, type SimpleMetricSpec, type SpecMeasuredBy } from "../../definition/metric-spec.js";
import { defaultedField, type ParameterField, wholeNumberField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { storedMetric } from "./stored-metric.js";

/** The parameters of a metric by segments. */
export interface SegmentsParameters {
  /** The metric that is measured in each segment. */
  readonly metric: SimpleMetricSpec;
  /** The column whose values are the segments. */
  readonly by: string;
  /** How many segments there are, those with the most rows; 50 by default. */
  readonly top?: number;
}

/** How many segments there are when nothing is said. */
export const DEFAULT_TOP = 50;

/** How many segments are read where those beyond `top` are put together. */
export const MOST_SEGMENTS = 10_000;

const top = defaultedField(wholeNumberField(1), DEFAULT_TOP);

/** How many segments there are. */
export const topField: ParameterField<number | undefined> = {
  ...top,
  decode(value, place) {
    const limit = top.decode(value ?? undefined, place);
    if (limit <= MOST_SEGMENTS) return limit;
    throw new InvalidArgumentError(`${place} is ${limit}. Give at most ${MOST_SEGMENTS} segments.`);
  },
};

/** A metric that can be measured in each of many groups by one statement. */
export const segmentedField: ParameterField<SimpleMetricSpec> = {
  description: "the spec of a metric that one scan measures",
  decode(value, place) {
    const spec = storedMetric(value) ?? metricField.decode(value, place);
    if (!isScanned(spec)) {
      throw new InvalidArgumentError(
        `${place} is ${spec.name}, which takes more than one scan of the rows and cannot be measured by segments. Give a metric such as numRows, average or nullCount, or measure it with a \`where\` for each segment.`,
      );
    }
    if (Object.keys(spec.sourceParameters).length === 0) return spec;
    throw new InvalidArgumentError(
      `${place} is ${spec.name}, which has parameters of its source. Give them to the metric by segments itself.`,
    );
  },
  canonical: ({ type, parameters }) => ({ type, parameters }),
};

/** {@link segmentedField} for a metric whose segments are put together. */
export const mergedField: ParameterField<SimpleMetricSpec> = {
  ...segmentedField,
  description: "the spec of a metric that one scan measures, and that merges",
  decode(value, place) {
    const spec = segmentedField.decode(value, place);
    if (spec.measurement.merge !== undefined) return spec;
    throw new InvalidArgumentError(
      `${place} is ${spec.name}, which does not merge, so that there is none of several segments together. Leave the other segments out.`,
    );
  },
};

function isScanned(spec: ReturnType<typeof metricField.decode>): spec is SpecMeasuredBy<"scan"> {
  return isMeasured(spec) && spec.measurement.kind === "scan";
}

/** What names of metrics by segments show. */
export function showSegments(
  { metric, by, top = DEFAULT_TOP }: SegmentsParameters,
  ...more: readonly string[]
): readonly string[] {
  return [metric.name, `by ${showName(by)}`, ...more, ...(top === DEFAULT_TOP ? [] : [`top ${top}`])];
}
