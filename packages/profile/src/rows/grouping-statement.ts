import type { SqlRow, SqlValue } from "@dqx/common";
import { countResult } from "@dqx/metrics";
import type { ColumnType, Dialect } from "@dqx/sql";

/** A value by which rows are grouped, as SQL. */
export interface KeyPart {
  readonly sql: string;
  readonly type: ColumnType;
}

/** Rows grouped by a key: one of several groupings of one statement. */
export interface GroupingKey {
  /** One value, or several that make a key together. */
  readonly parts: readonly KeyPart[];
  /**
   * How many rows a group must have for its value to be told; smaller groups are only counted. The group of null is
   * always told. Of several parts the first two are told. Absent: no group is told.
   */
  readonly tellFrom?: number;
}

/** A group whose value is told. */
interface ToldGroup {
  /** The canonical text of the first part of the key; null for null. */
  readonly text: string | null;
  /** That of the second part; null where the key has one. */
  readonly second: string | null;
  readonly rows: number;
}

/** What came of a grouping. */
export interface Grouping {
  readonly told: readonly ToldGroup[];
  /** How many groups are not told, how many rows they have, and how many the largest of them. */
  readonly others: { readonly groups: number; readonly rows: number; readonly largest: number };
}

/**
 * Writes one statement that groups rows by several keys, each for itself, while they are read once. What the engine
 * gives is one row for each group that is told, and one for all others of a key.
 *
 * @param from - what stands after FROM
 * @param keys - at least one
 * @param prefix - what generated names begin with: no column's name does
 * @param dialect - the engine's SQL
 */
export function groupingStatement(
  from: string,
  keys: readonly GroupingKey[],
  prefix: string,
  dialect: Dialect,
): string {
  const name = (key: number, part: number): string => dialect.quote(`${prefix}k${key}_${part}`);
  const [set, size, isTold, text, second] = ["set", "size", "told", "text", "second"].map((each) =>
    dialect.quote(`${prefix}${each}`),
  );
  const names = keys.map(({ parts }, key) => parts.map((_, part) => name(key, part)));
  const all = names.flat();
  const values = keys.flatMap(({ parts }, key) =>
    parts.map(({ sql }, part) => `${sql} AS ${name(key, part)}`),
  );
  const which = names.map(([first], key) => `WHEN grouping(${first}) = 0 THEN ${key}`);
  const told = keys.flatMap(({ parts, tellFrom }, key) =>
    tellFrom === undefined ? [] : [{ key, parts, tellFrom }],
  );
  const conditions = told.map(
    ({ key, tellFrom }) =>
      `WHEN ${key} THEN CASE WHEN ${size} >= ${tellFrom} OR ${name(key, 0)} IS NULL THEN 1 ELSE 0 END`,
  );
  const textOfPart = (place: number): string => {
    const texts = told.flatMap(({ key, parts }) => {
      const part = parts[place];
      return part === undefined
        ? []
        : [`WHEN ${key} THEN ${canonical(name(key, place), part.type, dialect)}`];
    });
    return texts.length === 0
      ? "NULL"
      : `CASE WHEN ${isTold} = 1 THEN CASE ${set} ${texts.join(" ")} END END`;
  };
  return `SELECT ${set}, ${isTold}, ${text}, ${second}, count(*), sum(${size}), max(${size})
FROM (
  SELECT ${set}, ${size}, ${isTold}, ${textOfPart(0)} AS ${text}, ${textOfPart(1)} AS ${second}
  FROM (
    SELECT dqx_groups.*, ${conditions.length === 0 ? "0" : `CASE ${set} ${conditions.join(" ")} ELSE 0 END`} AS ${isTold}
    FROM (
      SELECT CASE ${which.join(" ")} END AS ${set}, ${all.join(", ")}, count(*) AS ${size}
      FROM (SELECT ${values.join(",\n        ")}
        FROM ${from}) AS dqx_keys
      GROUP BY GROUPING SETS (${names.map((parts) => `(${parts.join(", ")})`).join(", ")})
    ) AS dqx_groups
  ) AS dqx_sized
) AS dqx_told
GROUP BY ${set}, ${isTold}, ${text}, ${second}`;
}

/** Reads what the statement gave, a grouping for each key. */
export function readGroupings(rows: readonly SqlRow[], keys: number): readonly Grouping[] {
  const groupings = Array.from({ length: keys }, () => ({
    told: [] as ToldGroup[],
    others: { groups: 0, rows: 0, largest: 0 },
  }));
  for (const row of rows) {
    const [set = null, isTold = null, text = null, second = null] = row;
    const grouping = groupings[Number(set)];
    if (grouping === undefined) continue;
    const [groups, size, largest] = [4, 5, 6].map((index) => countResult(row, index));
    if (Number(isTold) === 1) {
      grouping.told.push({ text: textOf(text), second: textOf(second), rows: size ?? 0 });
    } else grouping.others = { groups: groups ?? 0, rows: size ?? 0, largest: largest ?? 0 };
  }
  return groupings;
}

function textOf(value: SqlValue): string | null {
  return value === null ? null : String(value);
}

function canonical(value: string, type: ColumnType, { rows }: Dialect): string {
  // A text is what it says, and types that DQX does not know are cast as such.
  return rows.functions.canonicalText?.([value], { kind: "text" }, type) ?? value;
}
