import { ExecutionId, Option } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const executionId = ExecutionId("exec-1");
const { key } = sampleMetric();

const doubles = [
  0,
  -0,
  1,
  -1,
  0.1,
  1 / 3,
  1_234_567.8,
  Math.PI,
  2 ** 31,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53) - 2,
  2 ** 63,
  1e23,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2.225_073_858_507_201e-308,
  5e-310,
  Number.EPSILON,
];

/** Numbers come back bit by bit, and the newest row wins. */
export function valueContract(lease: StoreLease): void {
  const value = () => lease.db.getMetricValue(samplePrice, key, "orders", executionId);

  describe("values", () => {
    it("gives every double back as it was, -0 and subnormal numbers too", async () => {
      await lease.db.persist(
        doubles.map((double, index) => sampleMetric({ dataset: `d${index}`, value: double })),
      );

      for (const [index, double] of doubles.entries()) {
        const read = await lease.db.getMetricValue(samplePrice, key, `d${index}`, executionId);
        expect(Object.is(Option.getOrThrow(read), double), `${double} came back as ${read}`).toBe(true);
      }
      const all = await lease.db.getByExecutionId(executionId);
      expect(all.map((metric) => metric.value)).toEqual(doubles);
    });

    it("lets the row that was inserted last win, however often and whatever the clock says", async () => {
      for (const round of [1, 2, 3]) {
        await lease.db.persist([
          sampleMetric({ value: round * 10 }),
          sampleMetric({ value: round * 10 + 1 }),
        ]);
        lease.now -= 3_600_000;
      }

      expect(await value()).toEqual(Option.some(31));
      const newest = Option.some(new Map([[key.date, 31]]));
      expect(await lease.db.getMetricWindow(samplePrice, key, 0, 1, "orders", executionId)).toEqual(newest);
      expect(await lease.db.getSparseWindow(samplePrice, key, [0], "orders", executionId)).toEqual(newest);
      expect(
        await lease.db.getMetricWindows(
          [{ spec: samplePrice, key, dataset: "orders", lag: 0, window: 1 }],
          executionId,
        ),
      ).toEqual([newest]);
      expect((await lease.db.getByExecutionId(executionId)).map((metric) => metric.value)).toEqual([31]);
    });

    it("stores a state's bytes, and no state where there is none", async () => {
      const state = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      await lease.db.persist([
        sampleMetric({ dataset: "with", state }),
        sampleMetric({ dataset: "empty", state: new Uint8Array() }),
        sampleMetric({ dataset: "without" }),
      ]);

      const [withState, empty, without] = await lease.db.getByExecutionId(executionId);

      expect(withState?.state).toEqual(state);
      expect(empty?.state).toEqual(new Uint8Array());
      expect(without).not.toHaveProperty("state");
    });
  });
}
