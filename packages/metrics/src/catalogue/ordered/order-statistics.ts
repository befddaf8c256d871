import type { Aggregate } from "../../aggregate/aggregate.js";
import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { type PassesMeasurement, resultColumn } from "../../definition/measurement.js";
import { all } from "../../row/builders.js";
import type { Predicate } from "../../row/predicate.js";
import type { RowExpression } from "../../row/row-expression.js";
import { addExact, type ExactNumber, negateExact, toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { optionalNumber, requireDouble, requireList } from "../../state/state-field.js";

/** A value of a column among the sorted finite values, and its neighbours. */
export interface OrderStatistic {
  /** The values that are smaller. */
  readonly below: number;
  /** The values that are equal. */
  readonly equal: number;
  readonly value: ExactNumber;
  /** The largest value that is smaller, and the smallest that is larger; null at the ends. */
  readonly previous: ExactNumber | null;
  readonly next: ExactNumber | null;
}

/** The values of a column at shares of its sorted finite values. */
export interface OrderStatistics {
  /** How many finite values there are. */
  readonly count: number;
  /** One for each share; none when there are no values. */
  readonly statistics: readonly OrderStatistic[];
}

/** The state of exact quantiles. The quantiles of parts say nothing of those of the whole. */
export const orderStatisticsState: StateDefinition<OrderStatistics> = {
  identity: { count: 0, statistics: [] },
  ...fieldsCodec<OrderStatistics>(
    1,
    ({ count, statistics }) => [
      count,
      statistics.map(({ below, equal, value, previous, next }) => [below, equal, value, previous, next]),
    ],
    (fields) => {
      const list = requireList(fields, 1);
      return {
        count: requireDouble(fields, 0),
        statistics: list.map((_, index) => {
          const one = requireList(list, index);
          return {
            below: requireDouble(one, 0),
            equal: requireDouble(one, 1),
            value: optionalNumber(one, 2) ?? 0,
            previous: optionalNumber(one, 3),
            next: optionalNumber(one, 4),
          };
        }),
      };
    },
  ),
};

/**
 * How values at shares of the sorted values are found: engines give a value of the column near each share, and a
 * second pass over the rows its exact place and its neighbours. So no digit is lost, and it does not matter how an
 * engine rounds the place.
 *
 * @param of - the values
 * @param shares - from 0 to 1
 */
export function measureOrder(
  of: RowExpression,
  shares: readonly number[],
): PassesMeasurement<OrderStatistics> {
  const near = shares.map((at): Aggregate => ({ kind: "quantile", of, at, method: "discrete" }));
  return {
    kind: "passes",
    before: [near],
    aggregates: [finiteValues(of), ...shares.flatMap((_, index) => placeOf(of, index))],
    stateOf(results) {
      const count = countResult(results, 0);
      if (count === 0) return { count, statistics: [] };
      const statistics = shares.map((_, index): OrderStatistic => {
        const first = 1 + PLACE_AGGREGATES * index;
        const value = numberResult(results, first + 2);
        if (value === null) throw new RangeError("the engine's quantile is no value of the column");
        return {
          below: countResult(results, first),
          equal: countResult(results, first + 1),
          value,
          previous: numberResult(results, first + 3),
          next: numberResult(results, first + 4),
        };
      });
      return { count, statistics };
    },
  };
}

/** How many finite values there are. */
export function finiteValues(of: RowExpression): Aggregate {
  return { kind: "countIf", predicate: { kind: "isFinite", of } };
}

const PLACE_AGGREGATES = 5;

function placeOf(of: RowExpression, index: number): readonly Aggregate[] {
  const finite: Predicate = { kind: "isFinite", of };
  const near = resultColumn(index);
  const compared = (operator: "lt" | "eq" | "gt"): Predicate => ({
    kind: "compare",
    operator,
    left: of,
    right: near,
  });
  return [
    { kind: "countIf", predicate: all(finite, compared("lt")) },
    { kind: "countIf", predicate: all(finite, compared("eq")) },
    { kind: "minimum", of, where: compared("eq") },
    { kind: "maximum", of, where: compared("lt") },
    { kind: "minimum", of, where: compared("gt") },
  ];
}

/** How a quantile is read between two values: `linear` is R-7 of Hyndman and Fan (1996), `discrete` R-1. */
export type QuantileMethod = "linear" | "discrete";

/** An interpolated value: an exact one, and what is added to it in double precision. */
export interface Interpolated {
  readonly base: ExactNumber;
  readonly rest: number;
}

/**
 * The quantile at a share.
 *
 * @param count - how many values there are, 1 or more
 * @param statistic - a value near the share
 * @param share - from 0 to 1
 * @param method - how it is read between two values
 */
export function quantileOf(
  count: number,
  statistic: OrderStatistic,
  share: number,
  method: QuantileMethod,
): Interpolated {
  if (method === "discrete") {
    return { base: atRank(statistic, Math.max(1, Math.ceil(share * count))), rest: 0 };
  }
  const place = (count - 1) * share;
  const low = Math.floor(place);
  const base = atRank(statistic, low + 1);
  if (place === low) return { base, rest: 0 };
  const step = addExact(atRank(statistic, low + 2), negateExact(base));
  return { base, rest: (place - low) * toDouble(step).value };
}

// Ranks are counted from 1. A value near the share has those of its own rank and the two beside it.
function atRank({ below, equal, value, previous, next }: OrderStatistic, rank: number): ExactNumber {
  const found = rank <= below ? previous : rank <= below + equal ? value : next;
  const isNear = rank >= below && rank <= below + equal + 1;
  if (found === null || !isNear)
    throw new RangeError(`the engine's quantile is not near the value of rank ${rank}`);
  return found;
}
