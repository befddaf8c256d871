import type { AssertionCounts, AssertionReport, AssertionStatus, RunReport } from "@dqx/api";
import { problemsOf } from "../facts/check-groups.js";
import { counted } from "../facts/counted.js";
import { demanded } from "../facts/demanded.js";
import { headline } from "../facts/headline.js";
import { quarantinedRows } from "../facts/quarantined-rows.js";
import { warnedIn } from "../facts/run-totals.js";
import { shownValue } from "../facts/shown-value.js";
import { element, fragment, type Markup } from "../markup/markup.js";
import { problemAnchor } from "./problem-anchor.js";

/** What stands first: what the state is, of what, and for which day. */
export function stateSection(report: RunReport): Markup {
  const { suite, status, counts, warnings } = report;
  return element(
    "header",
    {},
    element("p", { class: "faint" }, "Data quality report"),
    element("h1", {}, suite, " ", element("span", { class: `status ${status}` }, status)),
    element("p", { class: "faint" }, about(report)),
    element("p", { class: "lead" }, headline(report)),
    element(
      "ul",
      { class: "counts" },
      statusCounts(counts).map(([name, count, word]) =>
        element("li", { class: name }, element("b", {}, count), ` ${word}`),
      ),
    ),
    shares(counts),
    problemList(report),
    element("p", { class: "faint legend" }, LEGEND),
    warnings.map((warning) => element("p", { class: "warning" }, warning)),
    quarantinedRows(report).map((text) => element("p", {}, `Quarantine of ${text}`)),
  );
}

/** What somebody who has never seen a report has to know to read this one. */
const LEGEND =
  "An assertion is one demand on the data, such as that no customer is missing. P0 is the most severe, P3 the mildest.";

/** The most problems that are listed before the page goes into each. */
const LISTED = 6;

function about({ execution, datasets }: RunReport): string {
  const { date, tags } = execution.key;
  const names = datasets.map(({ dataset }) => dataset);
  const labels = Object.entries(tags).map(([name, value]) => `, ${name} = ${value}`);
  return `${names.length === 0 ? "Data" : names.join(", ")} of ${date}${labels.join("")}`;
}

function problemList(report: RunReport): Markup {
  const problems = problemsOf(report);
  if (problems.length === 0) return fragment();
  const more = problems.length - LISTED;
  return element(
    "ol",
    { class: "problems" },
    problems
      .slice(0, LISTED)
      .map((problem, index) =>
        element(
          "li",
          {},
          element("b", { class: problem.status }, problem.severity),
          " ",
          element("a", { href: `#${problemAnchor(index)}` }, problem.name),
          element("span", { class: "faint" }, inShort(problem)),
        ),
      ),
    more > 0 ? element("li", { class: "faint" }, `and ${more} more below`) : undefined,
  );
}

function inShort(problem: AssertionReport): string {
  const { value, rows } = problem;
  if (value === null) return ": could not be judged";
  if (rows !== undefined && rows.failing > 0) {
    return `: ${rows.failing.toLocaleString("en-US")} of ${counted(rows.tested, "row")} fail`;
  }
  return ` is ${shownValue(problem)}, should be ${demanded(problem)}`;
}

type StatusCount = readonly [status: AssertionStatus, count: number, word: string];

function statusCounts(counts: AssertionCounts): readonly StatusCount[] {
  const { passed, failed, errored, skipped } = counts;
  const warned = warnedIn(counts);
  return [
    ["PASSED", passed, "passed"],
    ...(warned === 0 ? [] : [["WARNED", warned, "warned"] as const]),
    ["FAILED", failed, "failed"],
    ...(errored === 0 ? [] : [["ERROR", errored, "not judged"] as const]),
    ...(skipped === 0 ? [] : [["SKIPPED", skipped, "skipped"] as const]),
  ];
}

function shares(counts: AssertionCounts): Markup {
  if (counts.planned === 0) return fragment();
  let from = 0;
  const parts = statusCounts(counts).map(([status, count]) => {
    const width = Math.round((count / counts.planned) * 10_000) / 100;
    const part = element("rect", { class: status, x: from, y: 0, width, height: 1 });
    from = Math.round((from + width) * 100) / 100;
    return part;
  });
  const box = { class: "shares", viewBox: "0 0 100 1", preserveAspectRatio: "none", "aria-hidden": "true" };
  return element("svg", box, parts);
}
