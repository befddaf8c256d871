import type { ColumnProfile, DatasetProfile } from "@dqx/profile";
import { counted } from "../facts/counted.js";
import { showShare } from "../facts/show-share.js";

/** A count so small beside all rows that it is rather a fault than a habit. */
const RARE_SHARE = 0.01;
/** A value is remarkable that has this share of the rows of a column with many values. */
const COMMON_SHARE = 0.5;
const MANY_VALUES = 20;
/** How many columns one finding names. */
const NAMED = 6;

/** What a reader wants to know first, a sentence each. */
export function profileFindings(profile: DatasetProfile): readonly string[] {
  const { columns, keys, equalColumns, rows } = profile;
  if (rows === 0) return ["There are no rows."];
  return [
    ...keys.map(({ columns: names, duplicates }) => {
      const what = names.map(quoted).join(" and ");
      return duplicates === 0
        ? `${what} ${names.length > 1 ? "together tell" : "tells"} all rows apart: a key.`
        : `${what} ${names.length > 1 ? "are" : "is"} nearly a key: ${counted(duplicates, "row")} more than values.`;
    }),
    ...equalColumns.map(([a, b]) => `${quoted(a)} and ${quoted(b)} are equal in every row.`),
    ...named(columns, ({ completeness }) => completeness === 0, "without any value"),
    ...named(
      columns,
      ({ distinct, completeness }) => distinct?.count === 1 && completeness === 1,
      "with one value in every row",
    ),
    ...named(
      columns,
      ({ nulls }) => nulls > 0 && nulls <= rows * RARE_SHARE,
      "with a few nulls, which may be a fault",
    ),
    ...columns.flatMap((column) => columnFindings(column, rows)),
    ...columns.flatMap(({ name, failure }) =>
      failure === null ? [] : [`${quoted(name)} could not be measured: ${failure}`],
    ),
  ];
}

function columnFindings(column: ColumnProfile, rows: number): readonly string[] {
  const { name, blank, nonFinite, formats, topValues, distinct, time } = column;
  const found: string[] = [];
  const tested = rows - column.nulls;
  if (blank !== null && blank > 0) found.push(`${quoted(name)} has ${counted(blank, "blank text")}.`);
  if (nonFinite !== null && nonFinite > 0) {
    found.push(
      `${quoted(name)} has ${counted(nonFinite, "number")} that ${nonFinite === 1 ? "is" : "are"} NaN or infinite.`,
    );
  }
  const [format] = formats ?? [];
  if (format !== undefined && format.matching < format.tested) {
    found.push(
      `${quoted(name)} holds ${format.format}, but for ${counted(format.tested - format.matching, "text")}.`,
    );
  }
  const [top] = topValues?.values ?? [];
  if (
    top &&
    top.value !== null &&
    (distinct?.count ?? 0) >= MANY_VALUES &&
    top.rows >= tested * COMMON_SHARE
  ) {
    found.push(`${quoted(name)} is ${String(top.value)} in ${showShare(top.rows, rows)} of the rows.`);
  }
  if (time !== null && time.missing > 0 && time.present > time.missing) {
    const [gap] = time.gaps;
    const longest = gap ? `, the longest gap from ${gap.from} to ${gap.until}` : "";
    found.push(
      `${quoted(name)} lacks ${counted(time.missing, time.unit)} of ${time.from} to ${time.until}${longest}.`,
    );
  }
  return found;
}

function named(
  columns: readonly ColumnProfile[],
  isSuch: (column: ColumnProfile) => boolean,
  what: string,
): readonly string[] {
  const names = columns
    .filter((column) => column.failure === null && isSuch(column))
    .map(({ name }) => quoted(name));
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return [`${counted(names.length, "column")} ${what}: ${names.slice(0, NAMED).join(", ")}${more}.`];
}

function quoted(name: string): string {
  return `'${name}'`;
}
