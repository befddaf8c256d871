import { type CanonicalValue, ExecutionId, ResultKey, type Tags } from "@dqx/common";
import { type CanonicalRecord, metricId } from "@dqx/metrics";
import {
  bytesColumn,
  damagedStore,
  jsonColumn,
  readStored,
  type StoreRow,
  textColumn,
} from "../sql/store-row.js";
import type { Metric, StoredMetric } from "./metric.js";
import { presentValue, rowToOutcome } from "./outcome-columns.js";

/**
 * The metric that a stored row holds.
 *
 * @param row - a row of the metric table
 * @throws `MetricStoreError` when it does not hold one
 */
export function rowToMetric(row: StoreRow): Metric {
  return readStored(() => read(row));
}

/**
 * The metric that a stored row holds, with what became of it.
 *
 * @param row - a row of the metric table
 * @throws `MetricStoreError` when it does not hold one
 */
export function rowToStoredMetric(row: StoreRow): StoredMetric {
  return readStored(() => ({ ...readAbout(row), outcome: rowToOutcome(row) }));
}

function read(row: StoreRow): Metric {
  return { ...readAbout(row), value: presentValue(row) };
}

function readAbout(row: StoreRow): Omit<Metric, "value"> {
  const type = textColumn(row, "metric_type");
  const parameters: CanonicalRecord = recordColumn(row, "parameters");
  const state = bytesColumn(row, "state");
  return {
    spec: { type, parameters, id: metricId(type, parameters), name: textColumn(row, "metric_name") },
    // The key checks its date and its tags, whatever they are.
    key: new ResultKey(textColumn(row, "date"), recordColumn(row, "tags") as Tags),
    dataset: textColumn(row, "dataset"),
    ...(state !== undefined && { state }),
    metadata: {
      executionId: ExecutionId(textColumn(row, "execution_id")),
      ttlHours: ttlColumn(row),
    },
  };
}

function ttlColumn(row: StoreRow): number {
  const { ttl_hours: hours } = recordColumn(row, "meta");
  return typeof hours === "number" ? hours : Number.POSITIVE_INFINITY;
}

function recordColumn(row: StoreRow, column: string): CanonicalRecord {
  const value = jsonColumn(row, column);
  if (typeof value === "object" && value !== null && !isList(value)) return value;
  throw damagedStore(`no JSON object in column '${column}'`);
}

// Array.isArray does not narrow a readonly list away.
function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
