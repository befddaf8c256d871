import { qualityDimensions } from "@dqx/common";
import type { ScoreReport, ScoresReport } from "./run-report.js";
import { type AssertionResult, countAssertions } from "./suite-result.js";

/**
 * How the assertions of each quality dimension, and of each owner, came out.
 *
 * @param results - of all assertions; those without a dimension or an owner are in no score of that kind
 * @returns dimensions in their own order, owners in that of their names
 */
export function scoresOf(results: readonly AssertionResult[]): ScoresReport {
  // A check that was made without `check` may say nothing of itself.
  const dimensions = groupedBy(results, ({ ownership }) => ownership?.dimension);
  const owners = groupedBy(results, ({ ownership }) => ownership?.owner);
  return {
    dimensions: qualityDimensions.flatMap((name) => {
      const group = dimensions.get(name);
      return group === undefined ? [] : [scoreOf(name, group)];
    }),
    owners: [...owners].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => scoreOf(name, group)),
  };
}

function groupedBy(
  results: readonly AssertionResult[],
  nameOf: (result: AssertionResult) => string | undefined,
): ReadonlyMap<string, readonly AssertionResult[]> {
  const groups = new Map<string, AssertionResult[]>();
  for (const result of results) {
    const name = nameOf(result);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [result]);
    else group.push(result);
  }
  return groups;
}

function scoreOf<Name extends string>(name: Name, group: readonly AssertionResult[]): ScoreReport<Name> {
  const counts = countAssertions(group);
  const judged = counts.planned - counts.skipped;
  return { name, score: judged === 0 ? null : (counts.passed + counts.warned) / judged, counts };
}
