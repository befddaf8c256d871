/** A step of PostgreSQL's plan, as `EXPLAIN (FORMAT JSON)` prints it. */
interface PlanStep {
  readonly "Plan Rows": number;
  readonly Plans?: readonly PlanStep[];
}

/**
 * How many rows PostgreSQL expects to come from the steps of a statement that read and do not come from others,
 * which goes by the statistics of the last `ANALYZE`.
 *
 * @param plan - the text of `EXPLAIN (FORMAT JSON)`
 */
export function expectedRows(plan: string): number {
  const statements: readonly { readonly Plan: PlanStep }[] = JSON.parse(plan);
  return statements.reduce((total, { Plan }) => total + rowsOf(Plan), 0);
}

function rowsOf({ "Plan Rows": rows, Plans: steps }: PlanStep): number {
  return steps === undefined ? rows : steps.reduce((total, step) => total + rowsOf(step), 0);
}
