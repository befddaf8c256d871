import { inSlices } from "@dqx/common";
import type { MetricProvider } from "@dqx/provider";
import { schemaChanges } from "@dqx/rules/rule";
import { type Assertion, schemaAssertion } from "../check/assertion.js";
import { BodyWatch } from "../check/body-watch.js";
import { brokenCheck } from "../check/broken-check.js";
import type { Check } from "../check/check.js";
import { Context, requireSynchronous } from "../check/context.js";
import { isDataset } from "../dataset/define-dataset.js";

/** The graph of a run: the assertions of all checks, over symbols of one provider. */
export interface SuiteGraph {
  readonly checks: readonly Check[];
  /** In the order in which the checks made them; a check whose body failed has one that says so. */
  readonly assertions: readonly Assertion[];
  /** The checks that made no assertion at all. */
  readonly idleChecks: readonly Check[];
  /** What is asserted once the bodies of the checks have returned. */
  readonly watch: BodyWatch;
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
  const watch = new BodyWatch();
  await inSlices(checks, (check) => {
    const made = callBody(check, new Context(check, provider, undefined, told, watch), { provider, watch });
    if (made.length === 0) idleChecks.push(check);
    for (const assertion of made) assertions.push(assertion);
  });
  return { checks, assertions, idleChecks, watch };
}

// What a body asserted before it failed is not judged: nobody knows what it would have gone on to say.
function callBody(
  check: Check,
  context: Context,
  { provider, watch }: { readonly provider: MetricProvider; readonly watch: BodyWatch },
): readonly Assertion[] {
  const { stackTraceLimit } = Error;
  // So that the stack of an error reaches down to the body, which is the place to be named.
  Error.stackTraceLimit = Math.max(stackTraceLimit, 100);
  try {
    watch.isCalling = true;
    requireSynchronous(`check '${check.name}'`, check.body(provider, context) as unknown);
    return [...declaredSchemas(check, provider), ...context.assertions()];
  } catch (cause) {
    context.close();
    return [brokenCheck(check, cause)];
  } finally {
    watch.isCalling = false;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

// The columns that a check was written for are compared with the data first.
function declaredSchemas(check: Check, provider: MetricProvider): readonly Assertion[] {
  const declared = new Set([
    ...(check.dataset === undefined ? [] : [check.dataset]),
    ...provider.takeDatasets(),
  ]);
  return [...declared].filter(isDataset).map(({ name, columns }) => {
    const changes = provider.metric(schemaChanges.spec({ columns }), { dataset: name });
    return schemaAssertion(check, changes, { name: `declared columns of ${name}`, severity: "P0" });
  });
}
