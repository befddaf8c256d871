import type { DatasetProfile } from "@dqx/profile";
import { counted } from "../facts/counted.js";
import { showDataValue } from "../facts/show-data-value.js";
import { showNumber } from "../facts/show-number.js";
import { showShare } from "../facts/show-share.js";
import { element, type Markup } from "../markup/markup.js";
import { pageFrame } from "../markup/page-frame.js";
import { type Column, pageTable } from "../markup/page-table.js";
import { columnCard } from "./column-card.js";
import { profileFindings } from "./profile-findings.js";

/**
 * A profile as one HTML page: what stands out, all columns in a table, a card for each column with its distribution
 * and its most frequent values, and how it was measured. The page loads nothing and has no script.
 *
 * @param profile - as `profile` of `@dqx/profile` makes it
 * @returns the text of a file
 */
export function profilePage(profile: DatasetProfile): string {
  const { dataset, rows, columns } = profile;
  return pageFrame(
    `${dataset}: ${counted(rows, "row")}`,
    headSection(profile),
    element(
      "section",
      {},
      element("h2", {}, "All columns"),
      pageTable(
        `Columns of ${dataset}`,
        COLUMNS,
        columns.map((column) => ({ ...column, rows })),
      ),
    ),
    element(
      "section",
      {},
      element("h2", {}, "Column by column"),
      columns.map((column) => columnCard(column, rows)),
    ),
    measurementSection(profile),
    element("footer", {}, `Made by DQX at ${profile.profiledAt}.`),
  );
}

function headSection(profile: DatasetProfile): Markup {
  const { dataset, rows, columns, days, where, sample } = profile;
  const [first] = days ?? [];
  const last = days?.at(-1);
  const facts = [
    counted(rows, "row"),
    counted(columns.length, "column"),
    ...(first && last ? [`${first.date} to ${last.date}`] : []),
    ...(sample === null ? [] : ["a sample"]),
    ...(where === null ? [] : [`where ${where}`]),
  ];
  const findings = profileFindings(profile);
  return element(
    "header",
    {},
    element("h1", {}, dataset),
    element("p", { class: "lead" }, facts.join(", ")),
    findings.length === 0
      ? undefined
      : element(
          "ul",
          { class: "findings" },
          findings.map((finding) => element("li", {}, finding)),
        ),
  );
}

type Row = DatasetProfile["columns"][number] & { readonly rows: number };

const COLUMNS: readonly Column<Row>[] = [
  { title: "Column", cell: ({ name }) => name },
  { title: "Type", cell: ({ type }) => type },
  { title: "Nulls", isNumber: true, cell: ({ nulls, rows }) => (rows === 0 ? "–" : showShare(nulls, rows)) },
  {
    title: "Distinct",
    isNumber: true,
    cell: ({ distinct }) =>
      distinct === null ? "–" : `${distinct.exact ? "" : "≈ "}${showNumber(distinct.count)}`,
  },
  {
    title: "Minimum",
    isNumber: true,
    cell: ({ minimum }) => (minimum === null ? "–" : showDataValue(minimum)),
  },
  {
    title: "Maximum",
    isNumber: true,
    cell: ({ maximum }) => (maximum === null ? "–" : showDataValue(maximum)),
  },
  { title: "Mean", isNumber: true, cell: ({ mean }) => (mean === null ? "–" : showNumber(mean)) },
];

function measurementSection({ engine, statements }: DatasetProfile): Markup {
  return element(
    "section",
    {},
    element("h2", {}, "How it was measured"),
    element("p", { class: "faint" }, `${counted(statements.length, "statement")} on ${engine}`),
    statements.map(({ purpose, sql, milliseconds }, index) =>
      element(
        "details",
        {},
        element("summary", {}, `Statement ${index + 1} (${purpose}), ${showNumber(milliseconds)} ms`),
        element("pre", {}, element("code", {}, sql)),
      ),
    ),
  );
}
