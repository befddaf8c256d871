import { Option } from "@dqx/common";
import type { Assertion } from "../check/assertion.js";
import { type AssertionGroup, type GroupKind, groupsFrom } from "../check/assertion-group.js";
import type { AssertionResult, AssertionStatus } from "../result/suite-result.js";

/** A result, and the groups that it is a member of, from the outermost to the innermost. */
interface Member {
  readonly groups: readonly AssertionGroup[];
  readonly index: number;
  readonly result: AssertionResult;
}

/** What a group is, by the first of these that one of its members is: unknown stays unknown, as in SQL. */
const PRECEDENCE: Readonly<Record<GroupKind, readonly AssertionStatus[]>> = {
  all: ["FAILED", "ERROR", "WARNED", "PASSED", "SKIPPED"],
  any: ["PASSED", "WARNED", "ERROR", "FAILED", "SKIPPED"],
};

/**
 * Puts the results of grouped assertions together to one result for each group.
 *
 * @param assertions - all assertions of a run; the members of a group stand together
 * @param results - one for each, in their order
 * @returns what the checks asserted, a group once, with its members in it
 */
export function gatherGroups(
  assertions: readonly Assertion[],
  results: readonly AssertionResult[],
): readonly AssertionResult[] {
  return gather(membersOf(assertions, results), 0);
}

/**
 * Tells which assertions need a look: those that do not hold, nor does any group that they are in.
 *
 * @param assertions - all assertions of a run
 * @param results - one for each, in their order
 * @returns their places
 */
export function problemsAmong(
  assertions: readonly Assertion[],
  results: readonly AssertionResult[],
): ReadonlySet<number> {
  const members = membersOf(assertions, results);
  const open = new Set<AssertionGroup>();
  gather(members, 0, (group, { status }) => isProblem(status) && open.add(group));
  const problems = members.filter(
    ({ groups, result }) => isProblem(result.status) && groups.every((group) => open.has(group)),
  );
  return new Set(problems.map(({ index }) => index));
}

function membersOf(assertions: readonly Assertion[], results: readonly AssertionResult[]): readonly Member[] {
  return results.map((result, index) => ({ groups: groupsFrom(assertions[index]?.group), index, result }));
}

function gather(
  members: readonly Member[],
  depth: number,
  onGroup: (group: AssertionGroup, result: AssertionResult) => void = () => undefined,
): readonly AssertionResult[] {
  return runsOf(members, depth).flatMap((run) => {
    const group = run[0]?.groups[depth];
    if (group === undefined) return run.map(({ result }) => result);
    const result = resultOf(group, gather(run, depth + 1, onGroup));
    onGroup(group, result);
    return [result];
  });
}

// Members of one group are neighbours, since its body made them.
function runsOf(members: readonly Member[], depth: number): readonly (readonly Member[])[] {
  const runs: Member[][] = [];
  for (const member of members) {
    const last = runs.at(-1);
    if (last !== undefined && last[0]?.groups[depth] === member.groups[depth]) last.push(member);
    else runs.push([member]);
  }
  return runs;
}

function resultOf(group: AssertionGroup, members: readonly AssertionResult[]): AssertionResult {
  const status = PRECEDENCE[group.kind].find((each) => members.some((member) => member.status === each));
  /* v8 ignore next -- a group has members, and each has a status */
  if (status === undefined) throw new RangeError("a group without members was judged");
  const judged = members.filter((member) => member.status !== "SKIPPED");
  const held = judged.filter((member) => member.status === "PASSED" || member.status === "WARNED").length;
  const isTold = status !== "SKIPPED" && status !== "ERROR";
  const names = members.map(({ name }) => name).join("; ");
  const expression = `${group.kind} of (${names})`;
  const lines = members.map((member) => `'${member.name}' ${member.status}: ${member.message}`);
  return {
    check: group.check.name,
    name: group.name ?? expression,
    severity: group.severity,
    tags: group.tags,
    ownership: group.ownership,
    status,
    value: isTold ? Option.some(held) : Option.none(),
    number: isTold ? held : null,
    expression,
    comparison: { kind: "atLeast", bound: group.kind === "any" ? 1 : judged.length, tolerance: 0 },
    message: `${held} of ${members.length} hold, of which ${group.kind === "any" ? "one has" : "all have"} to; ${lines.join("; ")}`,
    metrics: members.flatMap((member) => member.metrics),
    warnings: [...new Set(members.flatMap((member) => member.warnings))],
    members,
  };
}

function isProblem(status: AssertionStatus): boolean {
  switch (status) {
    case "FAILED":
    case "WARNED":
    case "ERROR":
      return true;
    case "PASSED":
    case "SKIPPED":
      return false;
  }
}
