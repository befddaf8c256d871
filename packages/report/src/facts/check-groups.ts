import type { AssertionReport, AssertionStatus, RunReport } from "@dqx/api";
import { severities } from "@dqx/common";

/** A check with its assertions, those that need attention first. */
export interface CheckGroup {
  readonly name: string;
  readonly assertions: readonly AssertionReport[];
}

/** How urgently a status wants to be read, the most urgent first. */
const URGENCY: Readonly<Record<AssertionStatus, number>> = {
  FAILED: 0,
  ERROR: 1,
  WARNED: 2,
  SKIPPED: 3,
  PASSED: 4,
};

/**
 * The assertions of a report by check: what failed first, the worst severity first within that, else in the order
 * of the suite.
 *
 * @param report - a report
 * @returns a group per check, those that assert nothing included
 */
export function checkGroups({ checks, assertions }: RunReport): readonly CheckGroup[] {
  const byCheck = new Map<string, AssertionReport[]>(checks.map(({ name }) => [name, []]));
  for (const assertion of assertions) {
    const group = byCheck.get(assertion.check);
    if (group === undefined) byCheck.set(assertion.check, [assertion]);
    else group.push(assertion);
  }
  return [...byCheck]
    .map(([name, group]) => ({ name, assertions: group.toSorted((a, b) => rankOf(a) - rankOf(b)) }))
    .toSorted((a, b) => groupRank(a) - groupRank(b));
}

/**
 * The assertions that failed, warned or could not be told, in the order of {@link checkGroups}.
 *
 * @param report - a report
 */
export function problemsOf(report: RunReport): readonly AssertionReport[] {
  return checkGroups(report)
    .flatMap(({ assertions }) => assertions)
    .filter(isProblem);
}

/** Whether an assertion failed, warned or could not be told. */
export function isProblem({ status }: Pick<AssertionReport, "status">): boolean {
  return status === "FAILED" || status === "ERROR" || status === "WARNED";
}

function rankOf(assertion: AssertionReport): number {
  const severity = isProblem(assertion) ? severities.indexOf(assertion.severity) : 0;
  return URGENCY[assertion.status] * severities.length + severity;
}

function groupRank({ assertions }: CheckGroup): number {
  const [first] = assertions;
  if (first === undefined || !isProblem(first)) return 2 * severities.length;
  return severities.indexOf(first.severity) + (first.status === "WARNED" ? severities.length : 0);
}
