import type { AssertionReport } from "@dqx/api";

/** A fact about an assertion: what it is called, and what it is. */
export type NamedFact = readonly [name: string, text: string];

/**
 * Who answers for an assertion, and what to know of it, as far as it is said.
 *
 * @param assertion - an assertion of a report
 */
export function ownershipFacts(assertion: AssertionReport): readonly NamedFact[] {
  const { description, dimension, owner, runbook } = assertion;
  const facts = Object.entries({ description, dimension, owner, runbook });
  return facts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
}
