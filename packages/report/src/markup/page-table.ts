import { type Content, element, fragment, type Markup } from "./markup.js";

/** A column of a table. */
export interface Column<Row> {
  /** Its heading, which a phone shows beside each cell. */
  readonly title: string;
  readonly isNumber?: boolean;
  readonly cell: (row: Row) => Content;
}

/**
 * Makes a table that scrolls by itself when it is too wide, and that a phone shows as cards.
 *
 * @param label - what the table has, for those who hear it
 * @param columns - from left to right
 * @param rows - from top to bottom
 */
export function pageTable<Row>(label: string, columns: readonly Column<Row>[], rows: readonly Row[]): Markup {
  const kind = ({ isNumber }: Column<Row>) => (isNumber ? "number" : undefined);
  const head = columns.map((column) => element("th", { scope: "col", class: kind(column) }, column.title));
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      columns.map((column) => {
        const content = fragment(column.cell(row));
        const label = content.source === "" ? undefined : column.title;
        return element("td", { class: kind(column), "data-label": label }, content);
      }),
    ),
  );
  return element(
    "div",
    // Whoever has no mouse scrolls it by keys, for which it must take the focus.
    { class: "table", tabindex: 0, role: "region", "aria-label": label },
    element("table", {}, element("thead", {}, element("tr", {}, head)), element("tbody", {}, body)),
  );
}
