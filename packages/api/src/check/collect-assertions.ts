import { DQXError } from "@dqx/common";
import type { MetricProvider } from "@dqx/provider";
import type { Assertion } from "./assertion.js";
import type { Check } from "./check.js";
import { CheckDefinitionError } from "./check-definition-error.js";
import { Context } from "./context.js";

/**
 * Calls the bodies of all checks.
 *
 * @param checks - the checks of a suite
 * @param provider - what their metrics are registered with
 * @returns all their assertions, in order
 * @throws {@link CheckDefinitionError} naming the check whose body threw, is asynchronous, or is wrong in itself
 */
export function collectAssertions(checks: readonly Check[], provider: MetricProvider): readonly Assertion[] {
  return checks.flatMap((check) => {
    const context = new Context(check);
    callBody(check, provider, context);
    return context.assertions();
  });
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
  if (returned instanceof Promise) {
    // Its rejection would otherwise go unhandled beside the error that is thrown here.
    returned.catch(() => undefined);
    throw new CheckDefinitionError(
      `The body of check '${check.name}' is asynchronous. Make it an ordinary function: it only describes metrics, which are measured later.`,
    );
  }
}
