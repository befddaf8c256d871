import type { AssertionReport, RunReport } from "@dqx/api";
import { LocalDate } from "@dqx/common";
import { beforeAll, describe, expect, it } from "vitest";
import { boundChart } from "../src/charts/bound-chart.js";
import { trendChart } from "../src/charts/trend-chart.js";
import { shopReport } from "./shop-report.js";

let report: RunReport;
beforeAll(async () => {
  report = await shopReport();
});

function assertion(
  comparison: Partial<AssertionReport["comparison"]>,
  value: number | null,
): AssertionReport {
  const [first] = report.assertions;
  if (first === undefined) throw new Error("The report has no assertions.");
  // A part of a comparison is completed by the tolerances, which a drawing does not show.
  const whole = {
    version: 1,
    tolerance: 0,
    relativeTolerance: 0,
    ...comparison,
  } as AssertionReport["comparison"];
  return { ...first, comparison: whole, value };
}

function drawn(comparison: Partial<AssertionReport["comparison"]>, value: number) {
  const { source } = boundChart(assertion(comparison, value), "label") ?? { source: "" };
  const bands = [...source.matchAll(/<rect class="band" x="([^"]+)" width="([^"]+)"/g)].map(
    ([, x, width]) => [Number(x), Number(x) + Number(width)],
  );
  const [, at] = /<line class="value" x1="([^"]+)"/.exec(source) ?? [];
  return { bands, at: Number(at) };
}

describe("the drawing of a bound", () => {
  it("has the value inside of the band exactly when it is as demanded", () => {
    const inside = ({ bands, at }: ReturnType<typeof drawn>) =>
      bands.some(([from = 0, to = 0]) => from <= at && at <= to);
    expect(inside(drawn({ kind: "between", lower: 0.8, upper: 1.2 }, 1))).toBe(true);
    expect(inside(drawn({ kind: "between", lower: 0.8, upper: 1.2 }, 0.7))).toBe(false);
    expect(inside(drawn({ kind: "notBetween", lower: 0.8, upper: 1.2 }, 1))).toBe(false);
    expect(inside(drawn({ kind: "notBetween", lower: 0.8, upper: 1.2 }, 2))).toBe(true);
    expect(inside(drawn({ kind: "greater", bound: 5 }, 6))).toBe(true);
    expect(inside(drawn({ kind: "atLeast", bound: 5 }, 4))).toBe(false);
    expect(inside(drawn({ kind: "less", bound: -5 }, -6))).toBe(true);
    expect(inside(drawn({ kind: "atMost", bound: -5 }, 6))).toBe(false);
    expect(inside(drawn({ kind: "equal", bound: 5 }, 5))).toBe(true);
    expect(inside(drawn({ kind: "equal", bound: 5 }, 6))).toBe(false);
    expect(inside(drawn({ kind: "notEqual", bound: 5 }, 5))).toBe(false);
    expect(inside(drawn({ kind: "notEqual", bound: 5 }, 6))).toBe(true);
  });

  it("has finite places for the largest numbers, and for zeros", () => {
    for (const value of [-1.7e308, 0, 5e-324, 1.7e308]) {
      const { bands, at } = drawn({ kind: "between", lower: -1.7e308, upper: 1.7e308 }, value);
      expect([...bands.flat(), at].every((place) => place >= 0 && place <= 162)).toBe(true);
    }
    expect(drawn({ kind: "equal", bound: 0 }, 0).at).toBe(80);
  });

  it("is none without a value, and when nothing was demanded", () => {
    expect(boundChart(assertion({ kind: "greater", bound: 5 }, null), "")).toBeUndefined();
    expect(boundChart(assertion({ kind: "noop" }, 1), "")).toBeUndefined();
  });
});

describe("the drawing of a trend", () => {
  function trend(values: readonly number[]) {
    const [latest] = report.metrics;
    if (latest === undefined) throw new Error("The report has no metrics.");
    const points = values.map((value, index) => ({ date: LocalDate(`2025-01-0${index + 1}`), value }));
    return trendChart({ metric: "m", dataset: "d", points, latest })?.source;
  }

  it("rises with the values, one place per day", () => {
    expect(trend([1, 2, 3])).toContain('points="4,32 80,18 156,4"');
    expect(trend([3, 3, 3])).toContain('points="4,18 80,18 156,18"');
    expect(trend([0, 0, 0])).toContain('points="4,18 80,18 156,18"');
    expect(trend([-1.7e308, 0, 1.7e308])).toContain('points="4,32 80,18 156,4"');
  });

  it("is none for fewer than three days", () => expect(trend([1, 2])).toBeUndefined());
});
