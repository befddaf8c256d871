import { DQXError, inSlices } from "@dqx/common";
import type { MetricProvider } from "@dqx/provider";
import type { Assertion } from "../check/assertion.js";
import type { Check } from "../check/check.js";
import { CheckDefinitionError } from "../check/check-definition-error.js";
import { Context, requireSynchronous } from "../check/context.js";

/** The graph of a run: the assertions of all checks, over symbols of one provider. */
export interface SuiteGraph {
  readonly checks: readonly Check[];
  /** In the order in which the checks made them. */
  readonly assertions: readonly Assertion[];
  /** The checks that made no assertion at all. */
  readonly idleChecks: readonly Check[];
}

/**
 * Builds the graph: calls the bodies of all checks.
 *
 * @param checks - the checks of a suite
 * @param provider - where their metrics are registered
 * @throws {@link CheckDefinitionError} naming the check whose body threw, is asynchronous, or is wrong in itself
 */
export async function buildGraph(checks: readonly Check[], provider: MetricProvider): Promise<SuiteGraph> {
  const assertions: Assertion[] = [];
  const idleChecks: Check[] = [];
  await inSlices(checks, (check) => {
    const context = new Context(check, provider);
    callBody(check, provider, context);
    const made = context.assertions();
    if (made.length === 0) idleChecks.push(check);
    for (const assertion of made) assertions.push(assertion);
  });
  return { checks, assertions, idleChecks };
}

function callBody(check: Check, provider: MetricProvider, context: Context): void {
  let returned: unknown;
  try {
    returned = check.body(provider, context);
  } catch (cause) {
    if (cause instanceof CheckDefinitionError) throw cause;
    const reason = cause instanceof DQXError ? cause.message : String(cause);
    throw new CheckDefinitionError(`The body of check '${check.name}' threw: ${reason}`, { cause });
  }
  requireSynchronous(`check '${check.name}'`, returned);
}
