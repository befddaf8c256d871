import type { QueryRunner } from "typeorm";
import type { StoreDriver } from "../../database/drivers/store-driver.js";
import { identifier, render } from "../../sql/sql.js";
import { storeTables, type TableNaming } from "../../sql/store-tables.js";
import type { SchemaStep } from "./store-migration.js";

/**
 * Keeps what became of every metric and not only its value, what a run said of its assertions and of itself, and
 * whose an execution is. Statuses are written in capitals, as those of assertions are.
 */
export function keepOutcomes(driver: StoreDriver, naming: TableNaming): SchemaStep {
  const tables = storeTables(naming);
  const execution = render(tables.execution, String).text;
  const result = render(tables.result, String).text;
  const metric = outcomesOf(driver, naming);
  const around = driver.altersColumns
    ? async (_: QueryRunner, texts: readonly string[]) => texts
    : withoutViews;
  return {
    name: "keep-outcomes",
    up: async (queryRunner) => [
      `ALTER TABLE ${execution} ADD COLUMN "claim" varchar(36)`,
      `ALTER TABLE ${execution} ADD COLUMN "leased_until" bigint`,
      `ALTER TABLE ${execution} ADD COLUMN "report" text`,
      // Whoever wrote it before claimed nothing and renews nothing: it is as good as abandoned.
      `UPDATE ${execution} SET leased_until = started_at WHERE status = 'running'`,
      `UPDATE ${execution} SET status = upper(status) WHERE status IS NOT NULL`,
      `ALTER TABLE ${result} ADD COLUMN "comparison" text`,
      `ALTER TABLE ${result} ADD COLUMN "report" text`,
      ...(await around(queryRunner, metric.up)),
    ],
    down: async (queryRunner) => [
      ...(await around(queryRunner, metric.down)),
      `ALTER TABLE ${result} DROP COLUMN "report"`,
      `ALTER TABLE ${result} DROP COLUMN "comparison"`,
      // Earlier releases do not know that a run can be interrupted.
      `UPDATE ${execution} SET status = 'error' WHERE status = 'INTERRUPTED'`,
      `UPDATE ${execution} SET status = lower(status) WHERE status IS NOT NULL`,
      `ALTER TABLE ${execution} DROP COLUMN "report"`,
      `ALTER TABLE ${execution} DROP COLUMN "leased_until"`,
      `ALTER TABLE ${execution} DROP COLUMN "claim"`,
    ],
  };
}

/** Statements there and back. */
interface BothWays {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

function outcomesOf({ altersColumns, types }: StoreDriver, naming: TableNaming): BothWays {
  const metric = render(storeTables(naming).metric, String).text;
  const check = `CONSTRAINT "${naming.prefix}dq_metric_value" CHECK (("outcome" = 'value') = ("value" IS NOT NULL))`;
  const columns: readonly (readonly [name: string, type: string])[] = [
    ["outcome", "varchar(8) NOT NULL DEFAULT ('value')"],
    ["reason", "text"],
    ["arithmetic", "varchar(8)"],
    ["method", "varchar(255)"],
    ["error_bound", types.double],
    ["detail", "text"],
    ["warnings", "text"],
  ];
  const add = columns.map(([name, type]) => `ALTER TABLE ${metric} ADD COLUMN "${name}" ${type}`);
  const drop = columns.toReversed().map(([name]) => `ALTER TABLE ${metric} DROP COLUMN "${name}"`);
  const deleteAbsences = `DELETE FROM ${metric} WHERE value IS NULL`;
  if (altersColumns) {
    return {
      up: [
        ...add,
        `ALTER TABLE ${metric} ALTER COLUMN "value" DROP NOT NULL`,
        `ALTER TABLE ${metric} ADD ${check}`,
      ],
      down: [deleteAbsences, ...drop, `ALTER TABLE ${metric} ALTER COLUMN "value" SET NOT NULL`],
    };
  }
  return {
    // The condition comes with the last column: a table gets none of its own where it is.
    up: [...replaceValue(metric, types.double), ...add.slice(0, -1), `${add.at(-1)} ${check}`],
    down: [deleteAbsences, ...drop, ...replaceValue(metric, `${types.double} NOT NULL DEFAULT (0)`)],
  };
}

// SQLite cannot take NOT NULL from a column, nor give it one: another column takes its place.
function replaceValue(metric: string, type: string): readonly string[] {
  return [
    `ALTER TABLE ${metric} ADD COLUMN "next_value" ${type}`,
    `UPDATE ${metric} SET next_value = value`,
    `ALTER TABLE ${metric} DROP COLUMN "value"`,
    `ALTER TABLE ${metric} RENAME COLUMN "next_value" TO "value"`,
  ];
}

// SQLite drops no column that a view or a trigger of somebody's own reads: they are taken away meanwhile.
async function withoutViews(queryRunner: QueryRunner, texts: readonly string[]): Promise<readonly string[]> {
  const others: readonly { readonly type: string; readonly name: string; readonly sql: string }[] =
    await queryRunner.query(
      "SELECT type, name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') ORDER BY rowid",
    );
  return [
    ...others
      .toReversed()
      .map(({ type, name }) => `DROP ${type} IF EXISTS ${render(identifier(name), String).text}`),
    ...texts,
    ...others.map(({ sql }) => sql),
  ];
}
