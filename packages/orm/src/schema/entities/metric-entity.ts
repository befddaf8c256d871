import type { EntitySchemaOptions } from "typeorm";
import type { StoreDriver } from "../../database/drivers/store-driver.js";
import { inSchema, METRIC_TABLE, type TableNaming } from "../../sql/store-tables.js";
import { executionReference } from "./execution-reference.js";

/** A row of `dq_metric`: one outcome of one execution. Rows are only added; the newest of a metric wins. */
export interface MetricRow {
  /** Counts up as rows are inserted; never a clock. */
  readonly seq: number;
  readonly execution_id: string;
  readonly dataset: string;
  readonly metric_type: string;
  /** For people; not an identity. */
  readonly metric_name: string;
  /** Canonical JSON. */
  readonly parameters: string;
  /** A hash of type and parameters. */
  readonly spec_hash: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Canonical JSON. */
  readonly tags: string;
  readonly tags_hash: string;
  /** Finite; null when the outcome is no value. */
  readonly value: number | null;
  /** 1 when the value is `-0`, which neither SQLite nor the drivers tell from 0. */
  readonly negative_zero: number;
  readonly state: Uint8Array | null;
  /** A JSON object: the metadata, the execution id among it. */
  readonly meta: string;
  /** Milliseconds since 1970 UTC. */
  readonly created_at: number;
  /** From when on the row is invisible; null for never. */
  readonly expires_at: number | null;
  /** The first parts of both hashes: what the history of a metric is found by, and nothing within an execution. */
  readonly series: string;
  /** `value`, `empty` or `failed`. */
  readonly outcome: string;
  /** Why there is no value; null when there is one. */
  readonly reason: string | null;
  /** `double` or `decimal`: what the value was computed in; null for whole numbers and where nobody said. */
  readonly arithmetic: string | null;
  /** How the value was computed, for example `hyperloglog`; null when it is exact and the only way. */
  readonly method: string | null;
  /** The bound of the value's error; null when it is exact. */
  readonly error_bound: number | null;
  /** What belongs to the value beside its number, as JSON with a version; null without. */
  readonly detail: string | null;
  /** What the reader of the value should know, as a JSON list of texts; null when it is empty. */
  readonly warnings: string | null;
}

/** The condition that a row has a value if, and only if, its outcome is one. */
const VALUE_CONDITION = `("outcome" = 'value') = ("value" IS NOT NULL)`;

/** The table of metrics. */
export function metricEntity(driver: StoreDriver, naming: TableNaming): EntitySchemaOptions<MetricRow> {
  const { sequence, double, bytes } = driver.types;
  const named = (name: string) => `${naming.prefix}${METRIC_TABLE}_${name}`;
  const key = { primary: true, primaryKeyConstraintName: named("key") };
  return {
    name: METRIC_TABLE,
    tableName: naming.prefix + METRIC_TABLE,
    ...inSchema(naming),
    columns: {
      execution_id: { type: "varchar", length: 255, ...(driver.hasCompositeKeys && key) },
      seq: { type: sequence, generated: "increment", ...(driver.hasCompositeKeys ? key : { primary: true }) },
      dataset: { type: "varchar", length: 255 },
      metric_type: { type: "varchar", length: 255 },
      metric_name: { type: "text" },
      parameters: { type: "text" },
      spec_hash: { type: "varchar", length: 32 },
      date: { type: "varchar", length: 10 },
      tags: { type: "text" },
      tags_hash: { type: "varchar", length: 32 },
      value: { type: double, nullable: true },
      negative_zero: { type: "smallint" },
      state: { type: bytes, nullable: true },
      meta: { type: "text" },
      created_at: { type: "bigint" },
      expires_at: { type: "bigint", nullable: true },
      series: { type: "varchar", length: 24, default: "" },
      outcome: { type: "varchar", length: 8, default: "value" },
      reason: { type: "text", nullable: true },
      arithmetic: { type: "varchar", length: 8, nullable: true },
      method: { type: "varchar", length: 255, nullable: true },
      error_bound: { type: double, nullable: true },
      detail: { type: "text", nullable: true },
      warnings: { type: "text", nullable: true },
    },
    indices: [
      {
        name: named("lookup"),
        columns: ["execution_id", "dataset", "spec_hash", "tags_hash", "date", "seq"],
      },
      // Where it is not the key already.
      ...(driver.hasCompositeKeys ? [] : [{ name: named("execution"), columns: ["execution_id", "seq"] }]),
      { name: named("history"), columns: ["series", "dataset", "date"] },
      { name: named("expiry"), columns: ["expires_at"], where: '"expires_at" IS NOT NULL' },
    ],
    checks: [{ name: named("value"), expression: VALUE_CONDITION }],
    foreignKeys: [executionReference(METRIC_TABLE, naming)],
  };
}
