import type { Dialect } from "../dialect/dialect.js";
import { fromItem } from "../source/from-item.js";
import { type BoundAggregate, type BoundFilter, type BoundResult, resultsOf } from "./bound-aggregate.js";
import type { BoundOperand } from "./bound-operand.js";
import { groupBy } from "./group-by.js";
import { PlanningError } from "./planning-error.js";
import { type Grouping, generatedAlias, type Sequencing, type Shape } from "./shape.js";

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

/** Writes an aggregate as SQL. */
type Render = (bound: BoundAggregate) => string;

/**
 * Writes a statement of a shape.
 *
 * @param rows - what is read
 * @param shape - what the aggregates are computed over
 * @param aggregates - what is computed
 * @param render - writes an aggregate
 * @param dialect - the engine's SQL
 */
export function renderShape(
  rows: SelectedRows,
  shape: Shape,
  aggregates: readonly BoundAggregate[],
  render: Render,
  dialect: Dialect,
): string {
  switch (shape.kind) {
    case "scan":
      return renderScan(rows, shape, aggregates.map(render), dialect);
    case "groups":
      return renderGroups(rows, shape, aggregates.map(render), dialect);
    case "overGroups":
      return renderOverGroups(rows, shape.grouping, aggregates, render, dialect);
    case "passes":
      return renderPasses(rows, aggregates, render, dialect);
    case "sequence":
      return renderSequence(rows, shape.sequencing, aggregates, render, dialect);
  }
}

function renderScan(
  rows: SelectedRows,
  { where }: Extract<Shape, { kind: "scan" }>,
  values: readonly string[],
  dialect: Dialect,
): string {
  const { day, relation, condition } = rows;
  const selected = [...(day === undefined ? [] : [day]), ...values].map((expression, index) =>
    named(expression, rows, index, dialect),
  );
  const lines = [`SELECT ${selected.join(",\n  ")}`, `FROM ${fromItem(relation)}`];
  if (where !== undefined) lines.push(...conditionsOf(rows, [where]));
  else if (condition !== undefined) lines.push(`WHERE ${condition}`);
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
  const name = (index: number): string => dialect.quote(generatedAlias(rows.aliasPrefix, index));
  const keys = grouping.by.map((_, index) => name(1 + index));
  const count = name(1 + keys.length);
  const results = values.map((_, index) => name(2 + keys.length + index));
  const next = 2 + keys.length + results.length;
  const [total, groups, rank] = [name(next), name(next + 1), name(next + 2)];
  const days = rows.day === undefined ? [] : [name(0)];
  const partition = rows.day === undefined ? "" : `PARTITION BY ${name(0)} `;
  const sorted = grouping.by.map(({ type }, index) => {
    const key = name(1 + index);
    return `${dialect.rows.sortKey?.(key, type) ?? key} NULLS LAST`;
  });
  const order = [`${count} DESC`, ...sorted].join(", ");
  const kept = [...days, ...keys, count, ...results];
  const counted = ["count(*)", ...values].map((value, index): Placed => [1 + keys.length + index, value]);
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
    groupedRows(rows, grouping, counted, dialect),
    `) AS ${name(next + 3)}`,
    `) AS ${name(next + 4)}`,
    `WHERE ${rank} <= ${limit}`,
  ].join("\n");
}

function renderOverGroups(
  rows: SelectedRows,
  grouping: Grouping,
  aggregates: readonly BoundAggregate[],
  render: Render,
  dialect: Dialect,
): string {
  const results = resultsOf(aggregates);
  const free = freePlace(results, 1 + grouping.by.length);
  const inner = results.flatMap((result): readonly Placed[] =>
    result.kind === "aggregate" ? [[result.place, render(result.bound)]] : [],
  );
  return overSteps(
    rows,
    `(\n${groupedRows(rows, grouping, inner, dialect)}\n)`,
    free,
    aggregates.map(render),
    dialect,
  );
}

// Each pass reads the rows beside what the passes before it have computed of the same day, and hands that on.
function renderPasses(
  rows: SelectedRows,
  aggregates: readonly BoundAggregate[],
  render: Render,
  dialect: Dialect,
): string {
  const results = resultsOf(aggregates);
  const name = (place: number): string => dialect.quote(generatedAlias(rows.aliasPrefix, place));
  const [day, condition] = [rows.day, rows.condition];
  let free = freePlace(results, 1);
  const relation = fromItem(rows.relation);
  let from = relation;
  let known: readonly number[] = [];
  for (const step of passesOf(results)) {
    const keys = [...(day === undefined ? [] : [`${day} AS ${name(0)}`]), ...known.map(name)];
    const computed = step.map(([place, bound]) => `${render(bound)} AS ${name(place)}`);
    const lines = [`SELECT ${[...keys, ...computed].join(",\n  ")}`, `FROM ${from}`];
    if (condition !== undefined) lines.push(`WHERE ${condition}`);
    if (keys.length > 0) lines.push(`GROUP BY ${keys.map((_, index) => index + 1).join(", ")}`);
    const join = day === undefined ? "CROSS JOIN" : "JOIN";
    const on = day === undefined ? "" : ` ON ${day} = ${name(free)}.${name(0)}`;
    from = `${relation}\n${join} (\n${lines.join("\n")}\n) AS ${name(free)}${on}`;
    known = [...known, ...step.map(([place]) => place)];
    free += 1;
  }
  const selected = aggregates.map((bound, index) => named(render(bound), rows, free + index, dialect));
  const lines = [
    `SELECT ${[...(day === undefined ? [] : [day]), ...selected].join(",\n  ")}`,
    `FROM ${from}`,
  ];
  if (condition !== undefined) lines.push(`WHERE ${condition}`);
  if (day !== undefined) lines.push("GROUP BY 1");
  return lines.join("\n");
}

