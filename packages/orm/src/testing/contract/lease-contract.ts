import { ExecutionId, ResultKey } from "@dqx/common";
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

/** A run that renews its lease no more has abandoned its execution, which can be told, deleted and taken over. */
export function leaseContract(lease: StoreLease): void {
  const claim = (options?: ClaimOptions) => lease.db.claimExecution(execution, options);
  const values = async () => (await lease.db.getByExecutionId(executionId)).map(({ value }) => value);
  const status = async () => (await lease.db.listExecutions()).executions.map((listed) => listed.status);

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
      await late.persistResults([sampleResult]);
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
