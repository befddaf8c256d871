import { ExecutionId, InvalidArgumentError, Option, ResultKey } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { DuplicateExecutionError } from "../../errors/duplicate-execution-error.js";
import { ExecutionClaimError } from "../../errors/execution-claim-error.js";
import type { ClaimOptions } from "../../executions/claim-options.js";
import type { NewExecution } from "../../executions/execution.js";
import { sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import { sampleResult } from "../fixture/sample-result.js";
import type { StoreLease } from "../fixture/store-lease.js";

const executionId = ExecutionId("exec-1");
const key = new ResultKey("2025-01-08");
const MINUTE = 60_000;
const execution: NewExecution = { executionId, suite: "orders", key };

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
      await run.persistResults([sampleResult]);
      expect(await status()).toEqual(["RUNNING"]);
      await run.finish("FAILED", [sampleResult]);

      expect(run.executionId).toBe(executionId);
      expect(await values()).toEqual([1]);
      expect(await lease.db.getResults(executionId)).toEqual([sampleResult, sampleResult]);
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
        lease.db.persistResults(executionId, [sampleResult]),
        lease.db.finishExecution(executionId, "PASSED", [sampleResult]),
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
        late.persistResults([sampleResult]),
        late.finish("PASSED", [sampleResult], { version: 1 }),
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
      await other.finish("FAILED", [{ ...sampleResult, status: "FAILED" }]);
      expect(await status()).toEqual(["FAILED"]);
      expect(await lease.db.getReport(executionId)).toEqual(Option.none());
    });

    it("fail their run when they are deleted, and stay away", async () => {
      const run = await claim();
      await lease.db.delete(executionId, { force: true });

      await expectRefused(
        [
          run.persist([sampleMetric()]),
          run.persistResults([sampleResult]),
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
      await run.persistResults([sampleResult]);

      await run.discard();

      expect(await lease.db.exists(executionId)).toBe(false);
      const again = await claim();
      await again.persist([sampleMetric({ value: 3 })], { batchId: "first" });
      expect(await values()).toEqual([3]);
      expect(await lease.db.getResults(executionId)).toEqual([]);
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
