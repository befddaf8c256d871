import {
  average,
  countDistinct,
  countValues,
  first,
  maximum,
  minimum,
  nanCount,
  nullCount,
  numRows,
  type SimpleMetricSpec,
  sum,
  variance,
} from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { Cell, LogicalType, MakeSource } from "./conformance-data.js";
import { measureAll } from "./measure-all.js";

const column = "x";

const counting: readonly SimpleMetricSpec[] = [
  nullCount.spec({ column }),
  nanCount.spec({ column }),
  sum.spec({ column }),
  countDistinct.spec({ columns: [column] }),
  countValues.spec({ column, values: [1] }),
];
const valuing: readonly SimpleMetricSpec[] = [
  average.spec({ column }),
  minimum.spec({ column }),
  maximum.spec({ column }),
  variance.spec({ column }),
  first.spec({ column, orderBy: column }),
];

/** What metrics make of nulls, of nothing, of NaN and ±Infinity, and of numbers too large for a double. */
export function valueConformance(makeSource: MakeSource): void {
  const measure = (type: LogicalType, values: readonly Cell[], specs: readonly SimpleMetricSpec[]) =>
    measureAll(
      makeSource,
      { name: "values", columns: [{ name: column, type }], rows: values.map((value) => [value]) },
      specs,
    );

  describe.each<LogicalType>(["integer", "bigint", "double", "decimal(38,10)"])(
    "numbers of type %s",
    (type) => {
      const three: readonly Cell[] =
        type === "double" ? [1, null, 4] : type === "decimal(38,10)" ? ["1", null, "4"] : [1n, null, 4n];

      test("nulls are skipped by values and counted by nullCount", async () => {
        const measured = await measure(type, three, [numRows.spec({}), ...counting, ...valuing]);
        expect(measured.value(numRows.spec({}))).toBe(3);
        expect(measured.value(nullCount.spec({ column }))).toBe(1);
        expect(measured.value(nanCount.spec({ column }))).toBe(0);
        expect(measured.value(sum.spec({ column }))).toBe(1 + 4);
        expect(measured.value(average.spec({ column }))).toBe((1 + 4) / 2);
        expect(measured.value(minimum.spec({ column }))).toBe(1);
        expect(measured.value(maximum.spec({ column }))).toBe(4);
        // Two values a and b have the sample variance (a - b)² / 2.
        expect(measured.value(variance.spec({ column }))).toBeCloseTo((1 - 4) ** 2 / 2, 12);
        expect(measured.value(countDistinct.spec({ columns: [column] }))).toBe(2);
        expect(measured.value(countValues.spec({ column, values: [1] }))).toBe(1);
        expect(measured.value(first.spec({ column, orderBy: column }))).toBe(1);
      });

      test.each([
        ["no rows", []],
        ["nothing but nulls", [null, null]],
      ])("%s: counts and sums are 0 or all, and nothing else has a value", async (_, rows) => {
        const measured = await measure(type, rows, [numRows.spec({}), ...counting, ...valuing]);
        expect(measured.value(numRows.spec({}))).toBe(rows.length);
        for (const spec of counting) {
          expect(measured.value(spec), spec.name).toBe(spec.type === "nullCount" ? rows.length : 0);
        }
        for (const spec of valuing) {
          expect(measured.of(spec).kind, spec.name).toBe("empty");
        }
      });
    },
  );

  test("one value has no sample variance, two and six have", async () => {
    const spec = variance.spec({ column });
    const one = await measure("bigint", [7n], [spec]);
    expect(one.of(spec).kind).toBe("empty");
    const six = await measure("bigint", [1n, 2n, 3n, 4n, 5n, 6n], [spec]);
    expect(six.value(spec)).toBeCloseTo(3.5, 12);
  });

  test.each<[string, LogicalType, readonly Cell[], number]>([
    ["whole numbers at 2^53", "bigint", [1n, 2n, 3n].map((x) => 2n ** 53n + x), 1],
    ["whole numbers at 10^18", "bigint", [4n, 7n, 13n].map((x) => 10n ** 18n + x), 21],
    ["the ends of 64 bits", "bigint", [-(2n ** 63n), 2n ** 63n - 1n], Number((2n ** 64n - 1n) ** 2n / 2n)],
    ["decimals at 10^12", "decimal(38,10)", ["1000000000000.1", "1000000000000.2", "1000000000000.3"], 0.01],
  ])("the variance of whole numbers and decimals is exact: %s", async (_, type, cells, expected) => {
    const spec = variance.spec({ column });
    const measured = await measure(type, cells, [spec]);
    expect(measured.of(spec)).toMatchObject({ value: expected, warnings: [] });
  });

  test("NaN and ±Infinity are counted, are no extremes, and fail sums with their number", async () => {
    const measured = await measure(
      "double",
      [2, Number.NaN, 5, Infinity, null, -Infinity],
      [...counting, ...valuing],
    );
    expect(measured.value(nanCount.spec({ column }))).toBe(3);
    expect(measured.value(nullCount.spec({ column }))).toBe(1);
    expect(measured.value(minimum.spec({ column }))).toBe(2);
    expect(measured.value(maximum.spec({ column }))).toBe(5);
    expect(measured.value(first.spec({ column, orderBy: column }))).toBe(2);
    for (const spec of [sum.spec({ column }), average.spec({ column }), variance.spec({ column })]) {
      expect(measured.of(spec), spec.name).toMatchObject({
        kind: "failed",
        reason: expect.stringContaining("'x' holds 3 values"),
      });
    }
  });

  test.each([
    ["NaN", [Number.NaN, Number.NaN]],
    ["Infinity", [Infinity, Infinity]],
    ["-Infinity", [-Infinity, -Infinity]],
  ])("a column of %s only has no extremes", async (_, values) => {
    const measured = await measure("double", values, [nanCount.spec({ column }), ...valuing]);
    expect(measured.value(nanCount.spec({ column }))).toBe(2);
    for (const spec of [
      minimum.spec({ column }),
      maximum.spec({ column }),
      first.spec({ column, orderBy: column }),
    ]) {
      expect(measured.of(spec).kind, spec.name).toBe("empty");
    }
  });

  test("each metric alone sees the same of NaN and ±Infinity as all together", async () => {
    const values = [3, Number.NaN, -Infinity, 8];
    const together = await measure("double", values, [...counting, ...valuing]);
    for (const spec of [...counting, ...valuing]) {
      const alone = await measure("double", values, [spec]);
      expect(alone.of(spec), spec.name).toEqual(together.of(spec));
    }
  });

  test("finite values whose sum is too large for a double fail by name, and their extremes stand", async () => {
    const measured = await measure(
      "double",
      [1e308, 1e308],
      [sum.spec({ column }), nanCount.spec({ column }), maximum.spec({ column })],
    );
    expect(measured.of(sum.spec({ column }))).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("too large"),
    });
    expect(measured.value(nanCount.spec({ column }))).toBe(0);
    expect(measured.value(maximum.spec({ column }))).toBe(1e308);
  });

  test("NaN in one column leaves another alone", async () => {
    const specs = [
      sum.spec({ column: "dirty" }),
      sum.spec({ column: "clean" }),
      variance.spec({ column: "clean" }),
      variance.spec({ column: "dirty" }),
    ];
    const measured = await measureAll(
      makeSource,
      {
        name: "two columns",
        columns: [
          { name: "clean", type: "double" },
          { name: "dirty", type: "double" },
        ],
        rows: [
          [1, Number.NaN],
          [4, 2],
        ],
      },
      specs,
    );
    expect(measured.value(sum.spec({ column: "clean" }))).toBe(5);
    expect(measured.value(variance.spec({ column: "clean" }))).toBeCloseTo(4.5, 12);
    expect(measured.of(sum.spec({ column: "dirty" })).kind).toBe("failed");
    expect(measured.of(variance.spec({ column: "dirty" })).kind).toBe("failed");
  });

  test("whole numbers past 2^53 keep their digits until the final conversion, which says so", async () => {
    const odd = 2n ** 53n + 1n;
    const measured = await measure(
      "bigint",
      [odd, -odd, 1n - 2n ** 53n],
      [maximum.spec({ column }), minimum.spec({ column }), sum.spec({ column })],
    );
    expect(measured.of(maximum.spec({ column }))).toMatchObject({
      value: Number(odd),
      warnings: [expect.stringContaining(String(odd))],
    });
    expect(measured.of(minimum.spec({ column }))).toMatchObject({
      value: Number(-odd),
      warnings: [expect.stringContaining(String(-odd))],
    });
    expect(measured.of(sum.spec({ column }))).toEqual({
      kind: "value",
      value: Number(1n - 2n ** 53n),
      warnings: [],
    });
  });

  test("sums past 2^63 neither wrap nor round", async () => {
    const largest = 2n ** 63n - 1n;
    const measured = await measure("bigint", [largest, largest, 3n], [sum.spec({ column })]);
    expect(measured.of(sum.spec({ column }))).toMatchObject({
      value: Number(2n * largest + 3n),
      warnings: [expect.stringContaining(String(2n * largest + 3n))],
    });
  });

  test("decimals keep all their digits until the final conversion", async () => {
    const measured = await measure(
      "decimal(38,10)",
      ["1234567890123456789.0123456789", "0.0000000001", null],
      [sum.spec({ column }), minimum.spec({ column })],
    );
    expect(measured.of(sum.spec({ column }))).toMatchObject({
      warnings: [expect.stringContaining("1234567890123456789.0123456790")],
    });
    expect(measured.value(minimum.spec({ column }))).toBe(1e-10);
  });

  test.each<[LogicalType, readonly Cell[], Parameters<typeof countValues.spec>[0]["values"], number]>([
    ["bigint", [1n, 2n, null, -5n, 1n], [1, -5], 3],
    ["bigint", [2n ** 53n + 1n, 2n ** 53n], [2n ** 53n + 1n], 1],
    ["integer", [1n, 2n], [1.5, 2n ** 200n, 1e30], 0],
    ["double", [0.1, -0, 1e-7, null, 3], [0, 0.1, 1e-7], 3],
    ["double", [2 ** 53], [2n ** 53n + 1n], 0],
    ["decimal(38,10)", ["1.0050000000", "1.0100000000", "-0.0000001000"], [1.005, -1e-7], 2],
    ["decimal(38,10)", ["0.1234567891"], [0.12345678911, 1e40], 0],
    ["boolean", [true, false, null, true], [true], 2],
    ["boolean", [true, false, null], [false, true], 2],
    ["text", ["it's", "\\", "", "null", null, "ž🎉"], ["it's", "\\", "", "ž🎉"], 4],
    ["text", ["1", "01", "true"], ["1"], 1],
    ["date", ["2024-02-29", "2024-03-01"], ["2024-02-29"], 1],
  ])("countValues on %s %o of %o", async (type, cells, values, expected) => {
    const spec = countValues.spec({ column, values });
    const measured = await measure(type, cells, [spec]);
    expect(measured.value(spec)).toBe(expected);
  });

  test("a literal of another kind than the column fails and does not count 0", async () => {
    const number = countValues.spec({ column, values: [1] });
    const text = countValues.spec({ column, values: ["1"] });
    const measured = await measure("text", ["1", "1"], [number, text]);
    expect(measured.of(number)).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("number 1"),
    });
    expect(measured.value(text)).toBe(2);
  });

  test("first takes the smallest value among the rows with the smallest order", async () => {
    const spec = first.spec({ column, orderBy: "k" });
    const measured = await measureAll(
      makeSource,
      {
        name: "ordered",
        columns: [
          { name: column, type: "double" },
          { name: "k", type: "timestamp" },
        ],
        rows: [
          [1, null],
          [null, "2023-01-01 00:00:00"],
          [9, "2024-01-01 00:00:00"],
          [7, "2024-01-01 00:00:00"],
          [Number.NaN, "2023-06-01 00:00:00"],
          [2, "2024-01-01 00:00:01"],
        ],
      },
      [spec],
    );
    expect(measured.value(spec)).toBe(7);
  });

  test("no row is first when none has an order", async () => {
    const spec = first.spec({ column, orderBy: "k" });
    const measured = await measureAll(
      makeSource,
      {
        name: "unordered",
        columns: [
          { name: column, type: "bigint" },
          { name: "k", type: "text" },
        ],
        rows: [
          [1n, null],
          [2n, null],
        ],
      },
      [spec],
    );
    expect(measured.of(spec).kind).toBe("empty");
  });

  test.each<LogicalType>(["integer", "decimal(38,10)"])("a column of type %s holds no NaN", async (type) => {
    const spec = nanCount.spec({ column });
    const measured = await measure(type, ["1", null], [spec]);
    expect(measured.value(spec)).toBe(0);
  });

  test("a composite key counts unless it is entirely null, and NULL equals NULL in it", async () => {
    const spec = countDistinct.spec({ columns: ["a", "b"] });
    const measured = await measureAll(
      makeSource,
      {
        name: "keys",
        columns: [
          { name: "a", type: "text" },
          { name: "b", type: "bigint" },
        ],
        rows: [
          ["u", null],
          ["u", null],
          [null, null],
          [null, 2n],
          ["u", 2n],
        ],
      },
      [spec],
    );
    expect(measured.value(spec)).toBe(3);
  });
}
