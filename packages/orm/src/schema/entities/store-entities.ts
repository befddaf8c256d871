import type { EntitySchema } from "typeorm";
import { driverOf } from "../../database/drivers/known-drivers.js";
import { loadTypeORM } from "../../database/load-typeorm.js";
import type { TableNaming } from "../../sql/store-tables.js";
import { batchEntity } from "./batch-entity.js";
import { executionEntity } from "./execution-entity.js";
import { metricEntity } from "./metric-entity.js";
import { resultEntity } from "./result-entity.js";

/**
 * The store's tables as TypeORM entities, for a data source of your own: dashboards, joins with your tables.
 * Their rows are `ExecutionRow`, `MetricRow` and `ResultRow`. The store itself needs none of them registered.
 *
 * @param type - TypeORM's name of the database, for example `sqlite`
 * @param naming - how the tables are called; without a prefix by default
 * @throws `InvalidArgumentError` for a database that the store does not run on
 */
export async function storeEntities(
  type: string,
  naming: TableNaming = { prefix: "" },
): Promise<readonly EntitySchema<unknown>[]> {
  const { EntitySchema } = loadTypeORM();
  const driver = driverOf(type);
  return [
    new EntitySchema(executionEntity(driver, naming)),
    new EntitySchema(metricEntity(driver, naming)),
    new EntitySchema(resultEntity(driver, naming)),
    new EntitySchema(batchEntity(naming)),
  ] as readonly EntitySchema<unknown>[];
}
