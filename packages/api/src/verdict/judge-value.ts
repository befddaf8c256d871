import { type Comparison, describeMiss, holds, showComparison } from "../check/comparison.js";
import type { Demand } from "../check/two-bounds.js";
import type { AssertionResult } from "../result/suite-result.js";

/** A verdict, and why. */
export type Judgement = Pick<AssertionResult, "status" | "message">;

/**
 * The verdict on a value.
 *
 * @param demand - what is demanded of it
 * @param value - unrounded
 * @param computation - how it came about, for example `sum(a) / sum(b) = 50 / 100 = 0.5`
 */
export function judgeValue(
  { comparison, warning, onlyWarns }: Demand,
  value: number,
  computation: string,
): Judgement {
  if (comparison.kind === "noop") {
    return { status: "SKIPPED", message: `${computation} is only collected (noop)` };
  }
  if (!holds(comparison, value)) {
    const status = onlyWarns ? "WARNED" : "FAILED";
    return { status, message: `${computation} is ${describeFailure(comparison, value)}` };
  }
  const demanded = showComparison(comparison, value);
  if (warning === undefined || warning.kind === "noop" || holds(warning, value)) {
    return { status: "PASSED", message: `${computation} is ${showComparison(warning ?? comparison, value)}` };
  }
  return {
    status: "WARNED",
    message: `${computation} is ${demanded}, but ${describeFailure(warning, value)}`,
  };
}

function describeFailure(comparison: Exclude<Comparison, { kind: "noop" }>, value: number): string {
  const demanded = showComparison(comparison, value);
  // "Not in" is not negated a second time.
  return comparison.kind === "notBetween"
    ? `${demanded.replace("not ", "")}, where it must not be`
    : `not ${demanded} (${describeMiss(comparison, value)})`;
}
