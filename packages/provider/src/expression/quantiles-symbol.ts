import { MetricSymbol, type SymbolDefinition } from "./metric-symbol.js";

/** Several quantiles in an expression, which uses one of them. */
export class QuantilesSymbol extends MetricSymbol {
  readonly #makeQuantile: (quantiles: MetricSymbol, share: number) => MetricSymbol;

  /**
   * @param definition - what it stands for
   * @param makeQuantile - registers one of the quantiles
   */
  constructor(
    definition: SymbolDefinition,
    makeQuantile: (quantiles: MetricSymbol, share: number) => MetricSymbol,
  ) {
    super(definition);
    this.#makeQuantile = makeQuantile;
  }

  /**
   * One of the quantiles: a metric of its own, which reads the same state.
   *
   * @param share - one of those that were asked for
   * @throws `InvalidArgumentError` when it is none of them
   */
  at(share: number): MetricSymbol {
    return this.#makeQuantile(this, share);
  }
}
