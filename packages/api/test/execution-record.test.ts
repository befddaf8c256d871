import { ExecutionId, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { numRows } from "@dqx/metrics";
import type { MetricDB } from "@dqx/orm";
import * as Option from "effect/Option";
import { describe, expect, it, vi } from "vitest";
import { check, SuiteStateError, VerificationSuite } from "../src/index.js";
import { onClaim } from "./on-claim.js";
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
      status: "ERROR",
      versions: { node: process.versions.node, "@dqx/api": expect.stringMatching(/^\d+\.\d+\.\d+/) },
    });
    expect(execution.key?.identity).toBe(key.identity);
    expect(execution.finishedAt).toBeGreaterThanOrEqual(execution.startedAt);
  });

  it.each([
    ["PASSED", 1],
    ["FAILED", 2],
    ["EMPTY", undefined],
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
    expect(sum).toMatchObject({
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

  it("gives back the report of the run, and what became of each of its metrics", async () => {
    const suite = new VerificationSuite([revenue], store(), { name: "shop" });
    const result = await suite.run([ordersSource(today)], key);

    const report = await store().getReport(suite.executionId);

    expect(JSON.stringify(Option.getOrThrow(report))).toBe(JSON.stringify(result));
    expect(
      (await store().getOutcomes(suite.executionId)).map(({ spec, dataset, key, outcome }) => ({
        name: spec.name,
        dataset,
        date: key.date,
        outcome,
      })),
    ).toEqual(result.metrics);
    expect(result.metrics.map(({ outcome }) => outcome.kind)).toEqual(["value", "failed"]);
    const [sum] = await store().getResults(suite.executionId);
    expect(sum?.comparison).toEqual(result.toJSON().assertions[0]?.comparison);
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
    failToFinishOnce(db, new Error("disk full"));
    const suite = new VerificationSuite([revenue], db, { name: "shop" });
    await expect(suite.run([ordersSource(today)], key)).rejects.toThrow("disk full");
    expect(Option.getOrThrow(await db.latestExecution("shop", key)).status).toBe("ERROR");
    await expect(suite.run([ordersSource(today)], key)).rejects.toThrow("broke off");
  });

  it("counts as kept when the store cannot say what became of it", async () => {
    const db = store();
    failToFinishOnce(db, new Error("server gone"));
    vi.spyOn(db, "getPage").mockRejectedValueOnce(new Error("server gone"));
    const suite = new VerificationSuite([revenue], db, { name: "shop" });
    await expect(suite.run([ordersSource(today)], key)).rejects.toThrow("server gone");
    await expect(suite.run([ordersSource(today)], key)).rejects.toThrow("broke off");
  });

  it("fails as its store fails when it cannot be claimed", async () => {
    const db = store();
    vi.spyOn(db, "claimExecution").mockRejectedValueOnce(new Error("server gone"));
    const suite = new VerificationSuite([revenue], db, { name: "shop" });
    await expect(suite.run([ordersSource(today)], key)).rejects.toThrow("server gone");
    expect((await suite.run([ordersSource(today)], key)).status).toBe("ERROR");
  });

  it("is kept as interrupted when the run was told to stop while it measured", async () => {
    const suite = new VerificationSuite([revenue], store(), { name: "shop" });
    const controller = new AbortController();
    const source = beforeReading(ordersSource(today), async () => controller.abort(new Error("enough")));
    await expect(suite.run([source], key, { signal: controller.signal })).rejects.toThrow("enough");
    expect(Option.getOrThrow(await store().latestExecution("shop", key))).toMatchObject({
      executionId: suite.executionId,
      status: "INTERRUPTED",
    });
    expect(await store().getByExecutionId(suite.executionId)).toEqual([]);
    await expect(suite.run([ordersSource(today)], key)).rejects.toThrow("broke off");
  });

  it("is kept as interrupted when the run was told to stop while a plugin took its time behind the measuring", async () => {
    const controller = new AbortController();
    const slow = { name: "slow", measured: () => controller.abort(new Error("enough")) };
    const rows = check({ name: "rows" }, (mp, ctx) => ctx.assertThat(mp.numRows()).isPositive());
    const suite = new VerificationSuite([rows], store(), { name: "shop", plugins: [slow] });
    await expect(suite.run([ordersSource(today)], key, { signal: controller.signal })).rejects.toThrow(
      "enough",
    );
    expect(Option.getOrThrow(await store().latestExecution("shop", key)).status).toBe("INTERRUPTED");
  });
});

describe("the claim of an execution", () => {
  const executionId = ExecutionId("exec-1");
  const rows = check({ name: "rows" }, (mp, ctx) => ctx.assertThat(mp.sum("revenue")).isPositive());
  const suiteOf = (options: object = {}) =>
    new VerificationSuite([rows], store(), { name: "shop", executionId, ...options });
  const days = (revenue: number): readonly Order[] => [{ day: "2025-01-08", revenue }];

  it("fails a late run whose execution was deleted and claimed again, and keeps the other's numbers", async () => {
    const [gate, open] = gateOf();
    const [reading, read] = gateOf();
    const slow = beforeReading(ordersSource(days(111)), async () => {
      read();
      await gate;
    });
    const late = suiteOf().run([slow], key);
    const outcome = expect(late).rejects.toMatchObject({
      _tag: "ExecutionClaimError",
      reason: "taken",
      executionId,
    });
    await reading;
    await eventually(() => store().exists(executionId)).toBe(true);
    await store().delete(executionId, { force: true });

    const result = await suiteOf().run([ordersSource(days(222))], key);
    open();
    await outcome;

    expect(result.status).toBe("PASSED");
    expect((await store().getByExecutionId(executionId)).map(({ value }) => value)).toEqual([222]);
    expect((await store().getResults(executionId)).map(({ value }) => value)).toEqual([222]);
    expect((await store().listExecutions()).executions.map(({ status }) => status)).toEqual(["PASSED"]);
  });

  it("fails a run whose execution was deleted, and leaves nothing of it", async () => {
    const source = beforeReading(ordersSource(days(1)), async () => {
      await eventually(() => store().exists(executionId)).toBe(true);
      await store().delete(executionId, { force: true });
    });
    const suite = suiteOf();

    await expect(suite.run([source], key)).rejects.toMatchObject({ reason: "deleted", executionId });

    expect(await store().exists(executionId)).toBe(false);
    expect(await store().getByExecutionId(executionId)).toEqual([]);
    expect(await store().getResults(executionId)).toEqual([]);
    await expect(suite.run([ordersSource(days(1))], key)).rejects.toThrow("broke off");
  });

  it("is renewed while the run goes on, which learns of its loss before it has anything to store", async () => {
    const db = store();
    onClaim(db, () => undefined, { leaseMs: 40 });
    let renewed = 0;
    const source = beforeReading(ordersSource(days(1)), async (signal) => {
      const leasedUntil = async () => (await db.listExecutions()).executions[0]?.leasedUntil ?? 0;
      await eventually(leasedUntil).toBeGreaterThan(0);
      const first = await leasedUntil();
      await eventually(leasedUntil).toBeGreaterThan(first);
      renewed += 1;
      await db.delete(executionId, { force: true });
      await eventually(() => signal?.aborted).toBe(true);
    });

    await expect(suiteOf().run([source], key)).rejects.toMatchObject({ reason: "deleted" });

    expect(renewed).toBe(1);
  });

  it("outlives a renewal that its store does not answer", async () => {
    const db = store();
    const renew = vi.fn().mockRejectedValue(new Error("server gone"));
    onClaim(db, (claim) => vi.spyOn(claim, "renew").mockImplementation(renew), { leaseMs: 20 });
    const source = beforeReading(ordersSource(days(1)), () =>
      eventually(() => renew.mock.calls.length).toBeGreaterThan(1),
    );

    expect((await suiteOf().run([source], key)).status).toBe("PASSED");
    expect(renew.mock.calls.length).toBeGreaterThan(1);
  });

  it("lets a run take over what another one left behind, when it is asked to", async () => {
    const abandoned = await store().claimExecution({ executionId, suite: "shop", key }, { leaseMs: 1 });
    await abandoned.persist([]);
    await expect(suiteOf().run([ordersSource(days(1))], key)).rejects.toThrow(
      "takeOver: true in the suite's options discards what it has stored",
    );
    const abandonedOnes = async () =>
      (await store().listExecutions({ status: "ABANDONED" })).executions.length;
    await eventually(abandonedOnes).toBe(1);

    const result = await suiteOf({ takeOver: true }).run([ordersSource(days(2))], key);

    expect(result.status).toBe("PASSED");
    await expect(abandoned.finish("PASSED")).rejects.toMatchObject({ reason: "taken" });
    expect((await store().getByExecutionId(executionId)).map(({ value }) => value)).toEqual([2]);
  });

  it("is refused before any data is read when the store has the execution", async () => {
    await store().recordExecution({ executionId, suite: "shop", key });
    const source = ordersSource(days(1));
    const reads = vi.spyOn(source, "withSession");

    await expect(suiteOf().run([source], key)).rejects.toThrow("is in the store already");

    expect(reads).not.toHaveBeenCalled();
  });

  it("is not taken over unasked, also when it was left behind since the run looked for it", async () => {
    const db = store();
    const abandoned = await db.claimExecution({ executionId, suite: "shop", key }, { leaseMs: 1 });
    await abandoned.persist([
      {
        spec: numRows.spec({}),
        key,
        dataset: "orders",
        value: 7,
        metadata: { executionId },
      },
    ]);
    await eventually(async () => (await db.listExecutions({ status: "ABANDONED" })).executions.length).toBe(
      1,
    );
    vi.spyOn(db, "exists").mockResolvedValueOnce(false);

    await expect(suiteOf().run([ordersSource(days(1))], key)).rejects.toThrow("is in the store already");

    expect((await db.getByExecutionId(executionId)).map(({ value }) => value)).toEqual([7]);
  });

  it("is not taken over while the other run may be alive", async () => {
    await store().claimExecution({ executionId, suite: "shop", key });

    const attempt = suiteOf({ takeOver: true }).run([ordersSource(days(1))], key);

    await expect(attempt).rejects.toBeInstanceOf(SuiteStateError);
    await expect(attempt).rejects.toThrow("Execution exec-1 is running");
    expect(() => suiteOf({ takeOver: "yes" })).toThrow('got takeOver "yes"');
  });
});

/** What becomes so after a while, which may be long on a busy machine. */
function eventually<Value>(read: () => Value | Promise<Value>) {
  return expect.poll(read, { timeout: 20_000, interval: 5 });
}

/** A promise, and what fulfils it. */
function gateOf(): readonly [gate: Promise<void>, open: () => void] {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return [gate, open];
}

/** Does something before a source is read for the first time. */
function beforeReading(
  source: ReturnType<typeof ordersSource>,
  work: (signal: AbortSignal | undefined) => Promise<unknown>,
): ReturnType<typeof ordersSource> {
  const withSession = source.withSession.bind(source);
  let done: Promise<unknown> | undefined;
  source.withSession = async (use, signal) => {
    done ??= work(signal);
    await done;
    return withSession(use, signal);
  };
  return source;
}

/** Lets the executions of a store fail to finish at the first attempt. */
function failToFinishOnce(db: MetricDB, error: Error): void {
  onClaim(db, (claim) => {
    vi.spyOn(claim, "finish").mockRejectedValueOnce(error);
  });
}
