import type { RunReport } from "@dqx/api";
import { type Standing, type Standings, standingsOf } from "../facts/scores.js";
import { element, fragment, type Markup } from "../markup/markup.js";
import { type Column, pageTable } from "../markup/page-table.js";

/** How it looks by quality dimension and by owner, where the checks name them. */
export function accountabilitySection(report: RunReport): Markup {
  const tables = standingsOf(report).map(standingTable);
  if (tables.length === 0) return fragment();
  return element(
    "section",
    {},
    element("h2", {}, "By dimension and owner"),
    element("p", { class: "faint" }, "The score is the share of the judged assertions that hold."),
    tables,
  );
}

function standingTable({ kind, standings }: Standings): Markup {
  const columns: readonly Column<Standing>[] = [
    { title: kind, cell: ({ name }) => name },
    { title: "Score", isNumber: true, cell: ({ score }) => score },
    { title: "Assertions", isNumber: true, cell: ({ assertions }) => assertions },
    { title: "Need attention", isNumber: true, cell: ({ problems }) => problems },
  ];
  return pageTable(`Assertions by ${kind.toLowerCase()}`, columns, standings);
}
