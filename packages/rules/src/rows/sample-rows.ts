import { Either, type SqlRow } from "@dqx/common";
import { columnsOf, type Predicate, showPredicate } from "@dqx/metrics";
import {
  type BindingFailure,
  type BoundColumn,
  type BoundSql,
  bindPredicate,
  type ColumnProtection,
  type RowTarget,
  renderPredicate,
} from "@dqx/sql";
import { type RowCondition, showCondition } from "../rule/row-condition.js";
import type { RowScope } from "../rule/row-scope.js";
import { disclosureOf, maskedColumn } from "./column-protection.js";
import { failingRows } from "./failing-rows.js";
import { rowFailure } from "./row-failure.js";
import { type SampleValue, toSampleValue } from "./sample-value.js";

/** Which failing rows are shown, and what of them. */
export interface SampleRequest {
  readonly condition: RowCondition;
  readonly scope: RowScope;
  /** How many rows at most. */
  readonly limit: number;
  /** The columns that tell rows apart: they come first, and the rows are in their order. */
  readonly keys: readonly string[];
  /** Columns that are shown beside those that the condition looks at. */
  readonly context: readonly string[];
  /** Of the source and of the run. */
  readonly protections: readonly ColumnProtection[];
}

/** Some of the rows that fail. */
export interface RowSample {
  /** The keys, the columns that the condition looks at, and the context; denied columns are not among them. */
  readonly columns: readonly string[];
  readonly rows: readonly SampledRow[];
  /** How many rows were asked for at most. */
  readonly limit: number;
}

/** A row that fails. */
export interface SampledRow {
  /** In the order of the columns. */
  readonly values: readonly SampleValue[];
  /** The parts of the condition that the row does not meet. */
  readonly reasons: readonly string[];
}

/** A sample that can be taken: one statement, and how its rows are read. */
export interface PlannedSample {
  readonly statement: BoundSql;
  read(rows: readonly SqlRow[]): RowSample;
}

/**
 * Plans how failing rows are shown: by one statement with the filter by which they are counted, a stable order and a
 * limit. Values of protected columns do not leave the engine.
 *
 * @param target - the rows
 * @param request - which of them, and what of them
 * @returns why it cannot be where a column is missing, or the condition cannot be asked
 * @throws `InvalidArgumentError` when a protected column is not there
 */
export function planSample(
  target: RowTarget,
  request: SampleRequest,
): Either.Either<PlannedSample, BindingFailure> {
  const disclosure = disclosureOf(target, request.protections);
  return Either.gen(function* () {
    let windows = 0;
    const failure = yield* rowFailure(request.condition, request.scope, target, () =>
      target.alias(windows++),
    );
    const keys = yield* find(request.keys, target);
    const others = yield* find([...columnsIn(request.condition), ...request.context], target);
    const shown = unique([...keys, ...others]).filter((column) => disclosure(column) !== "denied");
    const parts = yield* partsOf(request.condition, request.scope, target);
    const selection = {
      columns: [
        ...shown.map((column) => selectColumn(column, disclosure(column) === "masked", target)),
        ...parts.map(({ sql }) => sql),
      ].map((sql, index) => `${sql} AS ${target.alias(windows + 1 + index)}`),
      orderBy: shown
        .filter((column) => disclosure(column) === "shown" && column.type.kind !== "other")
        .map(({ name }) => target.dialect.quote(name)),
      limit: request.limit,
    };
    return {
      statement: failingRows(target, failure, selection),
      read: (rows) => ({
        columns: shown.map(({ name }) => name),
        rows: rows.map((row) => readRow(row, shown.length, parts)),
        limit: request.limit,
      }),
    };
  });
}

/** A part of a condition, and SQL that is true where a row does not meet it. */
interface ConditionPart {
  readonly shown: string;
  readonly sql: string;
}

// Of several demands at once, people want to know which one a row does not meet.
function partsOf(
  condition: RowCondition,
  { nulls = "ignore" }: RowScope,
  { scope, dialect }: RowTarget,
): Either.Either<readonly ConditionPart[], BindingFailure> {
  if (condition.kind === "unique" || condition.kind === "increasing") {
    return Either.right([{ shown: showCondition(condition), sql: dialect.literal(true) }]);
  }
  const operands: readonly Predicate[] = condition.kind === "and" ? condition.operands : [condition];
  return Either.all(
    operands.map((operand) =>
      Either.map(bindPredicate(operand, scope), (bound) => {
        const holds = `(${renderPredicate(bound, dialect)})`;
        // An unknown part makes a row fail only where nulls fail.
        const unknown = dialect.literal(nulls !== "fail");
        return { shown: showPredicate(operand), sql: `NOT coalesce(${holds}, ${unknown})` };
      }),
    ),
  );
}

function readRow(row: SqlRow, columns: number, parts: readonly ConditionPart[]): SampledRow {
  return {
    values: row.slice(0, columns).map(toSampleValue),
    reasons: parts.filter((_, index) => row[columns + index] === true).map(({ shown }) => shown),
  };
}

function selectColumn(column: BoundColumn, isMasked: boolean, target: RowTarget): string {
  return isMasked ? maskedColumn(column, target) : target.dialect.quote(column.name);
}

function columnsIn(condition: RowCondition): readonly string[] {
  if (condition.kind === "unique") return condition.columns;
  if (condition.kind !== "increasing") return columnsOf(condition);
  return [condition.column, condition.orderBy, ...condition.per];
}

function find(
  names: readonly string[],
  { scope }: RowTarget,
): Either.Either<readonly BoundColumn[], BindingFailure> {
  return Either.all(names.map((name) => scope.find(name)));
}

function unique(columns: readonly BoundColumn[]): readonly BoundColumn[] {
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}
