import { ExecutionId, type LocalDate, ResultKey } from "@dqx/common";
import { average } from "@dqx/metrics";
import type { MetricDB } from "@dqx/orm";
import type { Either } from "effect/Either";
import { describe, expectTypeOf, it } from "vitest";
import { dayOverDay, type MetricFailure, simpleMetric, stddev } from "../src/index.js";

describe("what does not compile", () => {
  const spec = average.spec({ column: "price" });
  const key = new ResultKey("2025-01-01");
  const executionId = ExecutionId("exec-1");

  it("is text in place of an execution id, and an execution id left out", () => {
    // Never called: the types are the test.
    const misuse = (db: MetricDB) => [
      // @ts-expect-error -- text is not an ExecutionId
      simpleMetric(db, spec, "orders", key, "exec-1"),
      // @ts-expect-error -- dataset and execution are swapped
      dayOverDay(db, spec, executionId, key, "orders"),
      // @ts-expect-error -- no execution
      stddev(db, spec, 7, "orders", key),
    ];
    expectTypeOf(misuse).returns.toEqualTypeOf<Promise<Either<number, MetricFailure>>[]>();
  });

  it("is a failure that the switch over its tags does not name", () => {
    const dateOf = (failure: MetricFailure): LocalDate | readonly LocalDate[] => {
      switch (failure._tag) {
        case "MetricNotFound":
        case "ZeroDenominator":
        case "NotFinite":
        case "DerivationFailed":
          return failure.date;
        case "MissingDates":
          return failure.dates;
      }
    };
    expectTypeOf(dateOf).parameter(0).toEqualTypeOf<MetricFailure>();
    expectTypeOf<MetricFailure["executionId"]>().toEqualTypeOf<ExecutionId>();
  });
});
