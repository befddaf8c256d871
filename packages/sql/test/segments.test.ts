import {
  approxCountDistinct,
  average,
  blankCount,
  col,
  completeness,
  compliance,
  correlation,
  countDistinct,
  countValues,
  covariance,
  inSet,
  maximum,
  maxLength,
  meanLength,
  median,
  minimum,
  minLength,
  nanCount,
  negativeCount,
  nullCount,
  numRows,
  patternMatch,
  range,
  type SimpleMetricSpec,
  segments,
  standardDeviation,
  sum,
  variance,
  zeroCount,
} from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { ConformanceData } from "../src/testing/conformance-data.js";
import { withoutRows } from "../src/testing/example-specs.js";
import { measureAll } from "../src/testing/measure-all.js";
import { makeDuckDBSource } from "./duckdb-source.js";

const VALUES = 50;

/** Value number i has i + 1 rows, with the amounts 0 to i; one of the values is null. */
const data: ConformanceData = {
  name: "orders",
  columns: [
    { name: "country", type: "text" },
    { name: "amount", type: "bigint" },
    { name: "price", type: "double" },
  ],
  rows: Array.from({ length: VALUES }, (_, i) =>
    Array.from({ length: i + 1 }, (_row, amount) => [
      i === 7 ? null : `c${i}`,
      BigInt(amount),
      amount === 3 ? null : amount / 4,
    ]),
  ).flat(),
};

const [column, other] = ["amount", "price"];
const twenty: readonly SimpleMetricSpec[] = [
  numRows.spec({}),
  sum.spec({ column }),
  average.spec({ column: other }),
  minimum.spec({ column }),
  maximum.spec({ column }),
  range.spec({ column: other }),
  variance.spec({ column }),
  standardDeviation.spec({ column: other }),
  nullCount.spec({ column: other }),
  nullCount.spec({ column: other }).ratio(),
  completeness.spec({ column: other }),
  zeroCount.spec({ column }),
  negativeCount.spec({ column }),
  nanCount.spec({ column: other }),
  countDistinct.spec({ columns: [column] }),
  countValues.spec({ column, values: [1n, 2n] }),
  inSet.spec({ column, values: [1n, 2n] }),
  compliance.spec({ predicate: col(column).isGt(3) }),
  covariance.spec({ column, other }),
  correlation.spec({ column, other }),
  patternMatch.spec({ column: "country", pattern: /1/ }),
  blankCount.spec({ column: "country" }),
  minLength.spec({ column: "country" }),
  maxLength.spec({ column: "country" }),
  meanLength.spec({ column: "country" }),
];

