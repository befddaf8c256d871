import type { AssertionReport, RunReport } from "@dqx/api";
import { isProblem } from "../facts/check-groups.js";
import { element, fragment, type Markup } from "../markup/markup.js";
import { type Column, pageTable } from "../markup/page-table.js";

/** How the assertions of one dimension, or of one owner, came out. */
interface Standing {
  readonly name: string;
  readonly assertions: number;
  readonly problems: number;
}

/** How it looks by quality dimension and by owner, where the checks name them. */
export function accountabilitySection({ assertions }: RunReport): Markup {
  const tables = [
    standingTable("Quality dimension", assertions, ({ dimension }) => dimension),
    standingTable("Owner", assertions, ({ owner }) => owner),
  ].filter((table) => table !== undefined);
  if (tables.length === 0) return fragment();
  return element("section", {}, element("h2", {}, "By dimension and owner"), tables);
}

function standingTable(
  title: string,
  assertions: readonly AssertionReport[],
  nameOf: (assertion: AssertionReport) => string | undefined,
): Markup | undefined {
  const groups = new Map<string, AssertionReport[]>();
  for (const assertion of assertions) {
    const name = nameOf(assertion);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [assertion]);
    else group.push(assertion);
  }
  if (groups.size === 0) return undefined;
  const standings = [...groups].map(([name, group]) => ({
    name,
    assertions: group.length,
    problems: group.filter(isProblem).length,
  }));
  const columns: readonly Column<Standing>[] = [
    { title, cell: ({ name }) => name },
    { title: "Assertions", isNumber: true, cell: (standing) => standing.assertions },
    { title: "Need attention", isNumber: true, cell: (standing) => standing.problems },
  ];
  return pageTable(
    `Assertions by ${title.toLowerCase()}`,
    columns,
    standings.toSorted((a, b) => b.problems - a.problems),
  );
}
