import { check, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { expect, test } from "vitest";
import { volumeWeightedAverage } from "../src/volume-weighted-average.js";

const key = new ResultKey("2025-01-08");

test("a metric of one's own is measured, stored and judged like those of the catalogue", async () => {
  const source = InMemoryDataSource.fromColumns({
    name: "orders",
    columns: { price: [2, 10, null, 7], pieces: [3, 1, 100, null] },
  });
  const spec = volumeWeightedAverage.spec({ value: "price", weight: "pieces" });
  const prices = check({ name: "prices" }, (mp, ctx) => ctx.assertThat(mp.metric(spec)).isEq(4));
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([prices], db, { name: "orders" });
  const result = await suite.run([source], key);
  // (2 × 3 + 10 × 1) / (3 + 1)
  expect(result.assertions[0]).toMatchObject({
    status: "PASSED",
    name: "volumeWeightedAverage(price, by pieces) = 4 ± 1e-9",
  });
  const stored = await db.getMetricValue(spec, key, "orders", result.executionId);
  expect(stored).toMatchObject({ value: 4 });
});

test("its states merge: two parts of the data give what the whole gives", () => {
  const { measurement } = volumeWeightedAverage.spec({ value: "price", weight: "pieces" });
  const [a, b] = [measurement.stateOf([6n, 3n, 0n]), measurement.stateOf(["10.0", 1n, 0n])];
  expect(measurement.outcomeOf(measurement.merge?.(a, b) ?? a)).toMatchObject({ kind: "value", value: 4 });
});

test("without weights, or with products that are no numbers, it has no value", () => {
  const { measurement } = volumeWeightedAverage.spec({ value: "price", weight: "pieces" });
  expect(measurement.outcomeOf(measurement.stateOf([null, null, 0n]))).toEqual({
    kind: "empty",
    reason: "the weights sum to 0",
  });
  expect(measurement.outcomeOf(measurement.stateOf([1, 1, 2n]))).toMatchObject({ kind: "failed" });
});
