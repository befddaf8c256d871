import { InvalidArgumentError, type Severity, showValue } from "@dqx/common";
import type { MetricProvider } from "@dqx/provider";
import type { Assertion } from "../check/assertion.js";
import { symbolsIn } from "../check/symbols-in.js";
import type { SuiteGraph } from "./build-graph.js";

/** What an assertion can be selected by. */
export interface SelectableAssertion {
  /** The name of its check. */
  readonly check: string;
  readonly name: string;
  readonly severity: Severity;
  readonly tags: readonly string[];
  /** The datasets of its metrics. */
  readonly datasets: readonly string[];
}

/**
 * Selects assertions.
 *
 * @param assertions - all of a suite
 * @returns those of them that are meant, at least one
 */
export type AssertionSelector = (
  assertions: readonly SelectableAssertion[],
) => readonly SelectableAssertion[];

/**
 * The part of a graph that a selector means.
 *
 * @param suite - its name, for messages
 * @param graph - its assertions, their datasets imputed
 * @param provider - where their metrics are registered
 * @param select - the user's function; what it throws is not caught
 * @returns the selected assertions and their checks, in the order in which they were made
 * @throws {@link InvalidArgumentError} when it selects none, or returns something that it was not given
 */
export function selectAssertions(
  suite: string,
  { assertions, checks, watch }: SuiteGraph,
  provider: MetricProvider,
  select: AssertionSelector,
): SuiteGraph {
  if (typeof select !== "function") {
    throw new InvalidArgumentError(`Suite '${suite}' got select ${showValue(select)}. Give a function.`);
  }
  const selectable = assertions.map((each) => describe(each, provider));
  // Callers without types may return anything.
  const selected: unknown = select(selectable);
  const meant = new Set<unknown>(Array.isArray(selected) ? selected : [selected]);
  const chosen = assertions.filter((_, index) => meant.has(selectable[index]));
  if (chosen.length !== meant.size) {
    throw new InvalidArgumentError(
      `select of suite '${suite}' returned ${showValue(selected)}. Return a list of some of the assertions that it is given.`,
    );
  }
  if (chosen.length === 0) {
    throw new InvalidArgumentError(
      `select chose none of the ${assertions.length} assertions of suite '${suite}', so the run would verify nothing.`,
    );
  }
  const asserting = new Set(chosen.map(({ check }) => check));
  const own = checks.filter((check) => asserting.has(check));
  return { assertions: chosen, checks: own, idleChecks: [], watch };
}

function describe(assertion: Assertion, provider: MetricProvider): SelectableAssertion {
  const { check, name, severity, tags } = assertion;
  const datasets = new Set(symbolsIn(assertion).map((symbol) => provider.datasetOf(symbol)));
  return {
    check: check.name,
    name,
    severity,
    tags,
    datasets: [...datasets].filter((each) => each !== undefined),
  };
}
