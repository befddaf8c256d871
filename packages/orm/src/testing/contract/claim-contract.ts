import { ExecutionId, InvalidArgumentError, ResultKey } from "@dqx/common";
import * as Option from "effect/Option";
import { describe, expect, it } from "vitest";
import { DuplicateExecutionError } from "../../errors/duplicate-execution-error.js";
import { ExecutionClaimError } from "../../errors/execution-claim-error.js";
import type { ClaimOptions } from "../../executions/claim-options.js";
import type { NewExecution } from "../../executions/execution.js";
import { sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const executionId = ExecutionId("exec-1");
const key = new ResultKey("2025-01-08");
const MINUTE = 60_000;
const execution: NewExecution = { executionId, suite: "orders", key };
const result = {
  check: "orders",
  assertion: "has rows",
  severity: "P1",
  status: "PASSED",
  expression: "numRows()",
  tags: {},
} as const;

/** An execution that a run has claimed takes writes of that run only, and none when the claim is lost. */
export function claimContract(lease: StoreLease): void {
  const claim = (options?: ClaimOptions) => lease.db.claimExecution(execution, options);
  const values = async () => (await lease.db.getByExecutionId(executionId)).map(({ value }) => value);
  const status = async () => (await lease.db.listExecutions()).executions.map((listed) => listed.status);

  describe("claimed executions", () => {
    it("are written by the run that claimed them", async () => {
      const run = await claim();
      await run.persist([sampleMetric({ value: 1 })], { batchId: "first" });
      await run.persist([sampleMetric({ value: 2 })], { batchId: "first" });
      await run.persistResults([result]);
      expect(await status()).toEqual(["RUNNING"]);
      await run.finish("FAILED", [result]);

      expect(run.executionId).toBe(executionId);
      expect(await values()).toEqual([1]);
      expect(await lease.db.getResults(executionId)).toEqual([result, result]);
      expect(await lease.db.latestExecution("orders", key)).toEqual(
        Option.some({
          ...execution,
          datasets: [],
          versions: {},
          status: "FAILED",
          startedAt: lease.now,
          finishedAt: lease.now,
          leasedUntil: lease.now + MINUTE,
        }),
      );
    });

    it("take no write of anybody else, running or ended", async () => {
      const run = await claim();
      await run.persist([sampleMetric({ value: 1 })]);
      const writes = () => [
        lease.db.persist([sampleMetric({ value: 2 })]),
        lease.db.persist([sampleMetric({ executionId: "exec-2" }), sampleMetric({ value: 2 })]),
        lease.db.persistResults(executionId, [result]),
        lease.db.finishExecution(executionId, "PASSED", [result]),
      ];

      await expectRefused(writes(), { reason: "claimed", executionId });
      await expect(lease.db.recordExecution(execution)).rejects.toThrow(DuplicateExecutionError);
      await run.finish("PASSED");
      await expectRefused(writes(), { reason: "claimed", executionId });

      expect(await values()).toEqual([1]);
      expect(await lease.db.getResults(executionId)).toEqual([]);
      expect(await lease.db.exists(ExecutionId("exec-2"))).toBe(false);
    });

    it("are one run's, also when many claim at once", async () => {
      const attempts = await Promise.allSettled(Array.from({ length: 5 }, () => claim()));

      expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const attempt of attempts) {
        if (attempt.status === "rejected") expect(attempt.reason).toBeInstanceOf(DuplicateExecutionError);
      }
    });

    it("are new: neither ended, nor recorded, nor written to before", async () => {
      await lease.db.persist([sampleMetric()]);
      await expect(claim()).rejects.toThrow("Execution exec-1 is recorded already.");
      await expect(claim({ takeOver: true })).rejects.toThrow(DuplicateExecutionError);
      await lease.db.recordExecution(execution);
      await expect(claim()).rejects.toThrow(DuplicateExecutionError);
      await lease.db.finishExecution(executionId, "PASSED");
      await expect(claim({ takeOver: true })).rejects.toThrow(DuplicateExecutionError);

      expect(await values()).toEqual([10]);
    });

    it("take nothing of a run whose execution was deleted and claimed by another one", async () => {
      const late = await claim();
      await late.persist([sampleMetric({ value: 111 })]);
      await lease.db.delete(executionId, { force: true });
      const other = await claim();
      await other.persist([sampleMetric({ value: 222 })]);

      const writes = [
        late.persist([sampleMetric({ value: 111 })]),
        late.persist([sampleMetric({ value: 111, dataset: "customers" })], { batchId: "late" }),
        late.persistResults([result]),
        late.finish("PASSED", [result], { version: 1 }),
        late.renew(),
        late.discard(),
      ];

      await expectRefused(writes, { reason: "taken", executionId });
      expect(await lease.db.getMetricValue(samplePrice, key, "orders", executionId)).toEqual(
        Option.some(222),
      );
      expect(await values()).toEqual([222]);
      expect(await lease.db.getResults(executionId)).toEqual([]);
      expect(await status()).toEqual(["RUNNING"]);
      await other.finish("FAILED", [{ ...result, status: "FAILED" }]);
      expect(await status()).toEqual(["FAILED"]);
      expect(await lease.db.getReport(executionId)).toEqual(Option.none());
    });

    it("fail their run when they are deleted, and stay away", async () => {
      const run = await claim();
      await lease.db.delete(executionId, { force: true });

      await expectRefused(
        [
          run.persist([sampleMetric()]),
          run.persistResults([result]),
          run.finish("PASSED"),
          run.renew(),
          run.discard(),
        ],
        {
          reason: "deleted",
          message: expect.stringContaining("Execution exec-1 was deleted while its run went on."),
        },
      );
      expect(await lease.db.exists(executionId)).toBe(false);
    });

    it("take nothing after they have ended", async () => {
      const run = await claim();
      await run.finish("PASSED");

      await expectRefused([run.persist([sampleMetric()]), run.finish("FAILED"), run.renew(), run.discard()], {
        reason: "ended",
      });
      expect(await status()).toEqual(["PASSED"]);
    });

    it("take no metric of another execution", async () => {
      const run = await claim();

      const attempt = run.persist([sampleMetric(), sampleMetric({ executionId: "exec-2" })]);

      await expect(attempt).rejects.toThrow(InvalidArgumentError);
      await expect(attempt).rejects.toThrow("was given average(price) of execution exec-2");
      expect(await values()).toEqual([]);
      expect(await lease.db.exists(ExecutionId("exec-2"))).toBe(false);
    });

    it("are gone when their run discards them", async () => {
      const run = await claim();
      await run.persist([sampleMetric()], { batchId: "first" });
      await run.persistResults([result]);

      await run.discard();

      expect(await lease.db.exists(executionId)).toBe(false);
      const again = await claim();
      await again.persist([sampleMetric({ value: 3 })], { batchId: "first" });
      expect(await values()).toEqual([3]);
      expect(await lease.db.getResults(executionId)).toEqual([]);
    });
  });

  describe("leases", () => {
    it("tell an abandoned execution from a running one", async () => {
      const run = await claim();
      expect(run.leaseMs).toBe(MINUTE);
      await lease.db.recordExecution({ ...execution, executionId: ExecutionId("by hand") });
      const standing = async () => ({
        listed: await status(),
        running: (await lease.db.listExecutions({ status: "RUNNING" })).executions.length,
        abandoned: (await lease.db.listExecutions({ status: "ABANDONED" })).executions.length,
        stats: await lease.db.stats(),
      });

      lease.now += MINUTE - 1;
      expect(await standing()).toMatchObject({
        listed: ["RUNNING", "RUNNING"],
        running: 2,
        abandoned: 0,
        stats: { executions: 2, running: 2, abandoned: 0 },
      });
      await run.renew();
      lease.now += MINUTE - 1;
      expect(await status()).toEqual(["RUNNING", "RUNNING"]);

      lease.now += 1;
      expect(await standing()).toMatchObject({
        listed: ["RUNNING", "ABANDONED"],
        running: 1,
        abandoned: 1,
        stats: { executions: 2, running: 1, abandoned: 1 },
      });
      await run.finish("PASSED");
      lease.now += MINUTE;
      expect(await standing()).toMatchObject({ listed: ["RUNNING", "PASSED"], abandoned: 0 });
    });

    it("say in a metric's history that an execution was abandoned", async () => {
      const run = await claim();
      await run.persist([sampleMetric()]);
      const day = { from: key.date, until: key.date };
      const statuses = async (filter = {}) =>
        (await lease.db.history(samplePrice, "orders", {}, { ...day, ...filter })).map(
          (point) => point.status,
        );

      expect(await statuses()).toEqual(["RUNNING"]);
      lease.now += MINUTE;

      expect(await statuses()).toEqual(["ABANDONED"]);
      expect(await statuses({ status: "ABANDONED" })).toEqual(["ABANDONED"]);
      expect(await statuses({ status: "RUNNING" })).toEqual([]);
    });

    it("keep a running execution from being deleted, unless that is forced", async () => {
      const run = await claim();
      await run.persist([sampleMetric()]);

      const attempt = lease.db.delete(executionId);
      await expect(attempt).rejects.toMatchObject({ reason: "running" });
      await expect(attempt).rejects.toThrow("delete(executionId, { force: true }) makes its run fail.");
      expect(await values()).toEqual([10]);

      lease.now += MINUTE;
      await lease.db.delete(executionId);
      expect(await lease.db.exists(executionId)).toBe(false);
    });

    it("keep also an execution without one from being deleted while it runs", async () => {
      await lease.db.recordExecution(execution);
      lease.now += 1_000 * MINUTE;

      await expect(lease.db.delete(executionId)).rejects.toThrow(ExecutionClaimError);
      await lease.db.delete(executionId, { force: true });

      expect(await lease.db.exists(executionId)).toBe(false);
    });

    it("let a run go on that comes back before anybody has taken its execution", async () => {
      const run = await claim({ leaseMs: 1_000 });
      lease.now += 5_000;
      expect(await status()).toEqual(["ABANDONED"]);

      await run.renew();

      expect(await status()).toEqual(["RUNNING"]);
      await run.persist([sampleMetric()]);
      await run.finish("PASSED");
      expect(await status()).toEqual(["PASSED"]);
    });

    it("let an abandoned execution be taken over, and what it had stored goes", async () => {
      const late = await claim();
      await late.persist([sampleMetric({ value: 111 })], { batchId: "first" });
      await late.persistResults([result]);
      await expect(claim({ takeOver: true })).rejects.toMatchObject({ reason: "running" });
      lease.now += MINUTE;
      await expect(claim()).rejects.toThrow(DuplicateExecutionError);

      const other = await claim({ takeOver: true });

      expect(await values()).toEqual([]);
      expect(await lease.db.getResults(executionId)).toEqual([]);
      await expect(late.persist([sampleMetric({ value: 111 })])).rejects.toMatchObject({ reason: "taken" });
      await expect(late.finish("PASSED")).rejects.toMatchObject({ reason: "taken" });
      await other.persist([sampleMetric({ value: 222 })], { batchId: "first" });
      expect(await values()).toEqual([222]);
      expect(await status()).toEqual(["RUNNING"]);
    });

    it("are taken over by one run, also when many try at once", async () => {
      await claim();
      lease.now += MINUTE;

      const attempts = await Promise.allSettled(Array.from({ length: 5 }, () => claim({ takeOver: true })));

      expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const attempt of attempts) {
        if (attempt.status === "rejected") expect(attempt.reason).toMatchObject({ reason: "running" });
      }
    });

    it.each([
      [{ leaseMs: 0 }, "leaseMs is 0."],
      [{ leaseMs: 1.5 }, "leaseMs is 1.5."],
      [{ takeOver: "yes" }, 'takeOver is "yes".'],
      [{ takeover: true }, "Did you mean 'takeOver'?"],
    ])("refuse %o", async (options, message) => {
      await expect(claim(options as ClaimOptions)).rejects.toThrow(message);
      expect(await lease.db.exists(executionId)).toBe(false);
    });
  });
}

/** All of them are refused for a claim, as the error's fields say. */
async function expectRefused(writes: readonly Promise<unknown>[], fields: object): Promise<void> {
  for (const write of await Promise.allSettled(writes)) {
    if (write.status === "fulfilled") throw new Error("A write was stored.");
    expect(write.reason).toBeInstanceOf(ExecutionClaimError);
    expect(write.reason).toMatchObject(fields);
  }
}
