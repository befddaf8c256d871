import {
  type Either,
  ExecutionId,
  InvalidArgumentError,
  inSlices,
  type ResultKey,
  showValue,
} from "@dqx/common";
import { computeExtended, type MetricFailure, type MetricReader, simpleMetric } from "@dqx/compute";
import * as metrics from "@dqx/metrics";
import type { MetricStore } from "@dqx/orm";
import type { CountSymbol } from "../expression/count-symbol.js";
import { evaluateReadings } from "../expression/evaluate.js";
import type { EvaluationFailure } from "../expression/evaluation-failure.js";
import type { Expression } from "../expression/expression.js";
import type { MetricSymbol } from "../expression/metric-symbol.js";
import type { SegmentsSymbol } from "../expression/segments-symbol.js";
import { symbolsOf } from "../expression/symbols-of.js";
import type { ColumnKinds } from "../typed/column-kinds.js";
import { batchedReads } from "./batched-reads.js";
import { ExtendedMetricProvider } from "./extended-metric-provider.js";
import { MeasuredSpecs } from "./measured-specs.js";
import { namedMethod } from "./method-arguments.js";
import type { MetricMethods } from "./metric-methods.js";
import {
  type ExtendedRequirement,
  MetricNeeds,
  type MetricPoint,
  type MetricRequirement,
} from "./metric-needs.js";
import { type MetricScope, requireOptions } from "./metric-options.js";
import { narrowedSpec, requireMeasured } from "./narrowed-spec.js";
import { SymbolicMetricBase } from "./symbolic-metric-base.js";
import { type DatasetOf, metricsOf, type TypedMetrics } from "./typed-metrics.js";

// The methods stand on the prototype, one for each measured metric; see below.
const WithMetricMethods = SymbolicMetricBase as unknown as abstract new () => SymbolicMetricBase &
  MetricMethods;

/**
 * Makes symbolic metrics, and retrieves their values from a store: only those of its own execution.
 *
 * It has a method for each measured metric of the catalogue: the metric's `arguments` by position, then its other
 * parameters and the options `lag` (days before the run's date), `dataset`, `where` (the rows that are measured)
 * and `parameters` of the dataset's own query. An option that is unknown or of the wrong kind is an
 * `InvalidArgumentError`.
 *
 * @example
 * ```ts
 * import { ExecutionId } from "@dqx/common";
 * import { InMemoryMetricDB } from "@dqx/orm";
 * import { MetricProvider } from "@dqx/provider";
 *
 * await using db = await InMemoryMetricDB.open();
 * const mp = new MetricProvider(db, ExecutionId("nightly-2025-01-01"));
 * const growth = mp.sum("revenue").div(mp.sum("revenue", { lag: 1 }));
 * String(growth); // "sum(revenue) / sum(revenue, lag 1)"
 * ```
 */
export class MetricProvider extends WithMetricMethods {
  readonly #executionId: ExecutionId;
  readonly #ext: ExtendedMetricProvider;
  readonly #reader: MetricReader;
  readonly #specs = new MeasuredSpecs();
  readonly #declared = new Set<DatasetOf<ColumnKinds>>();

