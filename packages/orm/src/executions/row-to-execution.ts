import { ExecutionId, ResultKey, type Tags } from "@dqx/common";
import {
  damagedStore,
  isPresent,
  jsonColumn,
  numberColumn,
  readStored,
  type StoreRow,
  textColumn,
} from "../sql/store-row.js";
import { type Execution, type ExecutionStatus, executionStatuses } from "./execution.js";

/**
 * The execution that a stored row holds.
 *
 * @param row - a row of the execution table
 * @throws `MetricStoreError` when it does not hold one
 */
export function rowToExecution(row: StoreRow): Execution {
  return readStored(() => ({
    executionId: ExecutionId(textColumn(row, "id")),
    startedAt: numberColumn(row, "started_at"),
    ...(isPresent(row, "suite") && { suite: textColumn(row, "suite") }),
    ...(isPresent(row, "date") && {
      // The key checks its tags, whatever they are.
      key: new ResultKey(textColumn(row, "date"), jsonColumn(row, "tags") as Tags),
    }),
    ...(isPresent(row, "datasets") && { datasets: namesColumn(row, "datasets") }),
    ...(isPresent(row, "versions") && { versions: versionsColumn(row) }),
    ...(isPresent(row, "status") && { status: statusColumn(row) }),
    ...(isPresent(row, "leased_until") && { leasedUntil: numberColumn(row, "leased_until") }),
    ...(isPresent(row, "finished_at") && { finishedAt: numberColumn(row, "finished_at") }),
    ...(isPresent(row, "host") && { host: textColumn(row, "host") }),
    ...(isPresent(row, "parent_id") && { parentId: ExecutionId(textColumn(row, "parent_id")) }),
  }));
}

/** A column that holds the status of an execution. */
export function statusColumn(row: StoreRow): ExecutionStatus {
  const text = textColumn(row, "status");
  const status = executionStatuses.find((known) => known === text);
  if (status === undefined) throw damagedStore(`the status '${text}', which there is not`);
  return status;
}

function namesColumn(row: StoreRow, column: string): readonly string[] {
  const value = jsonColumn(row, column);
  if (Array.isArray(value) && value.every((name) => typeof name === "string")) return value;
  throw damagedStore(`no list of names in column '${column}'`);
}

function versionsColumn(row: StoreRow): Readonly<Record<string, string>> {
  const value = jsonColumn(row, "versions");
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, version]) => [name, String(version)]));
}
