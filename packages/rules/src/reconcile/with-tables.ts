import type { SqlDataSource } from "@dqx/sql";
import type { BySide } from "./compared-column.js";
import type { ReconcileSettings } from "./reconcile-options.js";
import { TableSide } from "./table-side.js";

/**
 * Opens two tables for one piece of work, each with a session of its own.
 *
 * @param sources - where they are
 * @param settings - which rows are meant, and what ends the work early
 * @param asker - what looks at them, for messages
 * @param use - the work
 * @returns what `use` gave
 * @throws `DQXError` when a table cannot be read; the signal's reason when aborted
 */
export async function withTables<Result>(
  { left, right }: BySide<SqlDataSource>,
  settings: ReconcileSettings,
  asker: string,
  use: (tables: BySide<TableSide>) => Promise<Result>,
): Promise<Result> {
  const { date, signal } = settings;
  signal?.throwIfAborted();
  return left.withSession(
    (leftSession) =>
      right.withSession(async (rightSession) => {
        const context = { asker, date, signal };
        return use({
          left: await TableSide.open(left, leftSession, { ...settings.left, ...context }),
          right: await TableSide.open(right, rightSession, { ...settings.right, ...context }),
        });
      }, signal),
    signal,
  );
}
