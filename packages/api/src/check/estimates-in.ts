import { isMeasured, type MetricSpec, type SimpleMetricSpec } from "@dqx/metrics";
import { type Expression, symbolsOf } from "@dqx/provider/expressions";

/** A metric whose values are estimates. */
export type EstimatedSpec = SimpleMetricSpec & { readonly estimate: string };

/**
 * The metrics of an expression whose values are estimates, those from which others are computed included.
 *
 * @param expression - any expression
 * @returns each once; none when the expression's value is no estimate
 */
export function estimatesIn(expression: Expression): readonly EstimatedSpec[] {
  const estimates = new Map<string, EstimatedSpec>();
  const visit = (spec: MetricSpec): void => {
    if (!isMeasured(spec)) for (const input of spec.inputs) visit(input.spec);
    else if (isEstimated(spec)) estimates.set(spec.id, spec);
  };
  for (const { spec } of symbolsOf(expression)) visit(spec);
  return [...estimates.values()];
}

function isEstimated(spec: SimpleMetricSpec): spec is EstimatedSpec {
  return spec.estimate !== undefined;
}