  /**
   * @param db - where the values are stored
   * @param executionId - the execution they belong to
   * @throws {@link InvalidArgumentError} when the execution id is not one
   */
  constructor(db: MetricStore, executionId: ExecutionId) {
    super();
    this.#reader = batchedReads(db);
    // Callers without types may pass any text.
    this.#executionId = ExecutionId(executionId);
    this.#ext = new ExtendedMetricProvider(this, (base, specOf, lag) => {
      const { symbol, spec, lag: inner, dataset } = this.metricOf(base);
      return this.register({ spec: specOf(spec), lag: inner + lag, dataset, children: [symbol] });
    });
  }

  /** The execution that all values belong to. */
  get executionId(): ExecutionId {
    return this.#executionId;
  }

  /** Metrics computed from other metrics' values on several days. */
  get ext(): ExtendedMetricProvider {
    return this.#ext;
  }

  /**
   * Any metric, for example one of your own made with `defineMetric` or `defineDerivedMetric`.
   *
   * @param spec - the metric; parameters of the dataset's own query are part of it already
   * @param options - when and where; a derived metric whose inputs all name their dataset belongs to the first of
   *   them unless it is told otherwise
   * @throws {@link InvalidArgumentError} when it is no spec, or an option is unknown or wrong
   */
  metric(spec: metrics.CountSpec, options?: MetricScope): CountSymbol;
  metric(spec: metrics.MetricSpec, options?: MetricScope): MetricSymbol;
  metric(spec: metrics.MetricSpec, options: MetricScope = {}): MetricSymbol {
    if (!metrics.isMetricSpec(spec)) {
      throw new InvalidArgumentError(
        `metric got ${showValue(spec)}. Give the spec of a metric, for example average.spec({ column: "price" }).`,
      );
    }
    requireOptions("metric", options, ["lag", "dataset"]);
    const { lag = 0, dataset = namedDataset(spec) } = options;
    return this.register({ spec, lag, dataset, children: [] });
  }

  /**
   * A metric by the values of a column: the same metric on the same day and dataset, of each of its segments.
   *
   * @param metric - a symbol of this provider, of a metric that one scan measures
   * @param segments - the column, how many of its values are segments, and whether the others are put together
   * @throws {@link InvalidArgumentError} when the metric is not measured by segments
   */
  bySegments(metric: MetricSymbol, segments: Omit<metrics.AllSegmentsParameters, "metric">): SegmentsSymbol {
    const { symbol, spec, lag, dataset } = this.metricOf(metric);
    const all = metrics.segments.spec({ metric: requireMeasured(spec), ...segments });
    // A spec of segments has a symbol of segments.
    return this.register({ spec: all, lag, dataset, children: [symbol] }) as SegmentsSymbol;
  }

  /**
   * A metric over fewer rows: the same metric on the same day and dataset, its own filter kept.
   *
   * @param metric - a symbol of this provider, of a metric of the catalogue that is measured on rows
   * @param where - the rows that are left
   * @throws {@link InvalidArgumentError} when it is another metric
   */
  among(metric: MetricSymbol, where: metrics.Predicate): MetricSymbol {
    const { symbol, spec, lag, dataset } = this.metricOf(metric);
    return this.register({ spec: narrowedSpec(spec, where), lag, dataset, children: [symbol] });
  }

  /**
   * The metrics of one dataset, whose columns are known to the compiler.
   *
   * @param dataset - as it was declared
   * @returns a method for each metric, which takes the columns that have a fitting type
   */
  dataset<Columns extends ColumnKinds>(dataset: DatasetOf<Columns>): TypedMetrics<Columns> {
    this.#declared.add(dataset);
    return metricsOf(this, dataset);
  }

  /** The datasets whose metrics were asked for since the last call. */
  takeDatasets(): readonly DatasetOf<ColumnKinds>[] {
    const declared = [...this.#declared];
    this.#declared.clear();
    return declared;
  }

  /**
   * What must be measured and computed so that metrics can be evaluated, found without keeping others from the
   * event loop.
   *
   * @param symbols - symbols of this provider, their datasets known
   * @param key - the run's date
   * @returns the needs of all of them
   * @throws `UnresolvedDatasetError` when a symbol has no dataset
   */
  async needs(symbols: Iterable<MetricSymbol>, key: ResultKey): Promise<MetricNeeds> {
    const needs = new MetricNeeds();
    await inSlices(symbols, (symbol) => needs.add(this.#pointOf(symbol, key)));
    return needs;
  }

  /**
   * What must be measured so that metrics can be evaluated, extended ones followed down to their bases.
   *
   * @param symbols - symbols of this provider, their datasets known
   * @param key - the run's date
   * @returns one entry per dataset and metric
   * @throws `UnresolvedDatasetError` when a symbol has no dataset
   */
  requirements(symbols: Iterable<MetricSymbol>, key: ResultKey): readonly MetricRequirement[] {
    return this.#needs(symbols, key).measured();
  }

  /**
   * The extended metrics that must be computed so that metrics can be evaluated, also those inside of others.
   *
   * @param symbols - symbols of this provider, their datasets known
   * @param key - the run's date
   * @returns each metric on each day once, behind those it needs
   * @throws `UnresolvedDatasetError` when a symbol has no dataset
   */
  extendedOrder(symbols: Iterable<MetricSymbol>, key: ResultKey): readonly ExtendedRequirement[] {
    return this.#needs(symbols, key).computed();
  }

  /**
   * Computes an extended metric from the stored values of its base in this provider's execution.
   *
   * @param spec - the metric
   * @param dataset - the dataset its base was measured on
   * @param key - its own date, and the tags
   * @returns the value, or why there is none
   */
  computeExtended(
    spec: metrics.DerivedMetricSpec,
    dataset: string,
    key: ResultKey,
  ): Promise<Either.Either<number, MetricFailure>> {
    return computeExtended(this.#reader, spec, dataset, key, this.#executionId);
  }

  /**
   * Retrieves the metrics of an expression and evaluates it.
   *
   * @param expression - a formula over symbols of this provider
   * @param key - the run's date and tags
   * @returns its value, or why there is none
   * @throws `UnresolvedDatasetError` when a symbol has no dataset
   */
  async evaluate(
    expression: Expression,
    key: ResultKey,
  ): Promise<Either.Either<number, EvaluationFailure<MetricFailure>>> {
    const readings = symbolsOf(expression).map(
      async (symbol) => [symbol, await this.metricOf(symbol).retrieve(key)] as const,
    );
    return evaluateReadings(expression, await Promise.all(readings));
  }

  // A method of the catalogue: the metric's own arguments, then its options.
  #measured(metric: metrics.AnyMetric, given: readonly unknown[]): MetricSymbol {
    const { spec, lag = 0, dataset } = this.#specs.of(metric, given);
    return this.register({ spec, lag, dataset, children: [] });
  }

  protected override async retrieve(
    symbol: MetricSymbol,
    key: ResultKey,
  ): Promise<Either.Either<number, MetricFailure>> {
    const dataset = this.requireDataset(symbol);
    const { spec, lag } = symbol;
    const then = key.lag(lag);
    return metrics.isMeasured(spec)
      ? simpleMetric(this.#reader, spec, dataset, then, this.#executionId)
      : this.computeExtended(spec, dataset, then);
  }

  #needs(symbols: Iterable<MetricSymbol>, key: ResultKey): MetricNeeds {
    return new MetricNeeds(Array.from(symbols, (symbol) => this.#pointOf(symbol, key)));
  }

  #pointOf(symbol: MetricSymbol, key: ResultKey): MetricPoint {
    return {
      dataset: this.requireDataset(symbol),
      spec: symbol.spec,
      date: key.lag(symbol.lag).date,
    };
  }

  static {
    for (const [type, metric] of Object.entries<metrics.AnyMetric>(metrics.measuredMetrics)) {
      const method = namedMethod<MetricProvider>(type, (self, given) => self.#measured(metric, given));
      Object.defineProperty(MetricProvider.prototype, type, method);
    }
  }
}

// Nothing of such a metric depends on its own dataset, and a value must be stored under one.
function namedDataset(spec: metrics.MetricSpec): string | undefined {
  const [first, ...others] = metrics.datasetsOf(spec);
  return others.includes(undefined) ? undefined : first;
}
