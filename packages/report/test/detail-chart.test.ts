import type { MetricReport } from "@dqx/api";
import { LocalDate } from "@dqx/common";
import { parseFragment } from "parse5";
import { describe, expect, it } from "vitest";
import { detailChart } from "../src/charts/detail-chart.js";
import { elementsOf, textOf } from "./parsed-html.js";

type Detail = NonNullable<MetricReport["detail"]>;

function chartOf(detail: Detail | undefined) {
  const metric: MetricReport = {
    name: "m(x)",
    dataset: "d",
    date: LocalDate("2025-01-08"),
    outcome: "value",
    value: 1,
    reason: null,
    warnings: [],
    ...(detail && { detail }),
  };
  const source = detailChart(metric)?.source;
  if (source === undefined) return undefined;
  const elements = elementsOf(parseFragment(source));
  const cells = (name: string) =>
    elements.filter(({ tagName }) => tagName === name).map((each) => textOf(each));
  const attributes = (name: string, wanted: string) =>
    elements
      .filter(({ tagName }) => tagName === name)
      .map(({ attrs }) => attrs.find((each) => each.name === wanted)?.value);
  return { cells, attributes, caption: cells("p").join(), title: cells("figcaption").join() };
}

const bins = (sizes: readonly number[]) => sizes.map((rows, index) => ({ from: index, to: index + 1, rows }));
const value = (number: number) => ({ kind: "value" as const, value: number, warnings: [] });

describe("the drawing of a metric's detail", () => {
  it("of a distribution has a bar for each value, as long as its rows, and one line for all others", () => {
    const chart = chartOf({
      kind: "distribution",
      bins: [
        { value: "paid", rows: 60 },
        { value: null, rows: 30 },
        { value: true, rows: 6 },
        { value: "", rows: 3 },
      ],
      other: { values: 7, rows: 1 },
      rows: 100,
    });
    expect(chart?.title).toBe("m(x), 2025-01-08");
    expect(chart?.cells("th")).toEqual(["paid", "null", "true", '""', "7 other values"]);
    expect(chart?.attributes("rect", "width")).toEqual(["100", "50", "10", "5"]);
    expect(chart?.cells("td").filter(Boolean)).toEqual(["60 %", "30 %", "6 %", "3 %", "1 %"]);
    expect(chart?.caption).toBe("100 rows, 11 values");
  });

  it("of many values shows twelve, and the rows of the others together", () => {
    const chart = chartOf({
      kind: "distribution",
      bins: Array.from({ length: 20 }, (_, index) => ({ value: index, rows: 5 })),
      other: { values: 0, rows: 0 },
      rows: 100,
    });
    expect(chart?.cells("th").slice(-2)).toEqual(["11", "8 other values"]);
    expect(chart?.cells("td").at(-1)).toBe("40 %");
  });

  it("of bins is a histogram, and tells what lies outside of it", () => {
    const chart = chartOf({
      kind: "bins",
      bins: bins([1, 4, 0]),
      below: 2,
      above: 0,
      nulls: 1,
      nonFinite: 3,
    });
    expect(chart?.attributes("rect", "height")).toEqual(["15", "60", "0"]);
    expect(chart?.attributes("svg", "aria-label")).toEqual([
      "Distribution of m(x): 3 bins, most rows (4) from 1 to 2",
    ]);
    expect(chart?.caption).toBe("0 to 3, 2 below, 1 null, 3 NaN or infinite");
    const empty = chartOf({ kind: "bins", bins: bins([0]), below: 0, above: 1, nulls: 0, nonFinite: 0 });
    expect(empty?.attributes("svg", "aria-label")).toEqual(["Distribution of m(x): 1 bin"]);
  });

  it("of quantiles rises from the lowest share to the highest, and says them", () => {
    const quantiles = [
      { at: 0, value: -10 },
      { at: 0.5, value: 0 },
      { at: 1, value: 30 },
    ];
    const chart = chartOf({ kind: "quantiles", quantiles, rows: 9 });
    expect(chart?.attributes("polyline", "points")).toEqual(["4,56 62,30 236,4"]);
    expect(chart?.caption).toBe("0 %: -10, 50 %: 0, 100 %: 30 (of 9 values)");
    const estimated = chartOf({
      kind: "quantiles",
      quantiles: quantiles.slice(1, 2),
      method: "sketch",
      rows: 1,
    });
    expect(estimated?.cells("svg")).toEqual([]);
    expect(estimated?.caption).toBe("50 %: ≈ 0 (of 1 value)");
    const equal = quantiles.map(({ at }) => ({ at, value: 0 }));
    expect(
      chartOf({ kind: "quantiles", quantiles: equal, rows: 9 })?.attributes("polyline", "points"),
    ).toEqual(["120,56 120,30 120,4"]);
    const huge = quantiles.map(({ at }, index) => ({ at, value: (index - 1) * 1.7e308 }));
    expect(
      chartOf({ kind: "quantiles", quantiles: huge, rows: 9 })?.attributes("polyline", "points"),
    ).toEqual(["4,56 120,30 236,4"]);
  });

  it("of segments has bars to both sides of zero, reasons where there is no number, and the others", () => {
    const chart = chartOf({
      kind: "segments",
      segments: [
        { value: "de", rows: 10, outcome: value(30) },
        { value: "fr", rows: 5, outcome: value(-10) },
        { value: null, rows: 1, outcome: { kind: "empty", reason: "no rows with a value" } },
      ],
      rest: { segments: 2, rows: 4, outcome: value(10) },
    });
    expect(chart?.cells("th")).toEqual(["de", "fr", "null", "the 2 others together"]);
    expect(chart?.attributes("rect", "x")).toEqual(["25", undefined, "25"]);
    expect(chart?.attributes("rect", "width")).toEqual(["75", "25", "25"]);
    expect(chart?.cells("td").filter(Boolean)).toEqual([
      "30 (10 rows)",
      "-10 (5 rows)",
      "no rows with a value (1 row)",
      "10 (4 rows)",
    ]);
    expect(chart?.caption).toBe("5 segments");
  });

  it("of many segments names how many there are beside the largest", () => {
    const segments = Array.from({ length: 14 }, (_, index) => ({
      value: index,
      rows: 2,
      outcome: value(0),
    }));
    const chart = chartOf({ kind: "segments", segments, rest: { segments: 1, rows: 1 } });
    expect(chart?.cells("th").slice(-2)).toEqual(["2 smaller segments", "the one other"]);
    expect(chart?.cells("td").filter(Boolean).slice(-2)).toEqual(["(4 rows)", "(1 row)"]);
    expect(chart?.caption).toBe("15 segments");
  });

  it("is none without a detail, without rows, and for parts of a number and kinds of later releases", () => {
    const other = { values: 0, rows: 0 };
    const later = JSON.parse('{ "kind": "later" }');
    const none: readonly (Detail | undefined)[] = [
      undefined,
      { kind: "distribution", bins: [], other, rows: 0 },
      { kind: "bins", bins: [], below: 0, above: 0, nulls: 0, nonFinite: 0 },
      { kind: "quantiles", quantiles: [], rows: 0 },
      { kind: "segments", segments: [], rest: { segments: 0, rows: 0 } },
      { kind: "share", counted: 1, tested: 2 },
      { kind: "key", rows: 1, incomplete: 0, repeated: 0 },
      later,
    ];
    expect(none.map(chartOf)).toEqual(none.map(() => undefined));
  });
});
