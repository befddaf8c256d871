import { defineMetric } from "../../definition/define-metric.js";
import type { GroupsMeasurement } from "../../definition/measurement.js";
import type { Metric, MetricArguments, MetricDefinition } from "../../definition/metric-definition.js";
import type { Measurement, SpecMeasuredBy } from "../../definition/metric-spec.js";
import type { StateDefinition } from "../../state/state.js";
import { type SegmentsParameters, segmentedField } from "./segment-fields.js";
import { mergeOfSegments, type SegmentsState } from "./segments-state.js";

/** A metric that is measured as another one is, by segments. */
export type SegmentedMetric<
  Parameters extends SegmentsParameters,
  Arguments extends MetricArguments<Parameters>,
> = Metric<
  Parameters,
  SegmentsState,
  StateDefinition<SegmentsState>,
  Arguments,
  GroupsMeasurement<SegmentsState>
>;

/**
 * Makes a metric that is measured as another one is, by segments. Its states merge when those of the other one do, and
 * it grows with the number of rows when the other one does.
 *
 * @param definition - all that is to be known of it, its state without a way to merge
 */
export function defineSegmented<
  Parameters extends SegmentsParameters,
  const Arguments extends MetricArguments<Parameters>,
>(
  definition: MetricDefinition<
    Parameters,
    SegmentsState,
    StateDefinition<SegmentsState>,
    Arguments,
    GroupsMeasurement<SegmentsState>
  >,
): SegmentedMetric<Parameters, Arguments> {
  const metric = defineMetric(definition);
  return {
    definition,
    spec: (parameters, ...others) => asMetric(metric.spec(parameters, ...others), parameters.metric),
    fromParameters(parameters, ...others) {
      const spec = metric.fromParameters(parameters, ...others);
      const { metric: given } = parameters;
      // It is of the kind that the definition gave.
      return asMetric(spec as SpecMeasuredBy<"groups">, segmentedField.decode(given, definition.type));
    },
  };
}

function asMetric(
  plain: SpecMeasuredBy<"groups">,
  { counts, measurement: { merge } }: SegmentsParameters["metric"],
): SpecMeasuredBy<"groups"> {
  const spec = counts === true ? { ...plain, counts } : plain;
  if (merge === undefined) return spec;
  let measurement: Extract<Measurement, { readonly kind: "groups" }> | undefined;
  return {
    ...spec,
    get measurement() {
      measurement ??= { ...spec.measurement, merge: mergeOfSegments(merge) };
      return measurement;
    },
  };
}
