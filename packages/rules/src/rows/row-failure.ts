import { Either } from "@dqx/common";
import type { Predicate } from "@dqx/metrics";
import {
  type BindingFailure,
  type BoundExpression,
  bindExpression,
  bindPredicate,
  type RowScope as Columns,
  type Dialect,
  renderExpression,
  renderPredicate,
} from "@dqx/sql";
import type { IncreasingRows, RowCondition, UniqueRows } from "../rule/row-condition.js";
import type { RowScope } from "../rule/row-scope.js";

/** What a condition is bound against. */
export interface BindingTarget {
  readonly dialect: Dialect;
  readonly scope: Columns;
}

/** When a row fails, in an engine's SQL. */
export interface RowFailure {
  /** What has to be known of other rows: columns that a statement adds to all rows of the day. */
  readonly windows: readonly { readonly alias: string; readonly sql: string }[];
  /** True for a row that fails, false or unknown for any other: in brackets, to stand anywhere. */
  readonly fails: string;
}

type Bound<Part> = Either.Either<Part, BindingFailure>;

/**
 * Says in SQL when a row fails a condition. All that is said of failing rows, be it a sample or a quarantine, is said
 * by this, and it fails for as many rows as the condition's metric counts.
 *
 * @param condition - what is asked of each row
 * @param rows - of which rows; those outside of it do not fail
 * @param target - the columns, and the engine's SQL
 * @param alias - the name of a window, which no column has
 * @returns why the condition cannot be asked where it cannot
 */
export function rowFailure(
  condition: RowCondition,
  { nulls = "ignore", where }: RowScope,
  target: BindingTarget,
  alias: () => string,
): Bound<RowFailure> {
  return Either.gen(function* () {
    const inScope = where === undefined ? undefined : yield* predicateSql(where, target);
    if (condition.kind === "unique") return yield* repeatedKey(condition, inScope, target, alias());
    if (condition.kind === "increasing") return yield* fallingValue(condition, inScope, target, alias());
    const holds = yield* predicateSql(condition, target);
    const known = nulls === "fail" ? `coalesce(${holds}, ${target.dialect.literal(false)})` : holds;
    return { windows: [], fails: allOf([inScope, `NOT ${known}`]) };
  });
}

function repeatedKey(
  { columns }: UniqueRows,
  inScope: string | undefined,
  target: BindingTarget,
  alias: string,
): Bound<RowFailure> {
  return Either.map(Either.all(columns.map((name) => columnOf(name, target))), (keys) => {
    const names = keys.map((key) => renderExpression(key, target.dialect));
    const rows = inScope === undefined ? "*" : `CASE WHEN ${inScope} THEN 1 END`;
    const isNull = names.map((name) => `(${target.dialect.rows.isNull(name)})`).join(" AND ");
    return {
      windows: [{ alias, sql: `count(${rows}) OVER (PARTITION BY ${names.join(", ")})` }],
      fails: allOf([inScope, `NOT (${isNull})`, `(${alias} > 1)`]),
    };
  });
}

function fallingValue(
  { column, orderBy, per, strict }: IncreasingRows,
  inScope: string | undefined,
  target: BindingTarget,
  alias: string,
): Bound<RowFailure> {
  const { dialect } = target;
  return Either.gen(function* () {
    const value = yield* columnOf(column, target);
    const order = yield* columnOf(orderBy, target);
    const keys = yield* Either.all(per.map((name) => columnOf(name, target)));
    const [valueSql, orderSql] = [value, order].map((each) => renderExpression(each, dialect));
    // The metric leaves the others out before it looks at neighbours; here they are a sequence of their own.
    const isMember = allOf([inScope, ...[value, order].map((each) => presence(each, dialect))]);
    const partition = [
      `CASE WHEN ${isMember} THEN 1 ELSE 0 END`,
      ...keys.map((key) => renderExpression(key, dialect)),
    ];
    const previous = `max(${valueSql}) OVER (PARTITION BY ${partition.join(", ")} ORDER BY ${orderSql}, ${valueSql} ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING)`;
    const falls = dialect.rows.compare(String(valueSql), strict ? "<=" : "<", alias);
    return { windows: [{ alias, sql: previous }], fails: allOf([isMember, `(${falls})`]) };
  });
}

// Neither null nor NaN nor infinite, as in sequences of metrics.
function presence(value: BoundExpression, dialect: Dialect): string {
  const sql = renderExpression(value, dialect);
  const isValue = `NOT (${dialect.rows.isNull(sql)})`;
  return value.type.kind === "float" ? `(${isValue} AND (${dialect.rows.isFinite(sql)}))` : `(${isValue})`;
}

function predicateSql(predicate: Predicate, { scope, dialect }: BindingTarget): Bound<string> {
  return Either.map(bindPredicate(predicate, scope), (bound) => `(${renderPredicate(bound, dialect)})`);
}

function columnOf(name: string, { scope }: BindingTarget): Bound<BoundExpression> {
  return bindExpression({ kind: "column", name }, scope);
}

function allOf(conditions: readonly (string | undefined)[]): string {
  return `(${conditions.filter((condition) => condition !== undefined).join(" AND ")})`;
}
