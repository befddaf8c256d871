import type { EntitySchemaOptions } from "typeorm";
import type { StoreDriver } from "../../database/drivers/store-driver.js";
import { inSchema, RESULT_TABLE, type TableNaming } from "../../sql/store-tables.js";
import { executionReference } from "./execution-reference.js";

/** A row of `dq_result`: what became of one assertion. */
export interface ResultRow {
  /** Counts up as rows are inserted. */
  readonly seq: number;
  readonly execution_id: string;
  readonly check_name: string;
  readonly assertion: string;
  readonly severity: string;
  readonly status: string;
  /** Null when the assertion has no number. */
  readonly value: number | null;
  readonly expression: string;
  /** What the value was held against, as text. */
  readonly bounds: string | null;
  /** Why it failed or was not evaluated. */
  readonly message: string | null;
  /** Canonical JSON. */
  readonly tags: string;
  /** Milliseconds since 1970 UTC. */
  readonly created_at: number;
  /** What the value was held against, as JSON with a version; null when it was not given. */
  readonly comparison: string | null;
  /** The assertion's part of the run's report, as JSON; null when it was not given. */
  readonly report: string | null;
}

/** The table of results. */
export function resultEntity(driver: StoreDriver, naming: TableNaming): EntitySchemaOptions<ResultRow> {
  const { sequence, double } = driver.types;
  return {
    name: RESULT_TABLE,
    tableName: naming.prefix + RESULT_TABLE,
    ...inSchema(naming),
    columns: {
      seq: { type: sequence, primary: true, generated: "increment" },
      execution_id: { type: "varchar", length: 255 },
      check_name: { type: "text" },
      assertion: { type: "text" },
      severity: { type: "varchar", length: 16 },
      status: { type: "varchar", length: 16 },
      value: { type: double, nullable: true },
      expression: { type: "text" },
      bounds: { type: "text", nullable: true },
      message: { type: "text", nullable: true },
      tags: { type: "text" },
      created_at: { type: "bigint" },
      comparison: { type: "text", nullable: true },
      report: { type: "text", nullable: true },
    },
    indices: [{ name: `${naming.prefix}${RESULT_TABLE}_execution`, columns: ["execution_id", "seq"] }],
    foreignKeys: [executionReference(RESULT_TABLE, naming)],
  };
}
