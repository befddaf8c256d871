import { type AssertionReport, showComparison } from "@dqx/api";

/**
 * What was demanded of an assertion's value, in signs.
 *
 * @param assertion - an assertion of a report
 * @returns for example `≥ 0.95`, or `≥ 0.95, warns unless ≥ 0.99`
 */
export function demanded({ comparison, warning }: AssertionReport): string {
  const [bound, narrower] = [showComparison(comparison), warning && showComparison(warning)];
  if (narrower === undefined) return bound;
  return narrower === bound ? `${bound}, only warns` : `${bound}, warns unless ${narrower}`;
}
