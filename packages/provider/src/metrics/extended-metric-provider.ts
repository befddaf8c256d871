import type { ExecutionId } from "@dqx/common";
import { type DerivedMetricSpec, dayOverDay, stddev, weekOverWeek } from "@dqx/metrics";
import type { MetricSymbol } from "../expression/metric-symbol.js";
import { requireDays, requireOptions } from "./metric-options.js";

/** When a ratio is taken. The metric that it is of says on which data set. */
export interface ExtendedMetricOptions {
  /** How many days before the metric's own date; 0 by default. */
  readonly lag?: number;
}

/** Which days a deviation is taken of. */
export interface StddevOptions {
  /** How many days before the metric's own date the window ends; 0 by default. */
  readonly offset?: number;
  /** How many days the window has; 1 or more. */
  readonly n: number;
}

/** Makes the symbol of an extended metric, so many days before its base. */
export type ExtendedSymbolMaker = (
  base: MetricSymbol,
  specOf: (base: MetricSymbol["spec"]) => DerivedMetricSpec,
  lag: number,
) => MetricSymbol;

/**
 * Makes symbolic metrics that are computed from other metrics' values on several days. They nest:
 * `ext.stddev(ext.dayOverDay(mp.average("price")), { n: 7 })`. A lag of the metric inside adds to that outside.
 */
export class ExtendedMetricProvider {
  readonly #parent: { readonly executionId: ExecutionId };
  readonly #make: ExtendedSymbolMaker;

  /**
   * @param parent - whose execution the metrics belong to
   * @param make - registers a symbol with the parent
   */
  constructor(parent: { readonly executionId: ExecutionId }, make: ExtendedSymbolMaker) {
    this.#parent = parent;
    this.#make = make;
  }

  /** The execution that all values belong to: the parent's. */
  get executionId(): ExecutionId {
    return this.#parent.executionId;
  }

  /**
   * The ratio of a metric's value to its value one day before.
   *
   * @param metric - a symbol of the same provider
   * @param options - when
   * @throws `InvalidArgumentError` when an option is unknown or wrong, or the symbol is another provider's
   */
  dayOverDay(metric: MetricSymbol, options: ExtendedMetricOptions = {}): MetricSymbol {
    requireOptions("dayOverDay", options, ["lag"]);
    return this.#make(metric, (base) => dayOverDay.spec(base, {}), options.lag ?? 0);
  }

  /**
   * The ratio of a metric's value to its value seven days before.
   *
   * @param metric - a symbol of the same provider
   * @param options - when
   * @throws `InvalidArgumentError` when an option is unknown or wrong, or the symbol is another provider's
   */
  weekOverWeek(metric: MetricSymbol, options: ExtendedMetricOptions = {}): MetricSymbol {
    requireOptions("weekOverWeek", options, ["lag"]);
    return this.#make(metric, (base) => weekOverWeek.spec(base, {}), options.lag ?? 0);
  }

  /**
   * The sample standard deviation of a metric's daily values; 0 for one day.
   *
   * @param metric - a symbol of the same provider
   * @param options - how many days, and when they end
   * @throws `InvalidArgumentError` when an option is unknown or wrong, or the symbol is another provider's
   */
  stddev(metric: MetricSymbol, options: StddevOptions): MetricSymbol {
    requireOptions("stddev", options, ["offset", "n"]);
    const { offset = 0, n } = options;
    requireDays("stddev", "offset", offset, 0);
    requireDays("stddev", "n", n, 1);
    return this.#make(metric, (base) => stddev.spec(base, { size: n }), offset);
  }
}
