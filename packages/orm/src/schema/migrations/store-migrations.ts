import { addBatches } from "./add-batches.js";
import { addSeries } from "./add-series.js";
import { createTables } from "./create-tables.js";
import { keepOutcomes } from "./keep-outcomes.js";
import { keyByExecution } from "./key-by-execution.js";
import type { StoreMigration } from "./store-migration.js";

/** Every migration in order; a database's version is how many of them have run. Only ever appended to. */
export const storeMigrations: readonly StoreMigration[] = [
  createTables,
  addBatches,
  addSeries,
  keyByExecution,
  keepOutcomes,
];
