import { ExecutionId, InvalidArgumentError, type ResultKey, showValue } from "@dqx/common";
import { computeExtended, type MetricFailure, type MetricReader, simpleMetric } from "@dqx/compute";
import * as metrics from "@dqx/metrics";
import type { MetricStore } from "@dqx/orm";
import type { Either } from "effect/Either";
import { evaluateReadings } from "../expression/evaluate.js";
import type { EvaluationFailure } from "../expression/evaluation-failure.js";
import type { Expression } from "../expression/expression.js";
import type { MetricSymbol } from "../expression/metric-symbol.js";
import { symbolsOf } from "../expression/symbols-of.js";
import { batchedReads } from "./batched-reads.js";
import { ExtendedMetricProvider } from "./extended-metric-provider.js";
import { type ExtendedRequirement, MetricNeeds, type MetricRequirement } from "./metric-needs.js";
import { type MetricOptions, type MetricScope, requireOptions } from "./metric-options.js";
import { SymbolicMetricBase } from "./symbolic-metric-base.js";

/** Options of {@link MetricProvider.first}. */
export interface FirstOptions extends MetricOptions {
  /** The column whose smallest value decides which row is first. */
  readonly orderBy: string;
}

/** What of a metric's options belongs to its spec. */
type SpecScope = readonly [metrics.SimpleMetricSpec["sourceParameters"], metrics.MetricSpecOptions];

/**
 * Makes symbolic metrics, and retrieves their values from a store: only those of its own execution.
 *
 * Every metric has the options `lag` (days before the run's date), `dataset`, `where` (the rows that are
 * measured), and `parameters` of the data set's own query. An option that is unknown or of the wrong kind is an `InvalidArgumentError`.
 *
 * @example
 * ```ts
 * const mp = new MetricProvider(db, ExecutionId("nightly-2025-01-01"));
 * const growth = mp.sum("revenue").div(mp.sum("revenue", { lag: 1 }));
 * ```
 */
export class MetricProvider extends SymbolicMetricBase {
  /** The execution that all values belong to. */
  readonly executionId: ExecutionId;
  /** Metrics computed from other metrics' values on several days. */
  readonly ext: ExtendedMetricProvider;
  readonly #reader: MetricReader;

  /**
   * @param db - where the values are stored
   * @param executionId - the execution they belong to
   * @throws {@link InvalidArgumentError} when the execution id is not one
   */
  constructor(db: MetricStore, executionId: ExecutionId) {
    super();
    this.#reader = batchedReads(db);
    // Callers without types may pass any text.
    this.executionId = ExecutionId(executionId);
    this.ext = new ExtendedMetricProvider(this, (base, specOf, lag) => {
      const { spec, lag: inner, dataset } = this.metricOf(base);
      return this.#register(specOf(spec), inner + lag, dataset, [base]);
    });
  }

  /** The number of rows. */
  numRows(options: MetricOptions = {}): MetricSymbol {
    return this.#measured("numRows", options, (...scope) => metrics.numRows.spec({}, ...scope));
  }

  /** The mean of a column. */
  average(column: string, options: MetricOptions = {}): MetricSymbol {
    return this.#measured("average", options, (...scope) => metrics.average.spec({ column }, ...scope));
  }

  /** The sum of a column. */
  sum(column: string, options: MetricOptions = {}): MetricSymbol {
    return this.#measured("sum", options, (...scope) => metrics.sum.spec({ column }, ...scope));
  }

  /** The smallest value of a column. */
  minimum(column: string, options: MetricOptions = {}): MetricSymbol {
    return this.#measured("minimum", options, (...scope) => metrics.minimum.spec({ column }, ...scope));
  }

  /** The largest value of a column. */
  maximum(column: string, options: MetricOptions = {}): MetricSymbol {
    return this.#measured("maximum", options, (...scope) => metrics.maximum.spec({ column }, ...scope));
  }

  /** The sample variance of a column. */
  variance(column: string, options: MetricOptions = {}): MetricSymbol {
    return this.#measured("variance", options, (...scope) => metrics.variance.spec({ column }, ...scope));
  }

  /** The number of nulls in a column. */
  nullCount(column: string, options: MetricOptions = {}): MetricSymbol {
    return this.#measured("nullCount", options, (...scope) => metrics.nullCount.spec({ column }, ...scope));
  }

  /** The number of values of a column that are NaN or ±Infinity. */
  nanCount(column: string, options: MetricOptions = {}): MetricSymbol {
    return this.#measured("nanCount", options, (...scope) => metrics.nanCount.spec({ column }, ...scope));
  }

  /** The value of a column in the row with the smallest `orderBy`. */
  first(column: string, options: FirstOptions): MetricSymbol {
    const specOf = (...scope: SpecScope) =>
      metrics.first.spec({ column, orderBy: options.orderBy }, ...scope);
    return this.#measured("first", options, specOf, ["orderBy"]);
  }

