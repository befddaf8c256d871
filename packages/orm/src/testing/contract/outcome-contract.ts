import { ExecutionId, Option, ResultKey } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { InvalidMetricError } from "../../errors/invalid-metric-error.js";
import type { StoredMetric, StoredOutcome } from "../../metrics/metric.js";
import { type Sample, sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const executionId = ExecutionId("exec-1");
const { key } = sampleMetric();
const failed = { kind: "failed", reason: "column 'price' holds text" } as const;
const empty = { kind: "empty", reason: "there are no rows" } as const;

function sampleOutcome(outcome: StoredOutcome, sample: Sample = {}): StoredMetric {
  const { value, ...about } = sampleMetric(sample);
  return { ...about, outcome };
}

/** What became of a metric is kept, and what is no value is never read as one. */
export function outcomeContract(lease: StoreLease): void {
  const value = () => lease.db.getMetricValue(samplePrice, key, "orders", executionId);
  const window = () => lease.db.getMetricWindow(samplePrice, key, 0, 3, "orders", executionId);
  const sparse = () => lease.db.getSparseWindow(samplePrice, key, [0, 1, 2], "orders", executionId);
  const windows = () =>
    lease.db.getMetricWindows(
      [{ spec: samplePrice, key, dataset: "orders", lag: 0, window: 3 }],
      executionId,
    );
  const outcomes = async () => (await lease.db.getOutcomes(executionId)).map(({ outcome }) => outcome);

  describe("outcomes", () => {
    it("come back with all that was said of them", async () => {
      const stored: readonly StoredOutcome[] = [
        { kind: "value", value: -0, warnings: [] },
        {
          kind: "value",
          value: 1_234,
          warnings: ["9007199254740993 has more digits than a double holds", "half \uD800 of a duck"],
          method: "hyperloglog",
          error: 0.016,
          detail: {
            kind: "distribution",
            bins: [
              { value: null, count: 3 },
              { value: "a\0b", count: 1e300 },
            ],
          },
        },
        { kind: "value", value: 1, warnings: [], detail: 0 },
        { kind: "value", value: 0, warnings: [], rows: 0 },
        { kind: "value", value: 0.5, warnings: [], arithmetic: "double" },
        { kind: "value", value: 0.25, warnings: [], arithmetic: "decimal", rows: 0, detail: null },
        failed,
        empty,
      ];
      const metrics = stored.map((outcome, index) =>
        sampleOutcome(outcome, {
          dataset: `d${index}`,
          tags: { region: "eu" },
          state: Uint8Array.of(index),
          ttlHours: Number.POSITIVE_INFINITY,
        }),
      );

      await lease.db.persist(metrics);

      const read = await lease.db.getOutcomes(executionId);
      expect(read.map(({ outcome }) => outcome)).toEqual(stored);
      expect(read.map(({ dataset, state, metadata }) => ({ dataset, state, metadata }))).toEqual(
        metrics.map(({ dataset, state, metadata }) => ({ dataset, state, metadata })),
      );
      expect(read.map(({ spec, key }) => [spec.id, spec.name, key.identity])).toEqual(
        metrics.map(({ spec, key }) => [spec.id, spec.name, key.identity]),
      );
      expect(Object.is(read[0]?.outcome.kind === "value" && read[0].outcome.value, -0)).toBe(true);
    });

    it("are values for metrics that are stored by their value alone", async () => {
      await lease.db.persist([sampleMetric({ value: 3 }), sampleOutcome(failed, { dataset: "customers" })]);

      expect(await outcomes()).toEqual([{ kind: "value", value: 3, warnings: [] }, failed]);
    });

    it("that are no values are in no read of values", async () => {
      await lease.db.persist([
        sampleOutcome(failed),
        sampleOutcome(empty, { date: "2025-01-07" }),
        sampleMetric({ date: "2025-01-06", value: 6 }),
      ]);

      const only6 = Option.some(new Map([["2025-01-06", 6]]));
      expect(await value()).toEqual(Option.none());
      expect(await window()).toEqual(only6);
      expect(await sparse()).toEqual(only6);
      expect(await windows()).toEqual([only6]);
      expect((await lease.db.getByExecutionId(executionId)).map(({ value }) => value)).toEqual([6]);
      expect((await lease.db.getPage(executionId)).metrics.map(({ value }) => value)).toEqual([6]);
      const streamed: number[] = [];
      for await (const metric of lease.db.streamMetrics(executionId)) streamed.push(metric.value);
      expect(streamed).toEqual([6]);
      expect(await outcomes()).toHaveLength(3);
    });

    it("hide an older value when the newest is none, and give way to a newer value", async () => {
      await lease.db.persist([sampleMetric({ value: 1 })]);
      await lease.db.persist([sampleOutcome(failed)]);
      expect(await value()).toEqual(Option.none());
      expect(await window()).toEqual(Option.none());
      expect(await windows()).toEqual([Option.none()]);
      expect(await sparse()).toEqual(Option.none());
      expect(await lease.db.getByExecutionId(executionId)).toEqual([]);
      expect(await outcomes()).toEqual([failed]);

      await lease.db.persist([sampleMetric({ value: 2 })]);
      expect(await value()).toEqual(Option.some(2));
      expect(await windows()).toEqual([Option.some(new Map([[key.date, 2]]))]);
      expect(await outcomes()).toEqual([{ kind: "value", value: 2, warnings: [] }]);
    });

    it("expire as values do", async () => {
      await lease.db.persist([sampleMetric({ value: 1, ttlHours: 10 })]);
      await lease.db.persist([sampleOutcome(failed, { ttlHours: 1 })]);
      expect(await value()).toEqual(Option.none());

      lease.now += 3_600_000;

      expect(await value()).toEqual(Option.some(1));
      expect(await outcomes()).toEqual([{ kind: "value", value: 1, warnings: [] }]);
      expect(await lease.db.stats()).toMatchObject({ metrics: 1, expired: 1 });
    });

    it("of another execution hide nothing", async () => {
      await lease.db.persist([sampleMetric({ value: 1 })]);
      await lease.db.persist([sampleOutcome(failed, { executionId: "exec-2" })]);

      expect(await value()).toEqual(Option.some(1));
      expect(await lease.db.getByExecutionId(executionId)).toHaveLength(1);
    });

    it("that are no values are no points of a history, which has those of executions that have one", async () => {
      const run = async (id: string, metrics: readonly Parameters<typeof lease.db.persist>[0][number][]) => {
        await lease.db.persist(metrics);
        await lease.db.recordExecution({ executionId: ExecutionId(id), suite: "orders", key });
      };
      await run("a", [sampleMetric({ executionId: "a", value: 1 })]);
      await run("b", [
        sampleMetric({ executionId: "b", value: 2 }),
        sampleOutcome(failed, { executionId: "b" }),
      ]);
      await run("c", [sampleOutcome(empty, { executionId: "c" })]);
      const history = async (pick: "latest" | "all") =>
        (await lease.db.history(samplePrice, "orders", {}, { from: key.date, until: key.date, pick })).map(
          (point) => [point.executionId, point.value],
        );

      expect(await history("latest")).toEqual([["a", 1]]);
      expect(await history("all")).toEqual([["a", 1]]);
    });

    it.each([
      [undefined, "its outcome is undefined."],
      [{ kind: "none" }, 'its outcome is {"kind":"none"}.'],
      [{ kind: "failed" }, "for the reason undefined. Say why there is no value."],
      [{ kind: "empty", reason: "" }, 'for the reason "".'],
      [{ kind: "value", value: Number.NaN, warnings: [] }, "its value is NaN."],
      [{ kind: "value", value: 1, warnings: "digits" }, 'its warnings are "digits".'],
      [{ kind: "value", value: 1, warnings: [], rows: -1 }, "its number of rows is -1."],
      [{ kind: "value", value: 1, warnings: [], arithmetic: "float" }, 'its arithmetic is "float".'],
      [{ kind: "value", value: 1, warnings: [], method: "" }, 'its method is "".'],
      [{ kind: "value", value: 1, warnings: [], error: -1 }, "the bound of its error is -1."],
      [{ kind: "value", value: 1, warnings: [], detail: 1n }, "its detail is 1n, which is not plain JSON."],
      [{ kind: "value", value: 1, warnings: [], detail: { at: [new Date(0)] } }, "its detail.at.0 is"],
    ])("are refused: %o", async (outcome, message) => {
      const attempt = lease.db.persist([sampleOutcome(outcome as StoredOutcome)]);

      await expect(attempt).rejects.toThrow(InvalidMetricError);
      await expect(attempt).rejects.toThrow(message);
      expect(await lease.db.exists(executionId)).toBe(false);
    });
  });

  describe("many outcomes", () => {
    it("come back in their order, plain values among others", async () => {
      const stored = Array.from({ length: 1_300 }, (_, index): StoredOutcome => {
        if (index % 100 === 7) return failed;
        return { kind: "value", value: index, warnings: index % 500 === 3 ? ["odd"] : [] };
      });
      await lease.db.persist(
        stored.map((outcome, index) =>
          sampleOutcome(outcome, { dataset: `d${index}`, date: new ResultKey("2025-01-08").date }),
        ),
      );

      expect(await outcomes()).toEqual(stored);
    });
  });
}
