import { ExecutionId, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import * as Option from "effect/Option";
import { describe, expect, it, vi } from "vitest";
import { check, SuiteStateError, VerificationSuite } from "../src/index.js";
import { type Order, ordersSource } from "./orders.js";
import { useRecordedStore } from "./recorded-store.js";

const key = new ResultKey("2025-01-08", { region: "eu" });
const store = useRecordedStore();

const revenue = check({ name: "revenue" }, (mp, ctx) => {
  ctx
    .assertThat(mp.sum("revenue"))
    .config({ name: "sum", severity: "P0", tags: ["money"] })
    .isGt(5);
  ctx.assertThat(mp.average("customer")).config({ name: "text" }).isGt(5);
});
const today: readonly Order[] = [{ day: "2025-01-08", revenue: 4 }];

describe("the record of an execution", () => {
  it("says what ran, on what, and how it ended", async () => {
    const suite = new VerificationSuite([revenue], store(), { name: "shop" });
    await suite.run([ordersSource(today)], key);
    const execution = Option.getOrThrow(await store().latestExecution("shop", key));
    expect(execution).toMatchObject({
      executionId: suite.executionId,
      suite: "shop",
      datasets: ["orders"],
      status: "error",
      versions: { node: process.versions.node, "@dqx/api": expect.stringMatching(/^\d+\.\d+\.\d+/) },
    });
    expect(execution.key?.identity).toBe(key.identity);
    expect(execution.finishedAt).toBeGreaterThanOrEqual(execution.startedAt);
  });

  it.each([
    ["passed", 1],
    ["failed", 2],
    ["empty", undefined],
  ])("ends as %s", async (status, bound) => {
    const rows = check({ name: "rows" }, (mp, ctx) => {
      const assertion = ctx.assertThat(mp.numRows());
      if (bound === undefined) assertion.noop();
      else assertion.isEq(bound);
    });
    await new VerificationSuite([rows], store(), { name: "shop" }).run([ordersSource(today)], key);
    expect(Option.getOrThrow(await store().latestExecution("shop", key)).status).toBe(status);
  });

  it("holds every result", async () => {
    const suite = new VerificationSuite([revenue], store(), { name: "shop" });
    const { assertions } = await suite.run([ordersSource(today)], key);
    const [sum, text] = await store().getResults(suite.executionId);
    expect(sum).toEqual({
      check: "revenue",
      assertion: "sum",
      severity: "P0",
      status: "FAILED",
      value: 4,
      expression: "sum(revenue)",
      bounds: "> 5",
      message: "sum(revenue) = 4 is not > 5 (1 below 5)",
      tags: { money: true },
    });
    expect(text).toMatchObject({ assertion: "text", status: "ERROR", message: assertions[1]?.message });
    expect(text).not.toHaveProperty("value");
  });

  it("is claimed by one of two runs that begin under one id at the same time", async () => {
    const executionId = ExecutionId("exec-1");
    const runs = [1, 2, 3, 4].map((value) =>
      new VerificationSuite([revenue], store(), { name: "shop", executionId }).run(
        [ordersSource([{ day: "2025-01-08", revenue: value }])],
        key,
      ),
    );
    const settled = await Promise.allSettled(runs);
    const won = settled.flatMap((run) => (run.status === "fulfilled" ? [run.value] : []));
    const lost = settled.flatMap((run) => (run.status === "rejected" ? [run.reason] : []));
    expect(won).toHaveLength(1);
    expect(lost).toHaveLength(3);
    for (const reason of lost) expect(reason).toBeInstanceOf(SuiteStateError);
    const values = (await store().getByExecutionId(executionId)).map(({ value }) => value);
    expect(values).toEqual([Option.getOrThrow(won[0]?.assertions[0]?.value ?? Option.none())]);
  });

  it("is forgotten when the run was misused, so that it may be repeated under the same id", async () => {
    const executionId = ExecutionId("exec-1");
    const lagged = check({ name: "lag" }, (mp, ctx) => ctx.assertThat(mp.numRows({ lag: 1 })).isPositive());
    const snapshot = InMemoryDataSource.fromColumns({ name: "users", columns: { id: [1] } });
    const suite = new VerificationSuite([lagged], store(), { name: "shop", executionId });
    await expect(suite.run([snapshot], key)).rejects.toThrow("users");
    expect(await store().exists(executionId)).toBe(false);
    const rows = [{ day: "2025-01-07", revenue: 1 }];
    expect((await suite.run([ordersSource(rows)], key)).status).toBe("PASSED");
  });

  it("is an error, and kept, when the run broke off with metrics stored", async () => {
    const db = store();
    vi.spyOn(db, "finishExecution").mockRejectedValueOnce(new Error("disk full"));
    const suite = new VerificationSuite([revenue], db, { name: "shop" });
    await expect(suite.run([ordersSource(today)], key)).rejects.toThrow("disk full");
    expect(Option.getOrThrow(await db.latestExecution("shop", key)).status).toBe("error");
    await expect(suite.run([ordersSource(today)], key)).rejects.toThrow("broke off");
  });

  it("counts as kept when the store cannot say what became of it", async () => {
    const db = store();
    vi.spyOn(db, "finishExecution").mockRejectedValueOnce(new Error("server gone"));
    vi.spyOn(db, "getPage").mockRejectedValueOnce(new Error("server gone"));
    const suite = new VerificationSuite([revenue], db, { name: "shop" });
    await expect(suite.run([ordersSource(today)], key)).rejects.toThrow("server gone");
    await expect(suite.run([ordersSource(today)], key)).rejects.toThrow("broke off");
  });

  it("fails as its store fails when it cannot be claimed", async () => {
    const db = store();
    vi.spyOn(db, "recordExecution").mockRejectedValueOnce(new Error("server gone"));
    const suite = new VerificationSuite([revenue], db, { name: "shop" });
    await expect(suite.run([ordersSource(today)], key)).rejects.toThrow("server gone");
    expect((await suite.run([ordersSource(today)], key)).status).toBe("ERROR");
  });

  it("is not left behind by a run that was aborted while it measured", async () => {
    const suite = new VerificationSuite([revenue], store(), { name: "shop" });
    const controller = new AbortController();
    const source = ordersSource(today);
    const withSession = source.withSession.bind(source);
    source.withSession = async (use, signal) => {
      controller.abort(new Error("enough"));
      return withSession(use, signal);
    };
    await expect(suite.run([source], key, { signal: controller.signal })).rejects.toThrow("enough");
    expect(await store().exists(suite.executionId)).toBe(false);
  });
});
