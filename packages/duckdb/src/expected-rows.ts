/** A step of DuckDB's plan, as `EXPLAIN (FORMAT json)` prints it. */
interface PlanStep {
  readonly children: readonly PlanStep[];
  readonly extra_info: { readonly "Estimated Cardinality"?: string };
}

/**
 * How many rows DuckDB expects a statement to read: those of the steps that read and do not come from others.
 *
 * @param plan - the text of `EXPLAIN (FORMAT json)`
 * @returns nothing when a step does not say
 */
export function expectedRows(plan: string): number | undefined {
  const steps: readonly PlanStep[] = JSON.parse(plan);
  const rows = steps.flatMap(leavesOf).map(({ extra_info: info }) => Number(info["Estimated Cardinality"]));
  return rows.every(Number.isFinite) ? rows.reduce((total, each) => total + each, 0) : undefined;
}

function leavesOf(step: PlanStep): readonly PlanStep[] {
  return step.children.length === 0 ? [step] : step.children.flatMap(leavesOf);
}
