import { Either, type SqlRow } from "@dqx/common";
import { countResult, type Format, type FormatName, formats, isFormatName } from "@dqx/metrics";
import { bindPredicate, Columns, type Dialect, renderPredicate } from "@dqx/sql";
import type { ProfiledColumn } from "../rows/profiled-column.js";

/** How many of the first rows are looked at. */
const PROBED_ROWS = 1000;
/** The share of the texts that must have a format for it to be tried on all rows. */
const LEAST_SHARE = 0.8;
/** How many formats of a column are tried on all rows. */
const MOST_CANDIDATES = 3;

const TEXT_COLUMN = "dqx_text";

/** Formats as conditions on a text. */
export interface FormatConditions {
  readonly names: readonly FormatName[];
  /** The condition that a text has a format. @param text - SQL of the text */
  readonly render: (format: FormatName, text: ProfiledColumn) => string;
}

/** The formats of the catalogue that an engine can test. */
export function formatConditions(dialect: Dialect): FormatConditions {
  const render = (format: FormatName, { name, operand }: Pick<ProfiledColumn, "name" | "operand">) => {
    const columns = new Columns("profile", [{ name, type: operand.typeName }], dialect);
    return Either.map(
      bindPredicate({ kind: "hasFormat", of: { kind: "column", name }, format }, columns),
      (bound) => renderPredicate(bound, dialect),
    );
  };
  return {
    names: Object.keys(formats).filter(isFormatName),
    render: (format, text) => Either.getOrElse(render(format, text), () => "NULL"),
  };
}

/**
 * Writes the statement that tries all formats on the first rows: a row for each column.
 *
 * @param from - what stands after FROM
 * @param texts - the columns of texts, at least one
 * @param conditions - the formats
 */
export function probeStatement(
  from: string,
  texts: readonly ProfiledColumn[],
  { names, render }: FormatConditions,
  dialect: Dialect,
): string {
  const [first] = texts;
  const typeName = first?.operand.typeName ?? "text";
  const text = dialect.quote(TEXT_COLUMN);
  const probed: ProfiledColumn = {
    name: TEXT_COLUMN,
    operand: { sql: text, type: { kind: "text" }, typeName },
    isNumber: false,
    isText: true,
    hasFormats: true,
    isTime: false,
    isComparable: true,
  };
  const counts = names.map((format) => {
    const predicate = render(format, probed);
    return dialect.aggregates.countIf?.({ kind: "countIf", predicate }, "plain") ?? "0";
  });
  const columns = texts.map(({ operand }, index) => `${operand.sql} AS ${dialect.quote(`dqx_t${index}`)}`);
  const branches = texts.map(
    (_, index) =>
      `SELECT ${index} AS dqx_column, ${dialect.quote(`dqx_t${index}`)} AS ${text} FROM dqx_first`,
  );
  return `WITH dqx_first AS (SELECT ${columns.join(", ")} FROM ${from} LIMIT ${PROBED_ROWS})
SELECT dqx_column, count(${text}),
  ${counts.join(",\n  ")}
FROM (${branches.join(" UNION ALL ")}) AS dqx_texts
GROUP BY dqx_column`;
}

/**
 * The formats that are worth trying on all rows, by the column's place among the texts.
 *
 * @param rows - what {@link probeStatement} gave
 * @param names - the formats in the order of the statement
 */
export function formatCandidates(
  rows: readonly SqlRow[],
  names: readonly FormatName[],
): ReadonlyMap<number, readonly FormatName[]> {
  return new Map(
    rows.map((row) => {
      const tested = countResult(row, 1);
      const found = names
        .map((format, index) => ({ format, share: countResult(row, index + 2) / tested }))
        .filter(({ share }) => share >= LEAST_SHARE)
        .toSorted((a, b) => compareFormats(a, b));
      return [Number(row[0]), found.slice(0, MOST_CANDIDATES).map(({ format }) => format)];
    }),
  );
}

/** Orders formats: those that more texts have first, then those that say more of a text. */
export function compareFormats(
  a: { readonly format: FormatName; readonly share: number },
  b: { readonly format: FormatName; readonly share: number },
): number {
  return b.share - a.share || tellingOf(b.format) - tellingOf(a.format);
}

// A check digit is met by chance one time in ten or rarer, a pattern by some texts, a cast by many.
function tellingOf(format: FormatName): number {
  const { rule, range }: Format = formats[format];
  // A range is met by most small numbers.
  if (range !== undefined) return 0.5;
  switch (rule.kind) {
    case "text":
      return rule.check === undefined ? 3 : 4;
    case "castable":
      return CASTS[rule.to];
    case "json":
      // A number is JSON, too.
      return 0;
  }
}

const CASTS = { integer: 2, date: 2, timestamp: 1.5, number: 1 } as const;
