import { Either, InvalidArgumentError, showValue } from "@dqx/common";
import { columnsOf, sqlTextsOf } from "@dqx/metrics";
import { Columns, type Dialect } from "@dqx/sql";
import { showCondition } from "../rule/row-condition.js";
import { isAboutOtherRows } from "../rule/row-scope.js";
import { isRule, type Rule } from "../rule/rule.js";
import { rowFailure } from "./row-failure.js";

/** The engine's names of the types of columns. */
export type ColumnTypes = Readonly<Record<string, string>>;

/**
 * Writes a rule as a condition in SQL, with which an ingestion job can filter: true for the rows that do not fail,
 * false for those that do, and never unknown. What it is false for is what a suite counts as failing.
 *
 * @param rule - a rule whose condition is a predicate
 * @param dialect - the engine's SQL, for example `duckdbDialect`
 * @param columns - the types of the columns that the rule looks at, by the engine's names of them
 * @returns a condition; put it in brackets where other operators stand beside it
 * @throws {@link InvalidArgumentError} when other rows decide, or a column's type is missing or cannot be compared
 * @example
 * ```ts
 * import { col } from "@dqx/metrics";
 * import { rule, toSql } from "@dqx/rules";
 * import { duckdbDialect } from "@dqx/sql";
 *
 * const amounts = rule("amounts", col("amount").isGeq(0));
 * toSql(amounts, duckdbDialect, { amount: "INTEGER" }); // "coalesce(NOT (NOT (\"amount\" >= 0)), TRUE)"
 * ```
 */
export function toSql(rule: Rule, dialect: Dialect, columns: ColumnTypes): string {
  if (!isRule(rule)) {
    throw new InvalidArgumentError(`toSql got ${showValue(rule)}. Give a rule, as rule("…", …) makes it.`);
  }
  const place = `toSql of rule '${rule.name}'`;
  const { condition, where } = rule;
  if (isAboutOtherRows(condition)) {
    throw new InvalidArgumentError(
      `${place}: '${showCondition(condition)}' is decided by other rows, which a condition on one row cannot see. Use a quarantine of the suite.`,
    );
  }
  const parts = [condition, ...(where === undefined ? [] : [where])];
  const missing = parts.flatMap((part) => columnsOf(part)).find((name) => !Object.hasOwn(columns, name));
  if (missing !== undefined) {
    throw new InvalidArgumentError(
      `${place} needs the type of column '${missing}', by ${dialect.name}'s name of it. Give it as { ${JSON.stringify(missing)}: "…" }.`,
    );
  }
  const described = Object.entries(columns).map(([name, type]) => ({ name, type }));
  // What a user writes for a job of his own is as he wrote it: the job's engine checks it.
  const texts = new Map(
    parts.flatMap((part) => sqlTextsOf(part)).map((text) => [text, Either.right("BOOLEAN")] as const),
  );
  const scope = new Columns(rule.name, described, dialect, { sql: { expressions: texts } });
  const bound = rowFailure(condition, rule, { dialect, scope }, () => "");
  if (Either.isLeft(bound)) throw new InvalidArgumentError(`${place}: ${bound.left.reason}.`);
  return `coalesce(NOT ${bound.right.fails}, ${dialect.literal(true)})`;
}