describe("metrics by the values of a column", () => {
  test("take one statement, twenty metrics of fifty values and single segments too", async () => {
    const all = twenty.map((metric) => segments.spec({ metric, by: "country" }));
    const single = twenty.map((metric) => segments.spec({ metric, by: "country" }).at("c49"));
    const { analysis, of } = await measureAll(makeDuckDBSource, data, [...all, ...single]);
    expect(analysis.statements).toHaveLength(1);
    expect(twenty.length).toBeGreaterThanOrEqual(20);
    for (const spec of all) {
      const outcome = of(spec);
      expect(outcome).toMatchObject({ kind: "value", value: VALUES, detail: { kind: "segments" } });
      const detail =
        outcome.kind === "value" && outcome.detail?.kind === "segments" ? outcome.detail : undefined;
      expect(detail?.segments.map(({ rows }) => rows)).toEqual(
        Array.from({ length: VALUES }, (_, index) => VALUES - index),
      );
    }
    // Each metric by itself, over the rows of the segment.
    const alone = await measureAll(makeDuckDBSource, onlyOf("c49"), twenty);
    for (const [index, metric] of twenty.entries()) {
      const [segmented, one] = [all[index], single[index]];
      if (segmented === undefined || one === undefined) throw new Error("a spec for each");
      const outcome = withoutRows(alone.of(metric));
      expect(of(one)).toEqual(outcome);
      const largest = expect.arrayContaining([{ value: "c49", rows: 50, outcome }]);
      expect(of(segmented)).toMatchObject({ detail: { segments: largest } });
    }
  });

  test("have a segment of null, and no value for one that is gone", async () => {
    const spec = segments.spec({ metric: sum.spec({ column }), by: "country" });
    const [ofNull, gone] = [spec.at(null), spec.at("nowhere")];
    const { of } = await measureAll(makeDuckDBSource, data, [ofNull, gone]);
    expect(of(ofNull)).toMatchObject({ kind: "value", value: 28 });
    expect(of(gone)).toEqual({ kind: "empty", reason: `no rows in which column 'country' is "nowhere"` });
  });

  test("put all but the largest together, as a scan of their rows would", async () => {
    const metric = variance.spec({ column });
    const spec = segments.spec({ metric, by: "country", top: 3, other: true });
    const rest = spec.other();
    const { of, analysis } = await measureAll(makeDuckDBSource, data, [spec, rest, spec.at("c46")]);
    const there = {
      ...data,
      rows: data.rows.filter(([country]) => !["c49", "c48", "c47"].includes(`${country}`)),
    };
    const expected = (await measureAll(makeDuckDBSource, there, [metric])).of(metric);
    if (expected.kind !== "value") throw new Error(expected.reason);
    expect(of(rest)).toMatchObject({ kind: "value", value: expect.closeTo(expected.value, 9) });
    expect(of(spec)).toMatchObject({
      value: VALUES,
      detail: { rest: { segments: 47, rows: there.rows.length, outcome: { kind: "value" } } },
    });
    expect(of(spec.at("c46"))).toMatchObject({ kind: "failed" });
    expect(analysis.statements).toHaveLength(1);
  });

  test("with a filter have no segment without such rows; a filter of the metric keeps them", async () => {
    const where = col("amount").isGeq(40);
    const outer = segments.spec({ metric: numRows.spec({}), by: "country" }, {}, { where });
    const inner = segments.spec({ metric: numRows.spec({}, {}, { where }), by: "country" });
    const { of } = await measureAll(makeDuckDBSource, data, [outer, inner, outer.at("c0"), inner.at("c0")]);
    expect(of(outer)).toMatchObject({ value: 10 });
    expect(of(inner)).toMatchObject({ value: 50 });
    expect(of(outer.at("c0"))).toMatchObject({ kind: "empty" });
    expect(of(inner.at("c0"))).toMatchObject({ kind: "value", value: 0 });
  });

  function onlyOf(country: string): ConformanceData {
    return { ...data, rows: data.rows.filter(([value]) => value === country) };
  }
});

describe("metrics by segments are refused", () => {
  test("where the metric takes more than one scan, naming it", () => {
    for (const metric of [median.spec({ column }), approxCountDistinct.spec({ column })]) {
      expect(() => segments.spec({ metric, by: "country" })).toThrow(
        `segments: parameter 'metric' is ${metric.name}, which takes more than one scan of the rows and cannot be measured by segments. Give a metric such as numRows, average or nullCount, or measure it with a \`where\` for each segment.`,
      );
    }
  });

  test("where the other segments are wanted of a metric that does not merge", () => {
    const metric = countDistinct.spec({ columns: [column] });
    const message = `which does not merge, so that there is none of several segments together. Leave the other segments out.`;
    expect(() => segments.spec({ metric, by: "country", other: true })).toThrow(message);
    expect(() => segments.spec({ metric, by: "country" }).other()).toThrow(message);
  });

  test("where the parameters of the source are those of the metric, and where there are too many", () => {
    const metric = numRows.spec({}, { region: "eu" });
    expect(() => segments.spec({ metric, by: "country" })).toThrow(
      "Give them to the metric by segments itself.",
    );
    expect(() => segments.spec({ metric: numRows.spec({}), by: "country", top: 10_001 })).toThrow(
      "segments: parameter 'top' is 10001. Give at most 10000 segments.",
    );
  });
});
