import {
  ExecutionId,
  InvalidArgumentError,
  makeTags,
  severities,
  showValue,
  type Tags,
  tagsIdentity,
} from "@dqx/common";
import { chunks } from "./chunks.js";
import { insertExecutions } from "./metric-writes.js";
import { join, type Statement, sql } from "./sql.js";
import type { StoreConnection } from "./store-connection.js";
import {
  damagedStore,
  isPresent,
  jsonColumn,
  numberColumn,
  readStored,
  type StoreRow,
  textColumn,
} from "./store-row.js";
import type { StoredResult, StoredResultStatus } from "./stored-result.js";

const statuses: readonly StoredResultStatus[] = ["PASSED", "FAILED", "SKIPPED", "ERROR"];
const MAXIMUM_ROWS = 500;

/**
 * Stores what became of an execution's assertions: all of them, or none when this throws.
 *
 * @throws {@link InvalidArgumentError} naming a result that cannot be stored
 */
export async function persistResults(
  connection: StoreConnection,
  executionId: ExecutionId,
  results: readonly StoredResult[],
): Promise<void> {
  const id = ExecutionId(executionId);
  const now = connection.now();
  const tuples = results.map((result) => resultToTuple(id, result, now));
  if (tuples.length === 0) return;
  await connection.transaction(async (transaction) => {
    await insertExecutions(transaction, [[id, now]]);
    for (const part of chunks(tuples, MAXIMUM_ROWS)) {
      await transaction.query(
        sql`INSERT INTO ${connection.tables.result} (execution_id, check_name, assertion, severity, status, value, expression, bounds, message, tags, created_at) VALUES ${join(part)}`,
      );
    }
  });
}

/** The results of an execution, in the order they were stored. */
export async function readResults(
  connection: StoreConnection,
  executionId: ExecutionId,
): Promise<readonly StoredResult[]> {
  const rows = await connection.query(
    sql`SELECT * FROM ${connection.tables.result} WHERE execution_id = ${ExecutionId(executionId)} ORDER BY seq`,
  );
  return rows.map((row) => readStored(() => rowToResult(row)));
}

function resultToTuple(executionId: ExecutionId, result: StoredResult, now: number): Statement {
  const { check, assertion, severity, status, value, expression, bounds, message, tags = {} } = result;
  const problem =
    !severities.includes(severity) || !statuses.includes(status)
      ? `its severity is ${showValue(severity)} and its status ${showValue(status)}`
      : value !== undefined && !Number.isFinite(value)
        ? `its value is ${showValue(value)}, which is no finite number`
        : undefined;
  if (problem !== undefined) {
    throw new InvalidArgumentError(
      `The result of assertion '${assertion}' of check '${check}' in execution ${executionId} cannot be stored: ${problem}. Leave the value out where there is none.`,
    );
  }
  return sql`(${executionId}, ${check}, ${assertion}, ${severity}, ${status}, ${value ?? null}, ${expression}, ${bounds ?? null}, ${message ?? null}, ${tagsIdentity(makeTags(tags))}, ${now})`;
}

function rowToResult(row: StoreRow): StoredResult {
  return {
    check: textColumn(row, "check_name"),
    assertion: textColumn(row, "assertion"),
    severity: oneOf(severities, row, "severity"),
    status: oneOf(statuses, row, "status"),
    ...(isPresent(row, "value") && { value: numberColumn(row, "value") }),
    expression: textColumn(row, "expression"),
    ...(isPresent(row, "bounds") && { bounds: textColumn(row, "bounds") }),
    ...(isPresent(row, "message") && { message: textColumn(row, "message") }),
    // Tags are checked, whatever they are.
    tags: makeTags(jsonColumn(row, "tags") as Tags),
  };
}

function oneOf<Known extends string>(known: readonly Known[], row: StoreRow, column: string): Known {
  const text = textColumn(row, column);
  const found = known.find((name) => name === text);
  if (found === undefined) throw damagedStore(`'${text}' in column '${column}', which there is not`);
  return found;
}
