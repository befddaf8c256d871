import { inSlices } from "@dqx/common";
import type { MetricProvider } from "@dqx/provider";
import type { Assertion } from "../check/assertion.js";
import { brokenCheck } from "../check/broken-check.js";
import type { Check } from "../check/check.js";
import { Context, requireSynchronous } from "../check/context.js";

/** The graph of a run: the assertions of all checks, over symbols of one provider. */
export interface SuiteGraph {
  readonly checks: readonly Check[];
  /** In the order in which the checks made them; a check whose body failed has one that says so. */
  readonly assertions: readonly Assertion[];
  /** The checks that made no assertion at all. */
  readonly idleChecks: readonly Check[];
}

/**
 * Builds the graph: calls the bodies of all checks. One that throws, is asynchronous or is wrong in itself breaks
 * nothing but its own check.
 *
 * @param checks - the checks of a suite
 * @param provider - where their metrics are registered
 * @param told - told of each assertion while it is made
 */
export async function buildGraph(
  checks: readonly Check[],
  provider: MetricProvider,
  told?: (assertion: Assertion) => void,
): Promise<SuiteGraph> {
  const assertions: Assertion[] = [];
  const idleChecks: Check[] = [];
  await inSlices(checks, (check) => {
    const made = callBody(check, provider, told);
    if (made.length === 0) idleChecks.push(check);
    for (const assertion of made) assertions.push(assertion);
  });
  return { checks, assertions, idleChecks };
}

// What a body asserted before it failed is not judged: nobody knows what it would have gone on to say.
function callBody(
  check: Check,
  provider: MetricProvider,
  told: ((assertion: Assertion) => void) | undefined,
): readonly Assertion[] {
  const context = new Context(check, provider, undefined, told);
  const { stackTraceLimit } = Error;
  // So that the stack of an error reaches down to the body, which is the place to be named.
  Error.stackTraceLimit = Math.max(stackTraceLimit, 100);
  try {
    requireSynchronous(`check '${check.name}'`, check.body(provider, context) as unknown);
    return context.assertions();
  } catch (cause) {
    context.close();
    return [brokenCheck(check, cause)];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
