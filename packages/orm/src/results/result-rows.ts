import {
  type ExecutionId,
  InvalidArgumentError,
  inSlices,
  makeTags,
  severities,
  showValue,
  type Tags,
  tagsIdentity,
} from "@dqx/common";
import type { ResultRow } from "../schema/entities/result-entity.js";
import { parseVersionedJson, versionedJsonText } from "../sql/plain-json.js";
import { toStorableText } from "../sql/storable-text.js";
import {
  damagedStore,
  isPresent,
  jsonColumn,
  numberColumn,
  readStored,
  type StoreRow,
  textColumn,
} from "../sql/store-row.js";
import { readReportPart, reportText } from "./stored-report.js";
import type { StoredResult, StoredResultStatus } from "./stored-result.js";

const statuses: readonly StoredResultStatus[] = ["PASSED", "WARNED", "FAILED", "SKIPPED", "ERROR"];

/** A row that is not stored yet: the database counts `seq`. */
export type NewResultRow = Omit<ResultRow, "seq">;

/**
 * What became of an execution's assertions, as it is stored.
 *
 * @throws {@link InvalidArgumentError} naming a result that cannot be stored
 */
export async function resultsToRows(
  executionId: ExecutionId,
  results: readonly StoredResult[],
  now: number,
): Promise<readonly NewResultRow[]> {
  const rows: NewResultRow[] = [];
  await inSlices(results, (result) => rows.push(resultToRow(executionId, result, now)));
  return rows;
}

/**
 * The result that a stored row holds.
 *
 * @param row - a row of the result table
 * @throws `MetricStoreError` when it does not hold one
 */
export function rowToResult(row: StoreRow): StoredResult {
  return readStored(() => readResult(row));
}

function resultToRow(executionId: ExecutionId, result: StoredResult, now: number): NewResultRow {
  const { check, assertion, severity, status, value, expression, bounds, message, tags = {} } = result;
  const { comparison, report } = result;
  requireResult(executionId, result);
  const row = {
    execution_id: executionId,
    check_name: toStorableText(check),
    assertion: toStorableText(assertion),
    severity,
    status,
    value: value ?? null,
    expression: toStorableText(expression),
    bounds: bounds === undefined ? null : toStorableText(bounds),
    message: message === undefined ? null : toStorableText(message),
    tags: tagsIdentity(makeTags(tags)),
    created_at: now,
    comparison: comparison === undefined ? null : versionedJsonText("comparison", comparison),
  };
  return { ...row, report: report === undefined ? null : reportText(report, result, row) };
}

function requireResult(executionId: ExecutionId, result: StoredResult): void {
  const problem = problemOf(result);
  if (problem === undefined) return;
  throw new InvalidArgumentError(
    `The result of assertion '${result.assertion}' of check '${result.check}' in execution ${executionId} cannot be stored: ${problem}`,
  );
}

function problemOf(result: StoredResult): string | undefined {
  const { severity, status, value } = result;
  const notText =
    requiredTexts.find((name) => typeof result[name] !== "string") ??
    optionalTexts.find((name) => result[name] !== undefined && typeof result[name] !== "string");
  if (notText !== undefined) return `its ${notText} is ${showValue(result[notText])}. Give text.`;
  if (!severities.includes(severity)) {
    return `its severity is ${showValue(severity)}. Give one of ${severities.join(", ")}.`;
  }
  if (!statuses.includes(status)) {
    return `its status is ${showValue(status)}. Give one of ${statuses.join(", ")}.`;
  }
  if (value !== undefined && !Number.isFinite(value)) {
    return `its value is ${showValue(value)}. Leave the value out where there is no finite number.`;
  }
  return undefined;
}

const requiredTexts = ["check", "assertion", "expression"] as const;
const optionalTexts = ["bounds", "message"] as const;

function readResult(row: StoreRow): StoredResult {
  const result: StoredResult = {
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
    ...(isPresent(row, "comparison") && { comparison: parseVersionedJson(textColumn(row, "comparison")) }),
  };
  return isPresent(row, "report") ? { ...result, report: readReportPart(row, result) } : result;
}

function oneOf<Known extends string>(known: readonly Known[], row: StoreRow, column: string): Known {
  const text = textColumn(row, column);
  const found = known.find((name) => name === text);
  if (found === undefined) throw damagedStore(`'${text}' in column '${column}', which there is not`);
  return found;
}
