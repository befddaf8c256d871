import { InvalidArgumentError, remember, showValue } from "@dqx/common";
import { isCountSpec, isQuantilesSpec, isSegmentsSpec, isSharesSpec, type MetricSpec } from "@dqx/metrics";
import { CountSymbol } from "../expression/count-symbol.js";
import { Expression } from "../expression/expression.js";
import { MetricSymbol, type SymbolDefinition } from "../expression/metric-symbol.js";
import { QuantilesSymbol } from "../expression/quantiles-symbol.js";
import { SegmentsSymbol } from "../expression/segments-symbol.js";
import { SharesSymbol } from "../expression/shares-symbol.js";
import type { RetrievalFunction, SymbolicMetric } from "./symbolic-metric.js";
import { UnresolvedDatasetError } from "./unresolved-dataset-error.js";

const NONE: readonly MetricSymbol[] = Object.freeze([]);

/** What a new symbol is made of. */
export interface SymbolRequest {
  readonly spec: MetricSpec;
  readonly lag: number;
  readonly dataset: string | undefined;
  /** The symbols it is made from. */
  readonly children: readonly MetricSymbol[];
}

/** The registry of symbolic metrics: their names, their data sets, and which of them are the same. */
export abstract class SymbolicMetricBase {
  readonly #metrics = new Map<MetricSymbol, SymbolicMetric>();
  readonly #imputed = new Map<MetricSymbol, string>();

  /** All symbolic metrics, in the order in which they were made. */
  symbols(): readonly SymbolicMetric[] {
    return [...this.#metrics.values()];
  }

  /**
   * What is known of a symbol.
   *
   * @param symbol - a symbol that this provider made
   * @throws {@link InvalidArgumentError} when another one made it
   */
  metricOf(symbol: MetricSymbol): SymbolicMetric {
    const metric = this.#metrics.get(symbol);
    if (metric !== undefined) return metric;
    throw new InvalidArgumentError(
      `${showSymbol(symbol)} is no symbol of this provider. Use metrics only with the provider that made them.`,
    );
  }

  /**
   * Names the data set of a symbol that has none, and of the symbols it is computed from.
   *
   * @param symbol - a symbol that this provider made
   * @param dataset - the data set's name
   * @throws {@link InvalidArgumentError} when one of them is about another data set already
   */
  imputeDataset(symbol: MetricSymbol, dataset: string): void {
    const { children } = this.metricOf(symbol);
    const present = this.datasetOf(symbol);
    if (present !== undefined && present !== dataset) {
      throw new InvalidArgumentError(
        `${showSymbol(symbol)} is about the dataset '${present}' and cannot be about '${dataset}' too. Make a metric for each dataset.`,
      );
    }
    for (const child of children) this.imputeDataset(child, dataset);
    this.#imputed.set(symbol, dataset);
  }

  /**
   * The data set of a symbol: the one it was made for, else the one imputed.
   *
   * @param symbol - a symbol that this provider made
   * @returns nothing when neither is there
   */
  datasetOf(symbol: MetricSymbol): string | undefined {
    return this.metricOf(symbol).dataset ?? this.#imputed.get(symbol);
  }

  /**
   * Which symbols stand for the same metric: those with equal identity, lag and data set. Linear in the number
   * of symbols.
   *
   * @returns for every symbol the first one made that stands for the same; itself when it is that
   */
  deduplicate(): ReadonlyMap<MetricSymbol, MetricSymbol> {
    // Level by level: writing the three into one text would take longer than all the rest.
    const firsts = remember((_id: string) =>
      remember((_lag: number) => new Map<string | undefined, MetricSymbol>()),
    );
    const same = new Map<MetricSymbol, MetricSymbol>();
    for (const [symbol, { spec, lag, dataset }] of this.#metrics) {
      const ofDataset = firsts(spec.id)(lag);
      const place = dataset ?? this.#imputed.get(symbol);
      const first = ofDataset.get(place) ?? symbol;
      ofDataset.set(place, first);
      same.set(symbol, first);
    }
    return same;
  }

  /**
   * Makes a symbol and registers it.
   *
   * @param request - what it stands for
   * @param retrievalOf - how the value of the finished symbol is retrieved
   */
  protected register(
    { spec, lag, dataset, children }: SymbolRequest,
    retrievalOf: (symbol: MetricSymbol) => RetrievalFunction,
  ): MetricSymbol {
    const definition = { name: `x_${this.#metrics.size + 1}`, spec, lag, dataset };
    const part = (whole: MetricSymbol, of: MetricSpec): MetricSymbol =>
      this.register({ spec: of, lag, dataset, children: [whole] }, retrievalOf);
    const symbol = symbolOf(definition, part);
    this.#metrics.set(
      symbol,
      Object.freeze({
        symbol,
        name: symbol.name,
        spec,
        lag,
        dataset,
        children: children.length === 0 ? NONE : Object.freeze([...children]),
        retrieve: retrievalOf(symbol),
      }),
    );
    return symbol;
  }

  /**
   * The data set of a symbol whose value is needed now.
   *
   * @throws {@link UnresolvedDatasetError} when it has none
   */
  protected requireDataset(symbol: MetricSymbol): string {
    const dataset = this.datasetOf(symbol);
    if (dataset !== undefined) return dataset;
    throw new UnresolvedDatasetError(
      `${showSymbol(symbol)} has no dataset. Name one when the metric is made, with { dataset }, or call imputeDataset before its value is retrieved.`,
    );
  }
}

// A metric of which others are parts has a symbol that gives them.
function symbolOf(
  definition: SymbolDefinition,
  part: (whole: MetricSymbol, of: MetricSpec) => MetricSymbol,
): MetricSymbol {
  const { spec } = definition;
  if (isCountSpec(spec)) return new CountSymbol(definition, (count) => part(count, spec.ratio()));
  if (isQuantilesSpec(spec)) {
    return new QuantilesSymbol(definition, (quantiles, share) => part(quantiles, spec.at(share)));
  }
  if (isSegmentsSpec(spec)) {
    return new SegmentsSymbol(definition, {
      at: (segments, value) => part(segments, spec.at(value)),
      other: (segments) => part(segments, spec.other()),
    });
  }
  if (isSharesSpec(spec)) {
    return new SharesSymbol(definition, (distribution, value) => part(distribution, spec.share(value)));
  }
  return new MetricSymbol(definition);
}

function showSymbol(symbol: MetricSymbol): string {
  if (symbol instanceof MetricSymbol) return `Metric ${symbol} (${symbol.name})`;
  // Callers without types may pass anything, and most likely a formula.
  const given: unknown = symbol;
  return given instanceof Expression ? `The formula ${given}` : showValue(given);
}
