import { describe, expect, it } from "vitest";
import { shop } from "./dqx.js";

const stopping = `
export default {
  sources: { orders: { uri: "orders.csv", dateColumn: "day" } },
  checks: [{ name: "rows", datasets: undefined, onEmpty: "fail", body: (mp, ctx) => ctx.assertThat(mp.numRows()).isPositive() }],
  plugins: [{ name: "stop", planned: () => globalThis.stopOfDqxTest() }],
};`;

describe("dqx run ends", () => {
  it("with 0 when all holds", async () => {
    using folder = shop();
    expect(await folder.dqx(["run", "--date", "2025-01-07"])).toMatchObject({ code: 0, err: "" });
  });

  it("with 1 when an assertion at or above --fail-on fails, P1 by default", async () => {
    using folder = shop();
    const code = async (...args: string[]) =>
      (await folder.dqx(["run", "--date", "2025-01-08", ...args])).code;
    expect(await code()).toBe(1);
    expect(await code("--fail-on", "P0")).toBe(0);
    expect(await code("--fail-on", "P3")).toBe(1);
  });

  it("with 1 when warnings are to fail, and there are some", async () => {
    using folder = shop({
      "dqx.yaml": `${"sources: { orders: { uri: orders.csv, dateColumn: day } }"}\nchecks:\n  rows: { assertions: [{ assert: numRows(), atLeast: 1 }] }\n  idle: { assertions: [] }\n`,
    });
    expect((await folder.dqx(["run", "--date", "2025-01-07"])).code).toBe(0);
    expect((await folder.dqx(["run", "--date", "2025-01-07", "--fail-on", "warn"])).code).toBe(1);
  });

  it("with 1 when an assertion warns, and warnings are to fail", async () => {
    using folder = shop({
      "dqx.yaml":
        "sources: { orders: orders.csv }\nchecks: { rows: { assertions: [{ assert: numRows(), atLeast: 1, warn: 9 }] } }\n",
    });
    expect(await folder.dqx(["run"])).toMatchObject({ code: 0, out: expect.stringContaining("WARNED") });
    expect((await folder.dqx(["run", "--fail-on", "warn"])).code).toBe(1);
  });

  it("with 1 when nothing could be judged", async () => {
    using folder = shop({
      "dqx.yaml":
        "sources: { orders: orders.csv }\nchecks: { rows: { assertions: [{ assert: numRows() }] } }\n",
    });
    const { code, out } = await folder.dqx(["run"]);
    expect([code, out]).toEqual([
      1,
      expect.stringContaining("Nothing could be judged: the one assertion was skipped."),
    ]);
  });

  it("with 2 when the command line or the configuration is wrong", async () => {
    using folder = shop({ "wrong.yaml": "chekcs: {}\n" });
    expect(await folder.dqx(["run", "--dat", "2025-01-07"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("did you mean --date?"),
    });
    expect(await folder.dqx(["run", "wrong.yaml"])).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        "wrong.yaml:1:1: The configuration has no key 'chekcs'. Did you mean 'checks'?",
      ),
    });
  });

  it("with 3 when a source cannot be read", async () => {
    using folder = shop();
    const { code, out } = await folder.dqx(["run", "--date", "2025-01-07", "--source", "orders=gone.csv"]);
    expect([code, out]).toEqual([3, expect.stringContaining("gone.csv")]);
  });

  it("with 4 when the store cannot be used", async () => {
    using folder = shop({ "dqx.db": "this is no database, and long enough to be told from one".repeat(20) });
    expect(await folder.dqx(["run", "--date", "2025-01-07"])).toMatchObject({
      code: 4,
      err: expect.stringContaining("dqx.db"),
    });
  });

  it("with 130 when it is told to stop, the execution recorded as INTERRUPTED", async () => {
    using folder = shop({ "dqx.config.mjs": stopping });
    const onStart = (interrupt: () => void) => Object.assign(globalThis, { stopOfDqxTest: interrupt });
    const { code, out, err } = await folder.dqx(["run", "--date", "2025-01-07"], { onStart });
    expect([code, out, err]).toEqual([
      130,
      "",
      "Stopped by SIGINT. A run that had begun is recorded as INTERRUPTED.\n",
    ]);
    expect((await folder.dqx(["executions"])).out).toContain("INTERRUPTED");
  });
});
