import type { EntitySchemaOptions } from "typeorm";
import type { StoreDriver } from "../../database/drivers/store-driver.js";
import { EXECUTION_TABLE, inSchema, type TableNaming } from "../../sql/store-tables.js";

/** A row of `dq_execution`: one run of a suite, or whatever wrote metrics under one execution id. */
export interface ExecutionRow {
  /** Counts up; tells which execution was recorded first. */
  readonly seq: number;
  readonly id: string;
  readonly suite: string | null;
  readonly date: string | null;
  /** Canonical JSON. */
  readonly tags: string | null;
  readonly tags_hash: string | null;
  /** A JSON list of names. */
  readonly datasets: string | null;
  /** `RUNNING`, or how it ended; null when only metrics were written. */
  readonly status: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly started_at: number;
  readonly finished_at: number | null;
  /** A JSON object: what ran, by name. */
  readonly versions: string | null;
  readonly host: string | null;
  /** The execution whose history was reused. */
  readonly parent_id: string | null;
  /** The random token that every write of its run carries; null when no run claimed it. */
  readonly claim: string | null;
  /** Until when its run is taken to be alive, in milliseconds since 1970 UTC; null without a claim. */
  readonly leased_until: number | null;
  /** The run's report without its assertions, as JSON; null when none was given. */
  readonly report: string | null;
}

/** The table of executions. */
export function executionEntity(driver: StoreDriver, naming: TableNaming): EntitySchemaOptions<ExecutionRow> {
  const { sequence } = driver.types;
  return {
    name: EXECUTION_TABLE,
    tableName: naming.prefix + EXECUTION_TABLE,
    ...inSchema(naming),
    columns: {
      seq: { type: sequence, primary: true, generated: "increment" },
      id: { type: "varchar", length: 255, unique: true },
      suite: { type: "varchar", length: 255, nullable: true },
      date: { type: "varchar", length: 10, nullable: true },
      tags: { type: "text", nullable: true },
      tags_hash: { type: "varchar", length: 32, nullable: true },
      datasets: { type: "text", nullable: true },
      status: { type: "varchar", length: 16, nullable: true },
      started_at: { type: "bigint" },
      finished_at: { type: "bigint", nullable: true },
      versions: { type: "text", nullable: true },
      host: { type: "text", nullable: true },
      parent_id: { type: "varchar", length: 255, nullable: true },
      claim: { type: "varchar", length: 36, nullable: true },
      leased_until: { type: "bigint", nullable: true },
      report: { type: "text", nullable: true },
    },
    indices: [
      {
        name: `${naming.prefix}${EXECUTION_TABLE}_key`,
        columns: ["suite", "date", "tags_hash", "seq"],
      },
    ],
  };
}
