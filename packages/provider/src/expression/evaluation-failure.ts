import type { Operation } from "./arithmetic.js";
import type { MetricSymbol } from "./metric-symbol.js";

/** Why an expression has no value: a closed union, told apart by `_tag`. `Failure` is why a metric has none. */
export type EvaluationFailure<Failure> = MetricsUnavailable<Failure> | OperationFailed;

/** A metric of an expression that has no value. */
export interface UnavailableMetric<Failure> {
  readonly symbol: MetricSymbol;
  readonly failure: Failure;
}

/** Metrics of the expression have no value. */
export class MetricsUnavailable<Failure> {
  readonly _tag = "MetricsUnavailable";
  /** All of them, in the order of their first place in the expression. */
  readonly metrics: readonly UnavailableMetric<Failure>[];
  /** The failures' own messages where they have one, else the metrics' names. */
  readonly message: string;

  /** @param metrics - at least one */
  constructor(metrics: readonly UnavailableMetric<Failure>[]) {
    this.metrics = metrics;
    this.message = metrics
      .map(({ symbol, failure }) => messageOf(failure) ?? `${symbol} has no value.`)
      .join(" ");
  }
}

/** An operation that has no finite result for the numbers it got. */
export class OperationFailed {
  readonly _tag = "OperationFailed";
  /** The operation; `value` when a metric itself is not finite. */
  readonly operation: Operation | "value";
  /** The numbers it got. */
  readonly operands: readonly number[];
  /** The part of the expression that failed, by display names. */
  readonly part: string;
  /** For example `12 / 0 divides by zero in sum(a) / sum(b)`. */
  readonly message: string;

  /**
   * @param operation - what failed
   * @param operands - the numbers it got
   * @param part - the part of the expression that failed, by display names
   * @param problem - the operation with its numbers, and what is wrong with it
   */
  constructor(operation: Operation | "value", operands: readonly number[], part: string, problem: string) {
    this.operation = operation;
    this.operands = operands;
    this.part = part;
    this.message = `${problem}, in ${part}.`;
  }
}

function messageOf(failure: unknown): string | undefined {
  return typeof failure === "object" &&
    failure !== null &&
    "message" in failure &&
    typeof failure.message === "string"
    ? failure.message
    : undefined;
}
