import { ExecutionId, InvalidArgumentError } from "@dqx/common";
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
}
