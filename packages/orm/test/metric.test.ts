import type { ExecutionId } from "@dqx/common";
import { expectTypeOf, it } from "vitest";
import type { Metric, MetricDB } from "../src/index.js";
import { sampleMetric, samplePrice } from "../src/testing/fixture/sample-metric.js";

it("has an execution id, or does not compile", () => {
  const { metadata: _, ...rest } = sampleMetric();
  // @ts-expect-error -- no metadata
  const withoutMetadata: Metric = rest;
  // @ts-expect-error -- no execution id
  const withoutExecution: Metric = { ...rest, metadata: {} };
  // @ts-expect-error -- text that was not checked
  const withText: Metric = { ...rest, metadata: { executionId: "exec-1" } };

  expectTypeOf([withoutMetadata, withoutExecution, withText]).toEqualTypeOf<Metric[]>();
  expectTypeOf<Metric["metadata"]["executionId"]>().toEqualTypeOf<ExecutionId>();
});

it("is not read with dataset and execution id swapped", () => {
  const read = (db: MetricDB, executionId: ExecutionId) => {
    const { key } = sampleMetric();
    // @ts-expect-error -- swapped
    return db.getMetricValue(samplePrice, key, executionId, "orders");
  };

  expectTypeOf(read).returns.toEqualTypeOf<ReturnType<MetricDB["getMetricValue"]>>();
});
