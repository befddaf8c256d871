import {
  catalogue,
  exactQuantile,
  formatMatch,
  formats,
  isFormatName,
  kurtosis,
  median,
  medianAbsoluteDeviation,
  type SimpleMetricSpec,
  skewness,
} from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { ConformanceData } from "../src/testing/conformance-data.js";
import { measureAll } from "../src/testing/measure-all.js";
import { makeDuckDBSource } from "./duckdb-source.js";

const data: ConformanceData = {
  name: "orders",
  columns: [
    { name: "amount", type: "bigint" },
    { name: "price", type: "double" },
    { name: "code", type: "text" },
    { name: "city", type: "text" },
    { name: "day", type: "date" },
  ],
  rows: [
    [1n, 0.5, "DE89370400440532013000", "Bonn", "2024-05-31"],
    [2n, null, "192.168.0.1", " Köln", "2024-05-31"],
    [4n, 8, null, "", "2024-06-01"],
    [null, 2.25, "x@y.de", "Bonn", "2024-06-01"],
    [8n, 1, "x@y.de", "Ulm", "2024-06-01"],
  ],
};

const ofAnyColumn = ["nullCount", "completeness", "constantColumn"];
const ofNumbers = [
  ...["nanCount", "infinityCount", "zeroCount", "negativeCount", "positiveCount", "sum", "average"],
  ...["minimum", "maximum", "range", "variance", "standardDeviation", "geometricMean"],
];
const ofTexts = [
  ...["emptyCount", "blankCount", "minLength", "maxLength", "meanLength", "lengthDeviation"],
  ...["untrimmedCount", "containsSpaceCount", "dataTypes"],
];
const ofKeys = [
  ...["uniqueCount", "distinctness", "uniqueness", "uniqueValueRatio", "duplicateCount"],
  ...["duplicateRowCount", "isPrimaryKey", "groupSize"],
];

function specOf(type: string, parameters: Readonly<Record<string, unknown>>): SimpleMetricSpec {
  const metric = catalogue.get(type);
  if (metric === undefined) throw new Error(`There is no ${type}`);
  return metric.fromParameters(parameters);
}

const each = (types: readonly string[], columns: readonly string[]): readonly SimpleMetricSpec[] =>
  types.flatMap((type) => columns.map((column) => specOf(type, { column })));

/** Counts, numbers, texts and formats: families 1, 2, 4 and 5. */
const scanned: readonly SimpleMetricSpec[] = [
  specOf("numRows", {}),
  ...each(ofAnyColumn, ["amount", "price", "code", "city", "day"]),
  ...each(ofNumbers, ["amount", "price"]),
  ...each(ofTexts, ["code", "city"]),
  specOf("anyComplete", { columns: ["amount", "price"] }),
  specOf("allComplete", { columns: ["amount", "price"] }),
  specOf("countValues", { column: "city", values: ["Bonn", "Ulm"] }),
  specOf("patternMatch", { column: "city", pattern: "^[A-Z]" }),
  specOf("caseViolationCount", { column: "city", case: "upper" }),
  specOf("first", { column: "amount", orderBy: "day" }),
  specOf("last", { column: "price", orderBy: "day" }),
  specOf("ratioOfSums", { numerator: "amount", denominator: "price" }),
  specOf("weightedAverage", { column: "price", weight: "amount" }),
  specOf("countDistinct", { columns: ["city"] }),
  ...Object.keys(formats)
    .filter(isFormatName)
    .map((format) => formatMatch.spec({ column: "code", format })),
];

/** Family 7. */
const keySets: readonly (readonly string[])[] = [["code"], ["city"], ["city", "day"]];
const keyed = keySets.flatMap((columns) => ofKeys.map((type) => specOf(type, { columns })));

/** What needs the ends or the middle of a column before it can be computed. */
const ordered: readonly SimpleMetricSpec[] = [
  median.spec({ column: "amount" }),
  exactQuantile.spec({ column: "price", share: 0.9 }),
  medianAbsoluteDeviation.spec({ column: "price" }),
  skewness.spec({ column: "amount" }),
  kurtosis.spec({ column: "amount" }),
];

async function purposes(
  specs: readonly SimpleMetricSpec[],
  dates?: readonly string[],
): Promise<readonly string[]> {
  const source = dates === undefined ? data : { ...data, dateColumn: "day" };
  const { analysis } = await measureAll(makeDuckDBSource, source, specs, dates);
  expect(analysis.measured.filter(({ outcome }) => outcome.kind === "failed")).toEqual([]);
  expect(analysis.measured).toHaveLength(specs.length * (dates?.length ?? 1));
  return analysis.statements.map(({ purpose }) => purpose);
}

describe("a hundred metrics of one table", () => {
  test("are one scan, and one statement for each distinct set of keys", async () => {
    const specs = [...scanned, ...keyed];
    expect(new Set(specs.map(({ id }) => id)).size).toBeGreaterThanOrEqual(100);
    const expected = ["scan", ...keySets.map(() => "groups")];
    expect(await purposes(specs)).toEqual(expected);
  });

  test("and one more for all that is computed in several passes", async () => {
    const expected = ["scan", ...keySets.map(() => "groups"), "passes"];
    expect((await purposes([...scanned, ...keyed, ...ordered])).toSorted()).toEqual(expected.toSorted());
  });

  test("also on several days, the distinct counts of which are a statement of their own", async () => {
    const expected = ["scan", "distinct", ...keySets.map(() => "groups")];
    const days = ["2024-05-31", "2024-06-01"];
    expect((await purposes([...scanned, ...keyed], days)).toSorted()).toEqual(expected.toSorted());
  });
});
