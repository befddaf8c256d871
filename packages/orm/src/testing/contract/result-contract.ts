import { ExecutionId, InvalidArgumentError, Option, ResultKey } from "@dqx/common";
import { describe, expect, it } from "vitest";
import type { StoredResult } from "../../results/stored-result.js";
import type { StoreLease } from "../fixture/store-lease.js";

const first = ExecutionId("exec-1");
const second = ExecutionId("exec-2");

function sampleResult(about: Partial<StoredResult> = {}): StoredResult {
  return {
    check: "orders are complete",
    assertion: "has rows",
    severity: "P0",
    status: "PASSED",
    expression: "numRows()",
    tags: {},
    ...about,
  };
}

/** Results come back as they were, in order, to their own execution. */
export function resultContract(lease: StoreLease): void {
  describe("results", () => {
    it("come back as they were, in the order they were stored", async () => {
      const results = [
        sampleResult({ value: 0.1, bounds: "> 0" }),
        sampleResult({
          status: "FAILED",
          value: -5e-324,
          message: "too few\nrows",
          tags: { team: "a", n: 1 },
        }),
        sampleResult({ status: "SKIPPED", severity: "P3", message: "no data on 2025-01-01" }),
        sampleResult({ status: "ERROR", check: 'a"b', assertion: "日🦆", expression: "x_1 / x_2" }),
      ];
      await lease.db.persistResults(first, results.slice(0, 3));
      await lease.db.persistResults(first, results.slice(3));
      await lease.db.persistResults(first, []);

      expect(await lease.db.getResults(first)).toEqual(results);
      expect(await lease.db.exists(first)).toBe(true);
    });

    it("keep what the value was held against, and their part of the report", async () => {
      const results = [
        sampleResult({
          comparison: { version: 1, kind: "between", low: 0.8, high: 1.2 },
          report: {
            name: "has rows",
            tags: ["a", "half \uD800"],
            value: null,
            at: { nested: [1, true, "a\0b"] },
          },
        }),
        sampleResult(),
      ];
      await lease.db.persistResults(first, results);

      expect(await lease.db.getResults(first)).toEqual(results);
    });

    it.each<[string, object]>([
      ["as it is", {}],
      ["with more in it", { metrics: [{ name: "num_rows()", value: 1 }], owner: "billing", warnings: ["a"] }],
      ["with a name of its own", { name: "another" }],
      ["with another value", { value: null }],
      ["with tags", { tags: ["daily"] }],
      ["with a key of the store's own", { $inColumns: true }],
    ])("keep a part of the report that says what they say, %s", async (_, others) => {
      const told = {
        severity: "P1",
        status: "FAILED",
        message: "1 is not > 5",
        expression: "num_rows()",
      } as const;
      const comparison = { version: 1, kind: "greater", bound: 5 };
      const report = { check: "volume", name: "enough", ...told, tags: [], value: 1, comparison, ...others };
      const result = sampleResult({
        ...told,
        check: "volume",
        assertion: "enough",
        value: 1,
        comparison,
        report,
      });
      await lease.db.persistResults(first, [result]);

      expect(await lease.db.getResults(first)).toEqual([result]);
    });

    it("keep a part of the report that has text which no database holds", async () => {
      const { comparison, ...told } = { ...sampleResult(), comparison: { version: 1 } };
      const text = "a\0b \uD800";
      const report = { ...told, check: text, name: text, message: text, tags: [], value: null, comparison };
      const result = { ...told, check: text, assertion: text, message: text, comparison, report };
      await lease.db.persistResults(first, [result]);

      expect(await lease.db.getResults(first)).toMatchObject([{ report }]);
    });

    it.each([
      [{ comparison: { kind: "gt" } }, 'comparison is {"kind":"gt"}, which says no version.'],
      [{ comparison: { version: 0 } }, "which says no version."],
      [
        { comparison: { version: 1, bound: Number.NaN } },
        "comparison.bound is NaN, which is not plain JSON.",
      ],
      [{ report: { at: undefined, when: new Date(0) } }, "report.when is"],
    ])("are refused with %o", async (wrong, message) => {
      const attempt = lease.db.persistResults(first, [{ ...sampleResult(), ...wrong } as StoredResult]);

      await expect(attempt).rejects.toThrow(InvalidArgumentError);
      await expect(attempt).rejects.toThrow(message);
      expect(await lease.db.getResults(first)).toEqual([]);
    });

    it("belong to one execution, and go with it", async () => {
      await lease.db.persistResults(first, [sampleResult({ value: 1 })]);
      await lease.db.persistResults(second, [sampleResult({ value: 2 })]);

      await lease.db.delete(first);

      expect(await lease.db.getResults(first)).toEqual([]);
      expect((await lease.db.getResults(second)).map(({ value }) => value)).toEqual([2]);
    });

    it("are stored all or none, thousands too", async () => {
      const many = Array.from({ length: 1_201 }, (_, value) => sampleResult({ value }));
      await expect(
        lease.db.persistResults(first, [...many, sampleResult({ value: Number.NaN })]),
      ).rejects.toThrow(
        "The result of assertion 'has rows' of check 'orders are complete' in execution exec-1 cannot be stored: its value is NaN",
      );
      expect(await lease.db.getResults(first)).toEqual([]);

      await lease.db.persistResults(first, many);
      expect((await lease.db.getResults(first)).map(({ value }) => value)).toEqual(
        many.map(({ value }) => value),
      );
    });

    it.each([
      [{ severity: "P9" }, 'its severity is "P9". Give one of P0, P1, P2, P3.'],
      [{ status: "passed" }, 'its status is "passed". Give one of PASSED'],
      [{ expression: undefined }, "its expression is undefined. Give text."],
      [{ message: 7 }, "its message is 7. Give text."],
    ])("are refused with %o", async (wrong, message) => {
      const attempt = lease.db.persistResults(first, [{ ...sampleResult(), ...wrong } as StoredResult]);

      await expect(attempt).rejects.toThrow(InvalidArgumentError);
      await expect(attempt).rejects.toThrow(message);
    });

    it("are kept when their text has what a database cannot hold, which is replaced", async () => {
      await lease.db.persistResults(first, [
        sampleResult({ check: "a\0b", message: "half \uD800 of a duck" }),
      ]);

      expect(await lease.db.getResults(first)).toEqual([
        sampleResult({ check: "a\uFFFDb", message: "half \uFFFD of a duck" }),
      ]);
    });
  });

  describe("reports", () => {
    const execution = { executionId: first, suite: "orders", key: new ResultKey("2025-01-08") };
    const report = { version: 3, suite: "orders", tags: { region: "eu" }, warnings: ["a\nb"], plan: null };

    it("come back as they were, with the parts of the results in their order", async () => {
      await lease.db.recordExecution(execution);
      expect(await lease.db.getReport(first)).toEqual(Option.none());
      const parts = [{ name: "b" }, { name: "a" }];

      await lease.db.finishExecution(
        first,
        "PASSED",
        parts.map((part) => sampleResult({ report: part })),
        report,
      );

      expect(await lease.db.getReport(first)).toEqual(Option.some({ ...report, assertions: parts }));
      expect(await lease.db.getReport(second)).toEqual(Option.none());
    });

    it("are whole where the results have no parts", async () => {
      const run = await lease.db.claimExecution(execution);
      await run.finish("EMPTY", [sampleResult()], { ...report, assertions: [1] });

      expect(await lease.db.getReport(first)).toEqual(Option.some({ ...report, assertions: [1] }));
      await lease.db.delete(first);
      expect(await lease.db.getReport(first)).toEqual(Option.none());
    });

    it("are refused without a version, and the execution goes on", async () => {
      const run = await lease.db.claimExecution(execution);

      await expect(run.finish("PASSED", [], { suite: "orders" } as never)).rejects.toThrow(
        'The report is {"suite":"orders"}, which says no version.',
      );
      expect((await lease.db.listExecutions({ status: "RUNNING" })).executions).toHaveLength(1);
    });
  });
}
