import { type Either, InvalidArgumentError, type ResultKey, remember, showValue } from "@dqx/common";
import type { MetricFailure } from "@dqx/compute";
import { isCountSpec, isQuantilesSpec, isSegmentsSpec, isSharesSpec, type MetricSpec } from "@dqx/metrics";
import { CountSymbol } from "../expression/count-symbol.js";
import { Expression } from "../expression/expression.js";
import { MetricSymbol, type SymbolDefinition } from "../expression/metric-symbol.js";
import { QuantilesSymbol } from "../expression/quantiles-symbol.js";
import { SegmentsSymbol } from "../expression/segments-symbol.js";
import { SharesSymbol } from "../expression/shares-symbol.js";
import type { SymbolicMetric } from "./symbolic-metric.js";
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

/** The registry of symbolic metrics: their names, their datasets, and which of them are the same. */
export abstract class SymbolicMetricBase {
  /** The symbols that were made, each with those it is made from: checks make a hundred thousand. */
  readonly #children = new Map<MetricSymbol, readonly MetricSymbol[]>();
  readonly #imputed = new Map<MetricSymbol, string>();

  /** All symbolic metrics, in the order in which they were made. */
  symbols(): readonly SymbolicMetric[] {
    return Array.from(this.#children.keys(), (symbol) => this.metricOf(symbol));
  }

  /**
   * What is known of a symbol.
   *
   * @param symbol - a symbol that this provider made
   * @throws {@link InvalidArgumentError} when another one made it
   */
  metricOf(symbol: MetricSymbol): SymbolicMetric {
    const children = this.#childrenOf(symbol);
    const { name, spec, lag, dataset } = symbol;
    const retrieve = (key: ResultKey) => this.retrieve(symbol, key);
    return Object.freeze({ symbol, name, spec, lag, dataset, children, retrieve });
  }

  /**
   * Names the dataset of a symbol that has none, and of the symbols it is computed from.
   *
   * @param symbol - a symbol that this provider made
   * @param dataset - the dataset's name
   * @throws {@link InvalidArgumentError} when one of them is about another dataset already
   */
  imputeDataset(symbol: MetricSymbol, dataset: string): void {
    const children = this.#childrenOf(symbol);
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
   * The dataset of a symbol: the one it was made for, else the one imputed.
   *
   * @param symbol - a symbol that this provider made
   * @returns nothing when neither is there
   */
  datasetOf(symbol: MetricSymbol): string | undefined {
    this.#childrenOf(symbol);
    return this.#datasetOf(symbol);
  }

  /**
   * Which symbols stand for the same metric: those with equal identity, lag and dataset. Linear in the number
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
    for (const symbol of this.#children.keys()) {
      const ofDataset = firsts(symbol.spec.id)(symbol.lag);
      const place = this.#datasetOf(symbol);
      const first = ofDataset.get(place) ?? symbol;
      ofDataset.set(place, first);
      same.set(symbol, first);
    }
    return same;
  }

  /**
   * Retrieves the value of a symbol.
   *
   * @param symbol - a symbol that this provider made
   * @param key - the run's date and tags
   */
  protected abstract retrieve(
    symbol: MetricSymbol,
    key: ResultKey,
  ): Promise<Either.Either<number, MetricFailure>>;

  /**
   * Makes a symbol and registers it.
   *
   * @param request - what it stands for
   */
  protected register({ children, ...definition }: SymbolRequest): MetricSymbol {
    const symbol = this.#symbolOf({ name: `x_${this.#children.size + 1}`, ...definition });
    this.#children.set(symbol, children.length === 0 ? NONE : Object.freeze([...children]));
    return symbol;
  }

  /**
   * The dataset of a symbol whose value is needed now.
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

  // A metric of which others are parts has a symbol that gives them.
  #symbolOf(definition: SymbolDefinition): MetricSymbol {
    const { spec, lag, dataset } = definition;
    const part = (whole: MetricSymbol, of: MetricSpec): MetricSymbol =>
      this.register({ spec: of, lag, dataset, children: [whole] });
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

  #datasetOf(symbol: MetricSymbol): string | undefined {
    return symbol.dataset ?? this.#imputed.get(symbol);
  }

  #childrenOf(symbol: MetricSymbol): readonly MetricSymbol[] {
    const children = this.#children.get(symbol);
    if (children !== undefined) return children;
    throw new InvalidArgumentError(
      `${showSymbol(symbol)} is no symbol of this provider. Use metrics only with the provider that made them.`,
    );
  }
}

function showSymbol(symbol: MetricSymbol): string {
  if (symbol instanceof MetricSymbol) return `Metric ${symbol} (${symbol.name})`;
  // Callers without types may pass anything, and most likely a formula.
  const given: unknown = symbol;
  return given instanceof Expression ? `The formula ${given}` : showValue(given);
}
