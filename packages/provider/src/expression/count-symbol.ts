import { MetricSymbol, type SymbolDefinition } from "./metric-symbol.js";

/** A count in an expression, which has a ratio. */
export class CountSymbol extends MetricSymbol {
  readonly #makeRatio: (count: MetricSymbol) => MetricSymbol;

  /**
   * @param definition - what it stands for
   * @param makeRatio - registers the ratio of the count
   */
  constructor(definition: SymbolDefinition, makeRatio: (count: MetricSymbol) => MetricSymbol) {
    super(definition);
    this.#makeRatio = makeRatio;
  }

  /** The share that the count is of the rows that are tested, from 0 to 1: a metric of its own, measured alone. */
  ratio(): MetricSymbol {
    return this.#makeRatio(this);
  }
}
