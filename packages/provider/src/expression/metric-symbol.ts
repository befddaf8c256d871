import type { MetricSpec } from "@dqx/metrics";
import { Expression } from "./expression.js";
import type { SymbolNode } from "./expression-node.js";

/** What a symbol stands for. */
export interface SymbolDefinition {
  /** `x_1`, `x_2`, … */
  readonly name: string;
  readonly spec: MetricSpec;
  /** How many days before the run's date; 0 or more. */
  readonly lag: number;
  /** The dataset it was made for; absent when a suite decides. */
  readonly dataset: string | undefined;
}

/**
 * A metric in an expression: a name for a number that is not known yet. Made by a `MetricProvider`, which alone
 * can retrieve its value.
 */
export class MetricSymbol extends Expression {
  /** Unique within its provider: `x_1`, `x_2`, … */
  readonly name: string;
  /** The metric. */
  readonly spec: MetricSpec;
  /** How many days before the run's date. */
  readonly lag: number;
  /** The dataset that was named when it was made, if any. */
  readonly dataset: string | undefined;
  readonly node: SymbolNode;

  /** @param definition - what it stands for */
  constructor({ name, spec, lag, dataset }: SymbolDefinition) {
    super();
    this.name = name;
    this.spec = spec;
    this.lag = lag;
    this.dataset = dataset;
    this.node = Object.freeze({ kind: "symbol", symbol: this });
    Object.freeze(this);
  }

  /** The metric's name with lag and dataset, for example `sum(revenue, lag 1, on 'orders')`. */
  get displayName(): string {
    const scope = [
      ...(this.lag === 0 ? [] : [`lag ${this.lag}`]),
      ...(this.dataset === undefined ? [] : [`on '${this.dataset}'`]),
    ];
    if (scope.length === 0) return this.spec.name;
    // Names of metrics end in a bracket, `numRows()` in an empty pair.
    const open = this.spec.name.slice(0, -1);
    return `${open}${open.endsWith("(") ? "" : ", "}${scope.join(", ")})`;
  }
}