  /** The number of distinct keys of one or more columns, in any order. */
  countDistinct(columns: string | readonly string[], options: MetricOptions = {}): MetricSymbol {
    return this.#measured("countDistinct", options, (...scope) =>
      metrics.countDistinct.spec({ columns: typeof columns === "string" ? [columns] : columns }, ...scope),
    );
  }

  /** The number of values of a column that equal a literal, or one of several. */
  countValues(
    column: string,
    values: metrics.MetricLiteral | readonly metrics.MetricLiteral[],
    options: MetricOptions = {},
  ): MetricSymbol {
    const list = typeof values === "object" ? values : [values];
    return this.#measured("countValues", options, (...scope) =>
      metrics.countValues.spec({ column, values: list }, ...scope),
    );
  }

  /**
   * Any metric, for example one of your own made with `defineMetric` or `defineDerivedMetric`.
   *
   * @param spec - the metric; parameters of the dataset's own query are part of it already
   * @param options - when and where; a derived metric whose inputs all name their dataset belongs to the first of
   *   them unless it is told otherwise
   * @throws {@link InvalidArgumentError} when it is no spec, or an option is unknown or wrong
   */
  metric(spec: metrics.MetricSpec, options: MetricScope = {}): MetricSymbol {
    if (!metrics.isMetricSpec(spec)) {
      throw new InvalidArgumentError(
        `metric got ${showValue(spec)}. Give the spec of a metric, for example average.spec({ column: "price" }).`,
      );
    }
    requireOptions("metric", options, ["lag", "dataset"]);
    return this.#register(spec, options.lag ?? 0, options.dataset ?? namedDataset(spec), []);
  }

  /**
   * What must be measured so that metrics can be evaluated, extended ones followed down to their bases.
   *
   * @param symbols - symbols of this provider, their data sets known
   * @param key - the run's date
   * @returns one entry per data set and metric
   * @throws `UnresolvedDatasetError` when a symbol has no data set
   */
  requirements(symbols: Iterable<MetricSymbol>, key: ResultKey): readonly MetricRequirement[] {
    return this.#needs(symbols, key).measured();
  }

  /**
   * The extended metrics that must be computed so that metrics can be evaluated, also those inside of others.
   *
   * @param symbols - symbols of this provider, their data sets known
   * @param key - the run's date
   * @returns each metric on each day once, behind those it needs
   * @throws `UnresolvedDatasetError` when a symbol has no data set
   */
  extendedOrder(symbols: Iterable<MetricSymbol>, key: ResultKey): readonly ExtendedRequirement[] {
    return this.#needs(symbols, key).computed();
  }

  /**
   * Computes an extended metric from the stored values of its base in this provider's execution.
   *
   * @param spec - the metric
   * @param dataset - the data set its base was measured on
   * @param key - its own date, and the tags
   * @returns the value, or why there is none
   */
  computeExtended(
    spec: metrics.DerivedMetricSpec,
    dataset: string,
    key: ResultKey,
  ): Promise<Either<number, MetricFailure>> {
    return computeExtended(this.#reader, spec, dataset, key, this.executionId);
  }

  /**
   * Retrieves the metrics of an expression and evaluates it.
   *
   * @param expression - a formula over symbols of this provider
   * @param key - the run's date and tags
   * @returns its value, or why there is none
   * @throws `UnresolvedDatasetError` when a symbol has no data set
   */
  async evaluate(
    expression: Expression,
    key: ResultKey,
  ): Promise<Either<number, EvaluationFailure<MetricFailure>>> {
    const readings = symbolsOf(expression).map(
      async (symbol) => [symbol, await this.metricOf(symbol).retrieve(key)] as const,
    );
    return evaluateReadings(expression, await Promise.all(readings));
  }

  #measured(
    method: string,
    options: MetricOptions,
    specOf: (...scope: SpecScope) => metrics.SimpleMetricSpec,
    further: readonly string[] = [],
  ): MetricSymbol {
    requireOptions(method, options, ["lag", "dataset", "parameters", "where", ...further]);
    // A copy, so that a later change by the caller does not change a metric under its identity.
    const { where } = options;
    const spec = specOf(Object.freeze({ ...options.parameters }), { ...(where !== undefined && { where }) });
    return this.#register(spec, options.lag ?? 0, options.dataset, []);
  }

  #register(
    spec: metrics.MetricSpec,
    lag: number,
    dataset: string | undefined,
    children: readonly MetricSymbol[],
  ): MetricSymbol {
    return this.register({ spec, lag, dataset, children }, (symbol) => (key) => this.#retrieve(symbol, key));
  }

  async #retrieve(symbol: MetricSymbol, key: ResultKey): Promise<Either<number, MetricFailure>> {
    const dataset = this.requireDataset(symbol);
    const { spec, lag } = symbol;
    const then = key.lag(lag);
    return metrics.isMeasured(spec)
      ? simpleMetric(this.#reader, spec, dataset, then, this.executionId)
      : this.computeExtended(spec, dataset, then);
  }

  #needs(symbols: Iterable<MetricSymbol>, key: ResultKey): MetricNeeds {
    return new MetricNeeds(
      Array.from(symbols, (symbol) => ({
        dataset: this.requireDataset(symbol),
        spec: symbol.spec,
        date: key.lag(symbol.lag).date,
      })),
    );
  }
}

// Nothing of such a metric depends on its own dataset, and a value must be stored under one.
function namedDataset(spec: metrics.MetricSpec): string | undefined {
  const [first, ...others] = metrics.datasetsOf(spec);
  return others.includes(undefined) ? undefined : first;
}
