import { ExecutionId, InvalidArgumentError, Option, ResultKey } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { DuplicateExecutionError } from "../../errors/duplicate-execution-error.js";
import type { ExecutionFilter, NewExecution } from "../../executions/execution.js";
import { sampleMetric } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const key = new ResultKey("2025-01-08", { region: "eu" });
const executionId = ExecutionId("exec-1");

function sampleExecution(about: Partial<NewExecution> = {}): NewExecution {
  return { executionId, suite: "orders", key, ...about };
}

/** Executions are recorded when they begin and end, listed latest first, and found by suite and key. */
export function recordingContract(lease: StoreLease): void {
  const ids = async (filter: Parameters<StoreLease["db"]["listExecutions"]>[0]) =>
    (await lease.db.listExecutions(filter)).executions.map((execution) => execution.executionId);

  describe("recorded executions", () => {
    it("are given back with all that was said of them, and how they ended", async () => {
      const execution = sampleExecution({
        datasets: ["orders", "customers"],
        versions: { "@dqx/api": "0.1.0", node: "20.20.2" },
        host: "worker-7",
        parentId: ExecutionId("exec-0"),
      });
      const startedAt = lease.now;
      await lease.db.recordExecution(execution);
      expect((await lease.db.listExecutions()).executions).toEqual([
        { ...execution, status: "RUNNING", startedAt },
      ]);

      lease.now += 5_000;
      await lease.db.finishExecution(executionId, "FAILED");

      expect(await lease.db.latestExecution("orders", key)).toEqual(
        Option.some({ ...execution, status: "FAILED", startedAt, finishedAt: startedAt + 5_000 }),
      );
    });

    it("fill in an execution that has only written metrics, and begin once", async () => {
      await lease.db.persist([sampleMetric()]);
      expect((await lease.db.listExecutions()).executions).toEqual([{ executionId, startedAt: lease.now }]);

      await lease.db.recordExecution(sampleExecution());

      const again = lease.db.recordExecution(sampleExecution());
      await expect(again).rejects.toThrow(DuplicateExecutionError);
      await expect(again).rejects.toThrow("Execution exec-1 is recorded already.");
      expect(await lease.db.getByExecutionId(executionId)).toHaveLength(1);
      expect((await lease.db.listExecutions()).executions).toMatchObject([
        { suite: "orders", status: "RUNNING" },
      ]);
    });

    it("begin once also when two begin at once", async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 5 }, () => lease.db.recordExecution(sampleExecution())),
      );

      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });

    it.each(["PASSED", "FAILED", "ERROR", "EMPTY", "INTERRUPTED"] as const)(
      "are listed as %s when they ended so",
      async (status) => {
        await lease.db.recordExecution(sampleExecution());
        await lease.db.finishExecution(executionId, status);

        expect((await lease.db.listExecutions({ status })).executions).toMatchObject([
          { executionId, status },
        ]);
        expect(await ids({ status: "RUNNING" })).toEqual([]);
      },
    );

    it("cannot be finished when they were never recorded", async () => {
      await expect(lease.db.finishExecution(executionId, "PASSED")).rejects.toThrow("it was never recorded");
    });

    it("are listed latest first, by suite, date, tags and status", async () => {
      const add = (id: string, about: Partial<NewExecution> = {}) =>
        lease.db.recordExecution(sampleExecution({ executionId: ExecutionId(id), ...about }));
      await add("a");
      await add("b", { key: new ResultKey("2025-01-09", { region: "eu" }) });
      await add("c", { key: new ResultKey("2025-01-08", { region: "us" }) });
      await add("d", { suite: "customers" });
      await add("e");
      await lease.db.finishExecution(ExecutionId("a"), "PASSED");

      expect(await ids({})).toEqual(["e", "d", "c", "b", "a"]);
      expect(await ids({ suite: "orders" })).toEqual(["e", "c", "b", "a"]);
      expect(await ids({ from: "2025-01-09" })).toEqual(["b"]);
      expect(await ids({ until: "2025-01-08", suite: "orders" })).toEqual(["e", "c", "a"]);
      expect(await ids({ tags: { region: "us" } })).toEqual(["c"]);
      expect(await ids({ tags: {} })).toEqual([]);
      expect(await ids({ status: "PASSED" })).toEqual(["a"]);
      expect(Option.getOrThrow(await lease.db.latestExecution("orders", key)).executionId).toBe("e");
      expect(await lease.db.latestExecution("nobody", key)).toEqual(Option.none());
    });

    it("are listed in pages, each once, also while new ones begin", async () => {
      for (let index = 0; index < 7; index++) {
        await lease.db.recordExecution(sampleExecution({ executionId: ExecutionId(`exec-${index}`) }));
      }

      const first = await lease.db.listExecutions({ limit: 3 });
      await lease.db.recordExecution(sampleExecution({ executionId: ExecutionId("later") }));
      const { cursor = "" } = first;
      const second = await lease.db.listExecutions({ limit: 4, cursor });

      expect([...first.executions, ...second.executions].map((execution) => execution.executionId)).toEqual(
        [6, 5, 4, 3, 2, 1, 0].map((index) => `exec-${index}`),
      );
      expect(second).not.toHaveProperty("cursor");
    });

    it.each([
      { limit: 0 },
      { limit: 1.5 },
      { limit: 10_001 },
      { cursor: "x" },
      { cursor: "-1" },
      { from: "today" },
      { from: "2025-01-09", until: "2025-01-08" },
      { status: "passed" },
    ])("refuse to be listed with %o", async (filter) => {
      await expect(lease.db.listExecutions(filter as ExecutionFilter)).rejects.toThrow(InvalidArgumentError);
    });

    it.each([
      [{ suite: undefined }, "Execution exec-1 cannot be recorded: its suite is undefined."],
      [{ suite: "x".repeat(256) }, "Give 1 to 255 characters."],
      [{ suite: "a\0b" }, 'its suite is "a\\u0000b".'],
      [{ key: "2025-01-08" }, 'its key is "2025-01-08". Give a ResultKey.'],
      [{ datasets: "orders" }, 'its list of datasets is "orders".'],
      [{ datasets: [1] }, "its list of datasets is [1]."],
      [{ versions: { node: 20 } }, 'its record of versions is {"node":20}. Give texts by name.'],
      [{ host: "" }, 'its host is "".'],
      [{ parentId: "" }, "is not an execution id"],
      [{ parent: "exec-0" }, "recordExecution has no option 'parent'."],
    ])("refuse to begin with %o", async (about, message) => {
      const attempt = lease.db.recordExecution({ ...sampleExecution(), ...about } as NewExecution);

      await expect(attempt).rejects.toThrow(InvalidArgumentError);
      await expect(attempt).rejects.toThrow(message);
      expect(await lease.db.exists(executionId)).toBe(false);
    });

    it("end with their results, or do not end", async () => {
      const result = {
        check: "orders",
        assertion: "has rows",
        severity: "P1",
        status: "PASSED",
        expression: "numRows()",
        tags: {},
      } as const;
      await expect(lease.db.finishExecution(executionId, "PASSED", [result])).rejects.toThrow(
        "it was never recorded",
      );
      expect(await lease.db.getResults(executionId)).toEqual([]);

      await lease.db.recordExecution(sampleExecution());
      const wrong = { ...result, value: Number.NaN };
      await expect(lease.db.finishExecution(executionId, "PASSED", [result, wrong])).rejects.toThrow(
        "its value is NaN",
      );
      expect(await ids({ status: "RUNNING" })).toEqual(["exec-1"]);

      await lease.db.finishExecution(executionId, "PASSED", [result]);
      expect(await ids({ status: "PASSED" })).toEqual(["exec-1"]);
      expect(await lease.db.getResults(executionId)).toEqual([result]);
    });

    it("refuse to end as nothing does", async () => {
      await lease.db.recordExecution(sampleExecution());

      for (const status of ["RUNNING", "ABANDONED", "PASED", "passed", undefined]) {
        const attempt = lease.db.finishExecution(executionId, status as "PASSED");
        await expect(attempt).rejects.toThrow("is no status of a finished execution.");
      }
    });
  });
}
