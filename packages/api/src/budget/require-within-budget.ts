import { BudgetError } from "./budget-error.js";
import type { Budget, RunBudget } from "./run-budget.js";

/** What a dataset's planned statements cost, as far as it is known before they run. */
export interface PlannedCost {
  readonly dataset: string;
  readonly statements: number;
  /** Nothing when the engine does not say. */
  readonly rows: number | undefined;
}

/**
 * Refuses a run that would cost more than it may, before a statement of it has run.
 *
 * @param budget - what it may cost
 * @param costs - what its datasets are expected to cost
 * @throws {@link BudgetError} naming the limit, what is planned, and the datasets that cost most
 */
export function requireWithinBudget(budget: RunBudget, costs: readonly PlannedCost[]): void {
  requireWithin("The run", budget, costs);
  for (const cost of costs) {
    const own = budget.datasets?.[cost.dataset];
    if (own !== undefined) requireWithin(`Dataset '${cost.dataset}'`, own, [cost]);
  }
}

function requireWithin(what: string, { rows, statements }: Budget, costs: readonly PlannedCost[]): void {
  if (statements !== undefined) {
    const total = costs.reduce((sum, cost) => sum + cost.statements, 0);
    if (total > statements) throw overBudget(what, "statements", statements, total, costs);
  }
  if (rows === undefined) return;
  const unknown = costs.find((cost) => cost.rows === undefined);
  if (unknown !== undefined) {
    throw new BudgetError(
      `${what} has a budget of ${shown(rows)} rows, and the engine of dataset '${unknown.dataset}' does not say how many it expects to read. Limit statements or seconds instead.`,
    );
  }
  const total = costs.reduce((sum, cost) => sum + (cost.rows ?? 0), 0);
  if (total > rows) throw overBudget(what, "rows", rows, total, costs);
}

function overBudget(
  what: string,
  unit: "rows" | "statements",
  limit: number,
  total: number,
  costs: readonly PlannedCost[],
): BudgetError {
  const most = costs
    .toSorted((a, b) => (b[unit] ?? 0) - (a[unit] ?? 0))
    .slice(0, 3)
    .map((cost) => `'${cost.dataset}' ${shown(cost[unit] ?? 0)}`)
    .join(", ");
  const reads = unit === "rows" ? "would read about" : "would run";
  return new BudgetError(
    `${what} ${reads} ${shown(total)} ${unit}, and its budget is ${shown(limit)} (${most}). Nothing has run. Raise the budget, measure fewer days or columns, or filter the source.`,
  );
}

function shown(count: number): string {
  return count.toLocaleString("en-US");
}
