import type { AssertionCounts, AssertionStatus, RunReport } from "@dqx/api";
import { headline } from "../facts/headline.js";
import { warnedIn } from "../facts/run-totals.js";
import { element, fragment, type Markup } from "./markup.js";

/** What stands first: what the state is, of what, and for which day. */
export function stateSection(report: RunReport): Markup {
  const { suite, status, execution, counts, warnings } = report;
  const tags = Object.entries(execution.key.tags).map(([name, value]) => `, ${name} = ${value}`);
  return element(
    "header",
    {},
    element("p", {}, element("span", { class: `status ${status}` }, status)),
    element("h1", {}, suite),
    element("p", { class: "faint" }, `Data of ${execution.key.date}${tags.join("")}`),
    element("p", { class: "lead" }, headline(report)),
    element(
      "ul",
      { class: "counts" },
      statusCounts(counts).map(([name, count, word]) =>
        element("li", { class: name }, element("b", {}, count), ` ${word}`),
      ),
    ),
    shares(counts),
    warnings.map((warning) => element("p", { class: "warning" }, warning)),
  );
}

type StatusCount = readonly [status: AssertionStatus, count: number, word: string];

function statusCounts(counts: AssertionCounts): readonly StatusCount[] {
  const { passed, failed, errored, skipped } = counts;
  const warned = warnedIn(counts);
  return [
    ["PASSED", passed, "passed"],
    ...(warned === 0 ? [] : [["WARNED", warned, "warned"] as const]),
    ["FAILED", failed, "failed"],
    ["ERROR", errored, "not judged"],
    ["SKIPPED", skipped, "skipped"],
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
