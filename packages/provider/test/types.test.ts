import { ExecutionId, ResultKey } from "@dqx/common";
import type { MetricFailure } from "@dqx/compute";
import { isMeasured } from "@dqx/metrics";
import type { MetricStore } from "@dqx/orm";
import type { Either } from "effect/Either";
import { describe, expectTypeOf, it } from "vitest";
import {
  type EvaluationFailure,
  type Expression,
  type ExpressionNode,
  evaluate,
  expr,
  MetricProvider,
  type MetricSymbol,
  type RetrievalFunction,
} from "../src/index.js";

// The functions of this file are never called: their types are the tests.
describe("what does not compile", () => {
  it("is text in place of an execution id, and a provider without one", () => {
    const misuse = (db: MetricStore) => [
      // @ts-expect-error -- text is not an ExecutionId
      new MetricProvider(db, "exec-1"),
      // @ts-expect-error -- no execution
      new MetricProvider(db),
      new MetricProvider(db, ExecutionId("exec-1")),
    ];
    expectTypeOf(misuse).returns.toEqualTypeOf<MetricProvider[]>();
  });

  it("is a swapped dataset and key, or an execution id where the provider has its own", () => {
    const misuse = (mp: MetricProvider, symbol: MetricSymbol) => {
      const key = new ResultKey("2025-01-01");
      const { spec } = symbol;
      if (isMeasured(spec)) return undefined;
      // @ts-expect-error -- key and dataset are swapped
      void mp.computeExtended(spec, key, "orders");
      // @ts-expect-error -- the provider's own execution id is used
      void mp.computeExtended(spec, "orders", key, mp.executionId);
      // @ts-expect-error -- the execution id cannot be changed
      mp.executionId = ExecutionId("exec-2");
      return mp.computeExtended(spec, "orders", key);
    };
    expectTypeOf(misuse).returns.toEqualTypeOf<Promise<Either<number, MetricFailure>> | undefined>();
  });

  it("is an extended metric of a formula: only metrics have values on other days", () => {
    const misuse = (mp: MetricProvider) => [
      // @ts-expect-error -- a formula is no metric
      mp.ext.dayOverDay(mp.sum("a").div(mp.numRows())),
      // @ts-expect-error -- a formula is no metric
      mp.ext.stddev(expr`${mp.sum("a")} / 2`, { n: 7 }),
      mp.ext.stddev(mp.ext.dayOverDay(mp.sum("a")), { n: 7 }),
    ];
    expectTypeOf(misuse).returns.toEqualTypeOf<MetricSymbol[]>();
  });

  it("is a first value without an order, and an operand that is text", () => {
    const misuse = (mp: MetricProvider) => [
      // @ts-expect-error -- without an order there is no first row
      mp.first("a"),
      // @ts-expect-error -- without an order there is no first row
      mp.first("a", { lag: 1 }),
      // @ts-expect-error -- text is no operand
      mp.sum("a").add("1"),
    ];
    expectTypeOf(misuse).returns.toEqualTypeOf<Expression[]>();
  });
});

describe("what the types say", () => {
  it("is what an evaluation can come to", () => {
    const use = (expression: Expression) =>
      evaluate(expression, (): Either<number, "gone"> => {
        throw new Error();
      });
    expectTypeOf(use).returns.toEqualTypeOf<Either<number, EvaluationFailure<"gone">>>();
    expectTypeOf<RetrievalFunction>().toEqualTypeOf<
      (key: ResultKey) => Promise<Either<number, MetricFailure>>
    >();
  });

  it("is that the kinds of nodes are closed, and the tree cannot be changed", () => {
    expectTypeOf<ExpressionNode["kind"]>().toEqualTypeOf<
      "symbol" | "constant" | "unary" | "binary" | "call"
    >();
    const change = (symbol: MetricSymbol) => {
      // @ts-expect-error -- read-only
      symbol.lag = 1;
      // @ts-expect-error -- read-only
      symbol.node.symbol = symbol;
    };
    expectTypeOf(change).returns.toEqualTypeOf<void>();
  });
});
