import type { AssertionReport } from "@dqx/api";
import { counted } from "../facts/counted.js";
import { element, fragment, type Markup } from "../markup/markup.js";
import { pageTable } from "../markup/page-table.js";

/**
 * Some of the rows that fail, and what they do not meet.
 *
 * @param assertion - an assertion of a report
 * @returns nothing when none were asked for
 */
export function sampleTable({ name, sample }: AssertionReport): Markup {
  if (sample === undefined || sample.rows.length === 0) return fragment();
  const { columns, rows } = sample;
  return fragment(
    element("h4", {}, `${counted(rows.length, "failing row")}, as an example`),
    pageTable(
      `Failing rows of ${name}`,
      [
        ...columns.map((title, index) => ({
          title,
          cell: (row: (typeof rows)[number]) => String(row.values[index] ?? "null"),
        })),
        { title: "Does not meet", cell: ({ reasons }) => reasons.join(", ") },
      ],
      rows,
    ),
  );
}
