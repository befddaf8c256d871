import { Either } from "@dqx/common";
import type { BoundSql, ConditionalRecord, RowFileFormat, RowFiles, RowTarget } from "@dqx/sql";
import { rowFailure } from "../rows/row-failure.js";
import { type RowCondition, showCondition } from "../rule/row-condition.js";
import type { RowScope } from "../rule/row-scope.js";
import { QuarantineError } from "./quarantine-error.js";

/** A rule that rows are split by. */
export interface QuarantineRule {
  readonly name: string;
  readonly condition: RowCondition;
  readonly scope: RowScope;
  /** Whether a row that fails it is good none the less. */
  readonly onlyWarns: boolean;
}

/** The columns that bad rows have beside their own: lists of records with {@link FAULT_FIELDS}. */
const FAULT_COLUMNS = ["_errors", "_warnings"] as const;

/** What is said of a rule that a row fails; all of it is text. */
const FAULT_FIELDS = ["name", "message", "rule", "execution_id"] as const;

/** What the rows of a day are split by. */
export interface SplitRequest {
  /** At least one. */
  readonly rules: readonly QuarantineRule[];
  readonly executionId: string;
  /** Of the file of bad rows. */
  readonly format: RowFileFormat;
}

/** Three statements over the rows of a day: each row is bad or good. */
export interface SplitRows {
  /** The rows that fail a rule that does not only warn, with the columns {@link FAULT_COLUMNS}. */
  readonly bad: BoundSql;
  /** All others. */
  readonly good: BoundSql;
  /** How many rows there are. */
  readonly count: BoundSql;
}

/**
 * Says in SQL how the rows of a day are split by rules.
 *
 * @param target - the rows
 * @param request - the rules, and what is said of bad rows
 * @param files - how the engine writes what is said
 * @throws {@link QuarantineError} when a rule cannot be asked of the rows, or a column has the name of one that is added
 */
export function splitRows(
  target: RowTarget,
  { rules, executionId, format }: SplitRequest,
  files: Pick<RowFiles, "recordsWhere">,
): SplitRows {
  requireNoFaultColumns(target);
  let aliases = 0;
  const alias = () => target.alias(aliases++);
  const failures = rules.map((rule) => ({ rule, ...failureOf(rule, target, alias) }));
  const columns = target.columns.map(({ name }) => target.dialect.quote(name));
  const windows = failures.flatMap((failure) => failure.windows);
  const added = windows.map((window) => `, ${window.sql} AS ${window.alias}`).join("");
  const day = target.ofDay === undefined ? "" : ` WHERE ${target.ofDay}`;
  const rows = `(\nSELECT *${added} FROM ${target.from}${day}\n) AS ${alias()}`;
  const of = (onlyWarns: boolean) => failures.filter(({ rule }) => rule.onlyWarns === onlyWarns);
  const fault = of(false).map(({ fails }) => fails);
  // Without a rule that can fail a row, all rows are good.
  const isBad = fault.length === 0 ? target.dialect.literal(false) : fault.join(" OR ");
  const faults = [of(false), of(true)].map((failing, index) => {
    const records = failing.map((each) => recordOf(each.rule, each.fails, executionId));
    const list = files.recordsWhere(FAULT_FIELDS, records, format);
    return `${list} AS ${target.dialect.quote(String(FAULT_COLUMNS[index]))}`;
  });
  const select = (listed: readonly string[], where: string): BoundSql => ({
    sql: `SELECT ${listed.join(", ")}\nFROM ${rows}\nWHERE ${where}`,
    parameters: target.parameters,
  });
  return {
    bad: select([...columns, ...faults], isBad),
    good: select(columns, `NOT coalesce(${isBad}, ${target.dialect.literal(false)})`),
    count: { sql: `SELECT count(*) FROM ${target.from}${day}`, parameters: target.parameters },
  };
}

function failureOf({ name, condition, scope }: QuarantineRule, target: RowTarget, alias: () => string) {
  return Either.getOrThrowWith(
    rowFailure(condition, scope, target, alias),
    ({ reason }) =>
      new QuarantineError(
        `The rows of dataset '${target.dataset}' cannot be split by '${name}': ${reason}. Nothing was written.`,
      ),
  );
}

function recordOf(
  { name, condition }: QuarantineRule,
  fails: string,
  executionId: string,
): ConditionalRecord {
  const rule = showCondition(condition);
  return { when: fails, values: [name, `the row does not meet: ${rule}`, rule, executionId] };
}

function requireNoFaultColumns({ dataset, columns }: RowTarget): void {
  const taken = columns.find(({ name }) => FAULT_COLUMNS.some((added) => added === name.toLowerCase()));
  if (taken === undefined) return;
  throw new QuarantineError(
    `Dataset '${dataset}' has a column '${taken.name}', which bad rows get in quarantine. Read it from a query that names the column otherwise.`,
  );
}
