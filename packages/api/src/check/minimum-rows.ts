import { InvalidArgumentError, showValue } from "@dqx/common";
import { isMeasured, type MetricSpec, numRows } from "@dqx/metrics";
import type { MetricProvider, MetricSymbol } from "@dqx/provider";

/**
 * Refuses a least number of rows that is none.
 *
 * @throws {@link InvalidArgumentError} that says what it may be
 */
export function requireMinimumRows(place: string, rows: unknown): void {
  if (rows === undefined || (typeof rows === "number" && Number.isSafeInteger(rows) && rows >= 1)) return;
  throw new InvalidArgumentError(
    `${place} got minimumRows ${showValue(rows)}. Give a whole number, 1 or more.`,
  );
}

/**
 * The numbers of rows that metrics are over, each with the metric's own filter, dataset and day; for derived metrics,
 * those of all days that they are computed from.
 *
 * @param symbols - the metrics
 * @param provider - makes the numbers of rows
 * @returns each once
 */
export function rowTotals(
  symbols: readonly MetricSymbol[],
  provider: MetricProvider,
): readonly MetricSymbol[] {
  const totals = new Map<string, MetricSymbol>();
  const visit = (spec: MetricSpec, lag: number, dataset: string | undefined): void => {
    if (!isMeasured(spec)) {
      for (const input of spec.inputs) visit(input.spec, lag + input.lag, input.dataset ?? dataset);
      return;
    }
    // The schema has no rows.
    if (spec.measurement.kind === "schema") return;
    const { where } = spec.parameters;
    const total = numRows.fromParameters(where === undefined ? {} : { where }, spec.sourceParameters);
    const key = JSON.stringify([total.id, lag, dataset ?? null]);
    if (totals.has(key)) return;
    totals.set(key, provider.metric(total, { lag, ...(dataset !== undefined && { dataset }) }));
  };
  for (const { spec, lag, dataset } of symbols) visit(spec, lag, dataset);
  return [...totals.values()];
}