function passesOf(
  results: readonly BoundResult[],
): readonly (readonly (readonly [number, BoundAggregate])[])[] {
  const aggregates = results.filter((result) => result.kind === "aggregate");
  const passes = groupBy(aggregates, ({ pass }) => pass);
  return [...passes]
    .toSorted(([a], [b]) => a - b)
    .map(([, pass]) => pass.map(({ place, bound }) => [place, bound] as const));
}

// The largest of the rows before, over a frame of one row, is the value of the row before: every engine has that.
const FRAMES = {
  previous: "ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING",
  maximumBefore: "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING",
} as const;

function renderSequence(
  rows: SelectedRows,
  { by, orderBy, where }: Sequencing,
  aggregates: readonly BoundAggregate[],
  render: Render,
  dialect: Dialect,
): string {
  const results = resultsOf(aggregates);
  const keys = [...(rows.day === undefined ? [] : [rows.day]), ...by.map((key) => groupKey(key, dialect))];
  const partition = keys.length === 0 ? "" : `PARTITION BY ${keys.join(", ")} `;
  const order = `ORDER BY ${orderBy.map(({ sql }) => sql).join(", ")}`;
  const windows = results.flatMap((result) => {
    if (result.kind === "aggregate") return [];
    const window = `${maximum(result.of, dialect)} OVER (${partition}${order} ${FRAMES[result.kind]})`;
    return [named(window, rows, result.place, dialect)];
  });
  const day = rows.day === undefined ? [] : [named(rows.day, rows, 0, dialect)];
  const conditions = conditionsOf(rows, where);
  const inner = [
    `SELECT ${["*", ...day, ...windows].join(",\n  ")}`,
    `FROM ${fromItem(rows.relation)}`,
    ...conditions,
  ];
  return overSteps(rows, `(\n${inner.join("\n")}\n)`, freePlace(results, 1), aggregates.map(render), dialect);
}

// The engine's own, since over no rows it has to be null.
function maximum(of: BoundOperand, { name, aggregates }: Dialect): string {
  const sql = aggregates.maximum?.({ kind: "maximum", of }, "plain");
  if (sql !== undefined) return sql;
  throw new PlanningError(`${name} cannot compute maximum, which metrics over a sequence of rows need.`);
}

/** The place of a generated column, and what is in it. */
type Placed = readonly [place: number, sql: string];

function freePlace(results: readonly BoundResult[], first: number): number {
  return results.reduce((free, { place }) => Math.max(free, place + 1), first);
}

// Aggregates over a step that has the day as its generated column 0.
function overSteps(
  rows: SelectedRows,
  step: string,
  free: number,
  values: readonly string[],
  dialect: Dialect,
): string {
  const day = dialect.quote(generatedAlias(rows.aliasPrefix, 0));
  const selected = [
    ...(rows.day === undefined ? [] : [day]),
    ...values.map((value, index) => named(value, rows, free + 1 + index, dialect)),
  ];
  const lines = [
    `SELECT ${selected.join(",\n  ")}`,
    `FROM ${step} AS ${dialect.quote(generatedAlias(rows.aliasPrefix, free))}`,
  ];
  if (rows.day !== undefined) lines.push(`GROUP BY ${day}`);
  return lines.join("\n");
}

function conditionsOf(rows: SelectedRows, filters: readonly BoundFilter[]): readonly string[] {
  const conditions = [rows.condition, ...filters.map(({ sql }) => sql)].filter(
    (condition) => condition !== undefined,
  );
  return conditions.length === 0
    ? []
    : [`WHERE ${conditions.map((condition) => `(${condition})`).join(" AND ")}`];
}

// The day is column 0, whether it is there or not, then come the keys and the results.
function groupedRows(
  rows: SelectedRows,
  { by, where }: Grouping,
  results: readonly Placed[],
  dialect: Dialect,
): string {
  const keys = by.map((key, index) => named(groupKey(key, dialect), rows, 1 + index, dialect));
  const values = results.map(([place, sql]) => named(sql, rows, place, dialect));
  const days = rows.day === undefined ? [] : [named(rows.day, rows, 0, dialect)];
  const groups = [...days, ...keys].map((_, index) => index + 1).join(", ");
  return [
    `SELECT ${[...days, ...keys, ...values].join(",\n  ")}`,
    `FROM ${fromItem(rows.relation)}`,
    ...conditionsOf(rows, where === undefined ? [] : [where]),
    ...(groups === "" ? [] : [`GROUP BY ${groups}`]),
  ].join("\n");
}

function groupKey({ sql, type }: BoundOperand, { rows }: Dialect): string {
  return rows.groupKey?.(sql, type) ?? sql;
}

function named(expression: string, { aliasPrefix }: SelectedRows, index: number, dialect: Dialect): string {
  return `${expression} AS ${dialect.quote(generatedAlias(aliasPrefix, index))}`;
}
