import type { AssertionReport, RunReport } from "@dqx/api";
import { shownValue } from "../facts/shown-value.js";
import { type Content, element, fragment, type Markup } from "../markup/markup.js";
import { type Column, pageTable } from "../markup/page-table.js";

/** An assertion in both executions; one of them may not have it. */
interface Pair {
  readonly check: string;
  readonly name: string;
  readonly before: AssertionReport | undefined;
  readonly after: AssertionReport | undefined;
}

/**
 * What became different since another execution: assertions whose status or value changed, came or went.
 *
 * @param report - the later one
 * @param earlier - what it is compared with
 */
export function comparisonSection(report: RunReport, earlier: RunReport | undefined): Markup {
  if (earlier === undefined) return fragment();
  const pairs = pairUp(earlier.assertions, report.assertions);
  const changed = pairs.filter(
    ({ before, after }) => before?.status !== after?.status || before?.value !== after?.value,
  );
  const { id, key } = earlier.execution;
  return element(
    "section",
    {},
    element("h2", {}, "Compared with another execution"),
    element("p", { class: "faint" }, `${id} for ${key.date}: ${earlier.status}`),
    changed.length === 0
      ? element("p", {}, "No assertion has another status or value.")
      : pageTable("Assertions that changed", COLUMNS, changed),
  );
}

function pairUp(before: readonly AssertionReport[], after: readonly AssertionReport[]): readonly Pair[] {
  const key = ({ check, name }: AssertionReport) => JSON.stringify([check, name]);
  const earlier = new Map(before.map((each) => [key(each), each]));
  const later = new Map(after.map((each) => [key(each), each]));
  return [...new Map([...earlier, ...later])].map(([id, { check, name }]) => ({
    check,
    name,
    before: earlier.get(id),
    after: later.get(id),
  }));
}

const COLUMNS: readonly Column<Pair>[] = [
  { title: "Check", cell: ({ check }) => check },
  { title: "Assertion", cell: ({ name }) => name },
  { title: "Then", cell: ({ before }) => outcome(before) },
  { title: "Now", cell: ({ after }) => outcome(after) },
];

function outcome(assertion: AssertionReport | undefined): Content {
  if (assertion === undefined) return "not asserted";
  const { status } = assertion;
  return [element("span", { class: `status ${status}` }, status), ` ${shownValue(assertion)}`];
}
