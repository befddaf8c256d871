import type { MetricLiteral } from "@dqx/metrics";
import { MetricSymbol, type SymbolDefinition } from "./metric-symbol.js";

/** A distribution in an expression, which uses the share of a value. */
export class SharesSymbol extends MetricSymbol {
  readonly #makeShare: (distribution: MetricSymbol, value: MetricLiteral | null) => MetricSymbol;

  /**
   * @param definition - what it stands for
   * @param makeShare - registers the share of a value
   */
  constructor(
    definition: SymbolDefinition,
    makeShare: (distribution: MetricSymbol, value: MetricLiteral | null) => MetricSymbol,
  ) {
    super(definition);
    this.#makeShare = makeShare;
  }

  /**
   * The share of rows that have a value, from 0 to 1: a metric of its own, which reads the same state.
   *
   * @param value - a value of the column; null for the share of nulls
   */
  share(value: MetricLiteral | null): MetricSymbol {
    return this.#makeShare(this, value);
  }
}
