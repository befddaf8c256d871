import { ExecutionId, Option } from "@dqx/common";
import type { StoreConnection } from "../database/store-connection.js";
import { type PlainJsonObject, parseVersionedJson, type VersionedJson } from "../sql/plain-json.js";
import { sql } from "../sql/sql.js";
import { isPresent, readStored, textColumn } from "../sql/store-row.js";
import { readResults } from "./result-records.js";
import type { StoredResult } from "./stored-result.js";

/**
 * The report that an execution ended with.
 *
 * @param connection - the store
 * @param executionId - the execution
 * @returns none when there is no such execution, or it ended without a report
 */
export async function readReport(
  connection: StoreConnection,
  executionId: ExecutionId,
): Promise<Option.Option<VersionedJson>> {
  const id = ExecutionId(executionId);
  const [row] = await connection.query(
    sql`SELECT report FROM ${connection.tables.execution} WHERE id = ${id}`,
  );
  if (row === undefined || !isPresent(row, "report")) return Option.none();
  const report = readStored(() => parseVersionedJson(textColumn(row, "report")));
  return Option.some(assembleReport(report, await readResults(connection, id)));
}

/**
 * A report as a whole: its assertions are the parts that were stored with their results, in their order.
 *
 * @param report - the report of the run
 * @param results - the results of its assertions; where none has a part, the report has its own list or none
 */
export function assembleReport(report: VersionedJson, results: readonly StoredResult[]): VersionedJson {
  // Each was read as a JSON object.
  const assertions = results.flatMap(({ report: part }) =>
    part === undefined ? [] : [part as PlainJsonObject],
  );
  return assertions.length === 0 ? report : { ...report, assertions };
}
