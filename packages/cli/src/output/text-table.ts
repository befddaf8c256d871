import { escapeControls } from "@dqx/common";

/**
 * Lays rows out as a table of text.
 *
 * @param head - the headings
 * @param rows - texts, in which control characters are shown as escapes
 * @param numbers - which columns are aligned to the right
 */
export async function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): Promise<string> {
  const { default: Table } = await import("cli-table3");
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (numbers.includes(column) ? "right" : "left")),
  });
  for (const row of rows) table.push(row.map(escapeControls));
  return `${table.toString()}\n`;
}
