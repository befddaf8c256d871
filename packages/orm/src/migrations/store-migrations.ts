import type { MigrationInterface } from "typeorm";
import type { StoreDriver } from "../drivers/store-driver.js";
import type { TableNaming } from "../store-tables.js";
import { addBatches } from "./add-batches.js";
import { createTables } from "./create-tables.js";

/** How one version of the schema becomes the next. */
export type StoreMigration = (driver: StoreDriver, naming: TableNaming) => MigrationInterface;

/** Every migration in order; a database's version is how many of them have run. Only ever appended to. */
export const storeMigrations: readonly StoreMigration[] = [createTables, addBatches];
