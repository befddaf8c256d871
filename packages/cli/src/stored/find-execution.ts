import { InvalidArgumentError } from "@dqx/common";
import type { Execution, MetricDB } from "@dqx/orm";

/** How many executions are searched for the beginning of an id. */
const SEARCHED = 1000;

/**
 * Finds an execution.
 *
 * @param db - the store
 * @param id - its id, the beginning of it, or nothing for one of the latest
 * @param age - which of the latest: 0 for the last, 1 for the one before
 * @throws `InvalidArgumentError` when there is none, or several begin so
 */
export async function findExecution(db: MetricDB, id: string | undefined, age = 0): Promise<Execution> {
  const { executions } = await db.listExecutions({ limit: SEARCHED });
  if (id === undefined) {
    const found = executions[age];
    if (found !== undefined) return found;
    throw new InvalidArgumentError(
      executions.length === 0
        ? "There is no execution in this store. Run `dqx run` first."
        : `There ${executions.length === 1 ? "is only one execution" : `are only ${executions.length} executions`} in this store. Run \`dqx run\` again.`,
    );
  }
  const exact = executions.find(({ executionId }) => executionId === id);
  if (exact !== undefined) return exact;
  const matches = executions.filter(({ executionId }) => executionId.startsWith(id));
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  throw new InvalidArgumentError(
    matches.length === 0
      ? `There is no execution ${id}. \`dqx executions\` lists them.`
      : `${matches.length} executions begin with ${id}. Give more of the id.`,
  );
}
