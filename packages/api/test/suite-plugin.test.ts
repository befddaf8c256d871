import { ExecutionId, ResultKey } from "@dqx/common";
import { describe, expect, it } from "vitest";
import {
  check,
  type Reporter,
  type RunReport,
  type SuitePlugin,
  VerificationSuite,
  type VerificationSuiteOptions,
} from "../src/index.js";
import { onClaim } from "./on-claim.js";
import { ordersSource } from "./orders.js";
import { useRecordedStore } from "./recorded-store.js";

const key = new ResultKey("2025-01-08", { region: "eu" });
const store = useRecordedStore();
const revenue = check({ name: "revenue" }, (mp, ctx) => {
  ctx.assertThat(mp.ext.dayOverDay(mp.sum("revenue"))).isEq(1.25);
});
const rows = [
  { day: "2025-01-07", revenue: 60 },
  { day: "2025-01-08", revenue: 75 },
];

function run(plugins: readonly SuitePlugin[], options: Partial<VerificationSuiteOptions> = {}) {
  const executionId = ExecutionId("exec-1");
  const suite = new VerificationSuite([revenue], store(), { name: "shop", executionId, plugins, ...options });
  return suite.run([ordersSource(rows)], key);
}

const never = () => new Promise<void>(() => {});

describe("a plugin", () => {
  it("is told the plan, the metrics and the report, in this order", async () => {
    const told: unknown[] = [];
    const result = await run([
      {
        name: "log",
        planned: ({ scans }, { executionId }) => void told.push(["planned", scans, executionId]),
        measured: (metrics) =>
          void told.push(["measured", metrics.map(({ name, date, value }) => [name, date, value])]),
        finished: (report, { suite, key: { date, tags } }) =>
          void told.push(["finished", report, suite, date, tags]),
      },
    ]);
    expect(told).toEqual([
      ["planned", 1, "exec-1"],
      [
        "measured",
        [
          ["sum(revenue)", "2025-01-07", 60],
          ["sum(revenue)", "2025-01-08", 75],
          ["dayOverDay(sum(revenue))", "2025-01-08", 1.25],
        ],
      ],
      ["finished", result.toJSON(), "shop", "2025-01-08", { region: "eu" }],
    ]);
    expect(result.warnings).toEqual([]);
  });

  it("is told of the end once everything is stored", async () => {
    const stored: unknown[] = [];
    await run([
      {
        name: "reader",
        async finished({ execution }) {
          stored.push((await store().getResults(execution.id)).map(({ status }) => status));
        },
      },
    ]);
    expect(stored).toEqual([["PASSED"]]);
  });

  it("that throws, in whatever hook, is a warning and hurts neither the run nor the other plugins", async () => {
    const told: string[] = [];
    const broken: SuitePlugin = {
      name: "broken",
      planned: () => {
        throw new Error("no disk");
      },
      measured: () => Promise.reject(new Error("no network")),
      finished: () => {
        throw "a text";
      },
    };
    const sound: SuitePlugin = {
      name: "sound",
      planned: () => void told.push("planned"),
      measured: () => void told.push("measured"),
      finished: () => void told.push("finished"),
    };
    const result = await run([broken, sound]);
    expect(told).toEqual(["planned", "measured", "finished"]);
    expect(result.status).toBe("PASSED");
    expect(result.warnings).toEqual([
      "Plugin 'broken' failed in planned: no disk",
      "Plugin 'broken' failed in measured: no network",
      "Plugin 'broken' failed in finished: a text",
    ]);
    expect(result.toJSON().warnings).toEqual(result.warnings);
  });

  it("that hangs is given up after its time, told so by its signal, and becomes a warning", async () => {
    const signals: AbortSignal[] = [];
    const told: string[] = [];
    const hanging: SuitePlugin = {
      name: "hanging",
      planned(_, { signal }) {
        signals.push(signal);
        return never();
      },
      finished: never,
    };
    const sound: SuitePlugin = { name: "sound", finished: ({ status }) => void told.push(status) };
    const result = await run([hanging, sound], { pluginTimeoutMs: 5 });
    expect(result.status).toBe("PASSED");
    expect(told).toEqual(["PASSED"]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(result.warnings).toEqual([
      "Plugin 'hanging' took longer than 5 ms in planned, so the run went on without it. Give it more time with pluginTimeoutMs, or make it faster.",
      "Plugin 'hanging' took longer than 5 ms in finished, so the run went on without it. Give it more time with pluginTimeoutMs, or make it faster.",
    ]);
  });

  it("cannot change what it is given", async () => {
    const result = await run([
      { name: "vandal", finished: (report) => void Object.assign(report, { status: "FAILED" }) },
      { name: "second", planned: (plan) => void Object.assign(plan.assertions[0] ?? {}, { name: "x" }) },
    ]);
    expect(result.toJSON().status).toBe("PASSED");
    expect(result.warnings).toEqual([
      expect.stringMatching(/^Plugin 'second' failed in planned: Cannot assign to read only property/),
      expect.stringMatching(/^Plugin 'vandal' failed in finished: Cannot assign to read only property/),
    ]);
  });

  it("is not told of a run that fails, nor of what comes behind", async () => {
    const told: string[] = [];
    const log: SuitePlugin = {
      name: "log",
      planned: () => void told.push("planned"),
      measured: () => void told.push("measured"),
      finished: () => void told.push("finished"),
    };
    onClaim(store(), (claim) => {
      claim.persist = () => Promise.reject(new Error("disk full"));
    });
    await expect(run([log])).rejects.toThrow("disk full");
    expect(told).toEqual(["planned"]);
  });

  it("keeps its own fields: hooks are methods", async () => {
    class Counter implements SuitePlugin {
      readonly name = "counter";
      calls = 0;
      finished(): void {
        this.calls += 1;
      }
    }
    const counter = new Counter();
    await run([counter]);
    expect(counter.calls).toBe(1);
  });

  it.each([
    [{}, "got {} for its plugins. Give a list"],
    [[null], "a plugin whose name is undefined"],
    [[{ name: " " }], 'a plugin whose name is " "'],
    [[{ name: "a" }, { name: "a" }], "two plugins named 'a'"],
    [[{ name: "a", finished: true }], "Plugin 'a' has true as finished. Give a function"],
  ])("is refused when it is none: %j", (plugins, message) => {
    const options = { name: "shop", plugins } as unknown as VerificationSuiteOptions;
    expect(() => new VerificationSuite([revenue], store(), options)).toThrow(message);
  });

  it.each([0, -1, Number.NaN, 2 ** 31])(
    "has a time limit that timers can count: not %d",
    (pluginTimeoutMs) => {
      const options = { name: "shop", pluginTimeoutMs };
      expect(() => new VerificationSuite([revenue], store(), options)).toThrow("got pluginTimeoutMs");
    },
  );
});

describe("a reporter", () => {
  it("renders a report that went through JSON like a live one", async () => {
    const lines: Reporter = {
      name: "lines",
      extension: "txt",
      render: ({ assertions }) => assertions.map(({ status, name }) => `${status} ${name}\n`).join(""),
    };
    const report = (await run([])).toJSON();
    const stored: RunReport = JSON.parse(JSON.stringify(report));
    expect(lines.render(report)).toBe("PASSED dayOverDay(sum(revenue)) = 1.25 ± 1e-9\n");
    expect(lines.render(stored)).toBe(lines.render(report));
  });
});
