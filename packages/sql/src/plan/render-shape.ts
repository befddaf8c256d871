import type { Dialect } from "../dialect/dialect.js";
import type { BoundAggregate } from "./bound-aggregate.js";
import { type Grouping, groupAlias, type Shape } from "./shape.js";

/** The rows that a statement reads. */
export interface SelectedRows {
  /** SQL that can stand after FROM. */
  readonly relation: string;
  /** What generated names begin with: no column's name does. */
  readonly aliasPrefix: string;
  /** The day of a row, when the statement tells days apart. */
  readonly day?: string;
  /** Which rows are read; all when absent. */
  readonly condition?: string;
}

/**
 * Writes a statement of a shape.
 *
 * @param rows - what is read
 * @param shape - what the aggregates are computed over
 * @param values - the aggregates, as SQL
 * @param render - writes an aggregate of a group
 * @param dialect - the engine's SQL
 */
export function renderShape(
  rows: SelectedRows,
  shape: Shape,
  values: readonly string[],
  render: (bound: BoundAggregate) => string,
  dialect: Dialect,
): string {
  switch (shape.kind) {
    case "scan":
      return renderScan(rows, values, dialect);
    case "groups":
      return renderGroups(rows, shape, values, dialect);
    case "overGroups":
      return renderOverGroups(rows, shape, values, shape.inner.map(render), dialect);
  }
}

function renderScan(rows: SelectedRows, values: readonly string[], dialect: Dialect): string {
  const { day, relation, condition } = rows;
  const selected = [...(day === undefined ? [] : [day]), ...values].map((expression, index) =>
    named(expression, rows, index, dialect),
  );
  const lines = [`SELECT ${selected.join(",\n  ")}`, `FROM ${relation}`];
  if (condition !== undefined) lines.push(`WHERE ${condition}`);
  if (day !== undefined) lines.push("GROUP BY 1");
  return lines.join("\n");
}

// The groups; then their number and rank inside of the day; then the largest of them. A rank decides among groups
// of equal size by their keys, so that the same groups are kept each time.
function renderGroups(
  rows: SelectedRows,
  { grouping, limit }: Extract<Shape, { kind: "groups" }>,
  values: readonly string[],
  dialect: Dialect,
): string {
  const name = (index: number): string => dialect.quote(groupAlias(rows.aliasPrefix, index));
  const keys = grouping.by.map((_, index) => name(1 + index));
  const count = name(1 + keys.length);
  const results = values.map((_, index) => name(2 + keys.length + index));
  const next = 2 + keys.length + results.length;
  const [total, groups, rank] = [name(next), name(next + 1), name(next + 2)];
  const days = rows.day === undefined ? [] : [name(0)];
  const partition = rows.day === undefined ? "" : `PARTITION BY ${name(0)} `;
  const order = [`${count} DESC`, ...keys.map((key) => `${key} NULLS LAST`)].join(", ");
  const kept = [...days, ...keys, count, ...results];
  const ranked = [
    ...kept,
    `sum(${count}) OVER (${partition.trim()}) AS ${total}`,
    `count(*) OVER (${partition.trim()}) AS ${groups}`,
    `row_number() OVER (${partition}ORDER BY ${order}) AS ${rank}`,
  ];
  return [
    `SELECT ${[...kept, total, groups, rank].join(", ")}`,
    `FROM (`,
    `SELECT ${ranked.join(",\n  ")}`,
    `FROM (`,
    groupedRows(rows, grouping, ["count(*)", ...values], dialect),
    `) AS ${name(next + 3)}`,
    `) AS ${name(next + 4)}`,
    `WHERE ${rank} <= ${limit}`,
  ].join("\n");
}

function renderOverGroups(
  rows: SelectedRows,
  { grouping, inner }: Extract<Shape, { kind: "overGroups" }>,
  values: readonly string[],
  results: readonly string[],
  dialect: Dialect,
): string {
  const first = 1 + grouping.by.length + inner.length;
  const day = dialect.quote(groupAlias(rows.aliasPrefix, 0));
  const selected = [
    ...(rows.day === undefined ? [] : [day]),
    ...values.map((value, index) => named(value, rows, first + index, dialect)),
  ];
  const lines = [
    `SELECT ${selected.join(",\n  ")}`,
    `FROM (`,
    groupedRows(rows, grouping, results, dialect),
    `) AS ${dialect.quote(groupAlias(rows.aliasPrefix, first + values.length))}`,
  ];
  if (rows.day !== undefined) lines.push(`GROUP BY ${day}`);
  return lines.join("\n");
}

// The day is column 0, whether it is there or not, then come the keys and the results.
function groupedRows(
  rows: SelectedRows,
  { by, where }: Grouping,
  results: readonly string[],
  dialect: Dialect,
): string {
  const keys = by.map(({ sql }, index) => named(sql, rows, 1 + index, dialect));
  const values = results.map((sql, index) => named(sql, rows, 1 + by.length + index, dialect));
  const days = rows.day === undefined ? [] : [named(rows.day, rows, 0, dialect)];
  const conditions = [rows.condition, where?.sql].filter((condition) => condition !== undefined);
  const lines = [`SELECT ${[...days, ...keys, ...values].join(",\n  ")}`, `FROM ${rows.relation}`];
  if (conditions.length > 0) {
    lines.push(`WHERE ${conditions.map((condition) => `(${condition})`).join(" AND ")}`);
  }
  lines.push(`GROUP BY ${[...days, ...keys].map((_, index) => index + 1).join(", ")}`);
  return lines.join("\n");
}

function named(expression: string, { aliasPrefix }: SelectedRows, index: number, dialect: Dialect): string {
  return `${expression} AS ${dialect.quote(groupAlias(aliasPrefix, index))}`;
}
