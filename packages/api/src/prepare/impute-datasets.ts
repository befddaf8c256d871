import { inSlices } from "@dqx/common";
import { datasetsOf as inputDatasets } from "@dqx/metrics";
import type { MetricProvider, MetricSymbol } from "@dqx/provider";
import type { Assertion } from "../check/assertion.js";
import { symbolsIn } from "../check/symbols-in.js";
import { DatasetError, listNames, unknownDataset } from "./dataset-error.js";

/**
 * Gives every metric of every assertion its dataset: the one it names, else the only one its check names,
 * else the only one of the run.
 *
 * @param assertions - all assertions of a run
 * @param provider - where their metrics are registered
 * @param datasets - the names of the run's data sources
 * @throws {@link DatasetError} when a dataset is unknown, not among those of the check, or not decided
 */
export async function imputeDatasets(
  assertions: readonly Assertion[],
  provider: MetricProvider,
  datasets: readonly string[],
): Promise<void> {
  await inSlices(assertions, (assertion) => {
    const allowed = allowedDatasets(assertion, datasets);
    for (const symbol of symbolsIn(assertion)) {
      provider.imputeDataset(symbol, datasetOf(symbol, assertion, allowed, datasets));
    }
  });
}

function allowedDatasets({ check }: Assertion, datasets: readonly string[]): readonly string[] {
  if (check.datasets === undefined) return datasets;
  const unknown = check.datasets.find((name) => !datasets.includes(name));
  if (unknown !== undefined) throw unknownDataset(`Check '${check.name}'`, unknown, datasets);
  return [...new Set(check.datasets)];
}

function datasetOf(
  symbol: MetricSymbol,
  { check, name }: Assertion,
  allowed: readonly string[],
  datasets: readonly string[],
): string {
  const place = `Metric ${symbol.spec.name} in assertion '${name}' of check '${check.name}'`;
  for (const dataset of [symbol.dataset, ...inputDatasets(symbol.spec)]) {
    if (dataset === undefined || (datasets.includes(dataset) && allowed.includes(dataset))) continue;
    if (!datasets.includes(dataset)) throw unknownDataset(place, dataset, datasets);
    throw new DatasetError(
      `${place} names the dataset '${dataset}', but its check is about ${listNames(allowed)}. Add the dataset to the check, or leave it out of the metric.`,
    );
  }
  if (symbol.dataset !== undefined) return symbol.dataset;
  const declared = check.dataset?.name;
  if (declared !== undefined) {
    if (datasets.includes(declared)) return declared;
    throw unknownDataset(place, declared, datasets);
  }
  const [only, ...others] = allowed;
  if (only === undefined || others.length > 0) {
    throw new DatasetError(
      `${place} could be about any of the datasets ${listNames(allowed)}. Name one: in the metric with { dataset }, or in the check with { datasets }.`,
    );
  }
  return only;
}
