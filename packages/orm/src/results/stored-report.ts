import { isObject, type PlainJsonObject, parsePlainJson, plainJsonText } from "../sql/plain-json.js";
import { damagedStore, type StoreRow, textColumn } from "../sql/store-row.js";
import type { NewResultRow } from "./result-rows.js";
import type { StoredResult } from "./stored-result.js";

/**
 * True where fields of a report stand in other columns of its row, which its text would only repeat; false beside a
 * whole report, if that has such a field itself.
 */
const IN_COLUMNS = "$inColumns";

/**
 * The text of an assertion's part of a report. Where its fields are those of the result, most of them are: a suite of
 * thousands of assertions stores a third of the bytes.
 *
 * @param report - plain JSON
 * @param result - the result that it is of
 * @param row - the other columns of the result
 * @throws `InvalidArgumentError` naming the place of what JSON would change
 */
export function reportText(report: object, result: StoredResult, row: Omit<NewResultRow, "report">): string {
  if (IN_COLUMNS in report) return plainJsonText("report", { [IN_COLUMNS]: false, report });
  if (!isInColumns(report, result, row)) return plainJsonText("report", report);
  const { check, name, severity, tags, status, value, expression, comparison, message, ...others } = report;
  return plainJsonText("report", { [IN_COLUMNS]: true, ...others });
}

/**
 * An assertion's part of a report.
 *
 * @param row - the row of a result that has one
 * @param result - the result, as its other columns say
 * @throws `MetricStoreError` when the column does not hold one
 */
export function readReportPart(row: StoreRow, result: StoredResult): PlainJsonObject {
  const report = parsePlainJson(textColumn(row, "report"));
  if (!isObject(report)) throw damagedStore("no JSON object in column 'report'");
  if (report[IN_COLUMNS] === undefined) return report;
  if (report[IN_COLUMNS] === false) return report.report as PlainJsonObject;
  const { check, assertion, severity, status, value = null, expression, message } = result;
  const { [IN_COLUMNS]: _, ...others } = report;
  // It was read as plain JSON.
  const comparison = result.comparison as PlainJsonObject;
  return {
    check,
    name: assertion,
    severity,
    tags: [],
    status,
    value,
    expression,
    comparison,
    message,
    ...others,
  };
}

type ReportFields = Readonly<
  Record<
    "check" | "name" | "severity" | "tags" | "status" | "value" | "expression" | "comparison" | "message",
    unknown
  >
>;

// Compared with what the columns hold, which is not always what was given: no database holds U+0000.
function isInColumns(
  report: object,
  { comparison, value }: StoredResult,
  row: Omit<NewResultRow, "report">,
): report is ReportFields {
  const fields = report as Partial<ReportFields>;
  return (
    fields.comparison !== undefined &&
    fields.comparison === comparison &&
    fields.check === row.check_name &&
    fields.name === row.assertion &&
    fields.severity === row.severity &&
    fields.status === row.status &&
    Object.is(fields.value, value ?? null) &&
    fields.expression === row.expression &&
    fields.message !== undefined &&
    fields.message === row.message &&
    Array.isArray(fields.tags) &&
    fields.tags.length === 0
  );
}
