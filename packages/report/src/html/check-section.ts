import type { AssertionReport, RunReport } from "@dqx/api";
import { boundChart } from "../charts/bound-chart.js";
import { checkGroups } from "../facts/check-groups.js";
import { demanded } from "../facts/demanded.js";
import { shownValue } from "../facts/shown-value.js";
import { element, type Markup } from "../markup/markup.js";
import { type Column, pageTable } from "../markup/page-table.js";

/** All assertions, a table per check. */
export function checkSection(report: RunReport): Markup {
  return element(
    "section",
    { class: "checks" },
    element("h2", {}, "All checks"),
    checkGroups(report).map(({ name, assertions }) => [
      element("h3", {}, name),
      assertions.length === 0
        ? element("p", { class: "faint" }, "This check asserted nothing.")
        : pageTable(`Assertions of ${name}`, COLUMNS, assertions),
    ]),
  );
}

const COLUMNS: readonly Column<AssertionReport>[] = [
  {
    title: "Status",
    cell: ({ status }) => element("span", { class: `status ${status}` }, status),
  },
  { title: "Severity", cell: ({ severity }) => severity },
  { title: "Assertion", cell: ({ name }) => name },
  { title: "Value", isNumber: true, cell: shownValue },
  { title: "Demanded", cell: demanded },
  { title: "Where it lies", cell: (assertion) => boundChart(assertion, assertion.message) },
];
