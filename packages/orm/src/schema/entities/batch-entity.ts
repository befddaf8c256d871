import type { EntitySchemaOptions } from "typeorm";
import { BATCH_TABLE, inSchema, type TableNaming } from "../../sql/store-tables.js";
import { executionReference } from "./execution-reference.js";

/** A row of `dq_batch`: a batch with an id of its own that was stored. */
export interface BatchRow {
  readonly execution_id: string;
  readonly batch_id: string;
}

/** The table of batches. */
export function batchEntity(naming: TableNaming): EntitySchemaOptions<BatchRow> {
  return {
    name: BATCH_TABLE,
    tableName: naming.prefix + BATCH_TABLE,
    ...inSchema(naming),
    columns: {
      execution_id: { type: "varchar", length: 255, primary: true },
      batch_id: { type: "varchar", length: 255, primary: true },
    },
    foreignKeys: [executionReference(BATCH_TABLE, naming)],
  };
}
