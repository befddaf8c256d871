import type { MetricLiteral } from "@dqx/metrics";
import { MetricSymbol, type SymbolDefinition } from "./metric-symbol.js";

/** How the metrics of single segments are registered. */
export interface SegmentSymbols {
  at(segments: MetricSymbol, value: MetricLiteral | null): MetricSymbol;
  other(segments: MetricSymbol): MetricSymbol;
}

/** A metric by the values of a column in an expression, which uses that of one value. */
export class SegmentsSymbol extends MetricSymbol {
  readonly #make: SegmentSymbols;

  /**
   * @param definition - what it stands for
   * @param make - registers the metrics of single segments
   */
  constructor(definition: SymbolDefinition, make: SegmentSymbols) {
    super(definition);
    this.#make = make;
  }

  /**
   * The metric over the rows of one segment: a metric of its own, which reads the same state. It has no value when
   * there are no such rows.
   *
   * @param value - a value of the column; null for the rows in which it is null
   */
  at(value: MetricLiteral | null): MetricSymbol {
    return this.#make.at(this, value);
  }

  /**
   * The metric over the rows of all segments but the largest.
   *
   * @throws `InvalidArgumentError` when the metric does not merge
   */
  other(): MetricSymbol {
    return this.#make.other(this);
  }
}
