import { LocalDate } from "@dqx/common";
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
import * as Either from "effect/Either";
import { describe, expect, test } from "vitest";
import {
  type Dialect,
  duckdbDialect,
  type MetricRequest,
  PlanningError,
  planScan,
  type RelationDating,
  type SqlColumn,
} from "../src/index.js";
import { januaryDays } from "./duckdb-source.js";

const columns: readonly SqlColumn[] = [
  { name: "day", type: "DATE" },
  { name: "at", type: "TIMESTAMP WITH TIME ZONE" },
  { name: "wall", type: "TIMESTAMP" },
  { name: "price", type: "DOUBLE" },
  { name: "Quantity", type: "INTEGER" },
  { name: "category", type: "VARCHAR" },
];
const byDay: RelationDating = { kind: "column", column: "day", timeZone: "UTC" };

function plan(
  requests: readonly MetricRequest[],
  dating: RelationDating = byDay,
  dialect: Dialect = duckdbDialect,
  known = columns,
) {
  return planScan({ dataset: "orders", sql: '"orders"', dating, requests }, known, dialect);
}

function wanted(specs: readonly SimpleMetricSpec[], days: number): readonly MetricRequest[] {
  return specs.map((spec) => ({ spec, dates: januaryDays(days) }));
}

const ten = [
  numRows.spec({}),
  ...[average, sum, minimum, maximum, variance, nullCount, nanCount].map((metric) =>
    metric.spec({ column: "price" }),
  ),
  sum.spec({ column: "Quantity" }),
  countValues.spec({ column: "category", values: ["a", "b"] }),
];

describe("the statements of a plan", () => {
  test("ten metrics over thirty days are one statement", () => {
    const { statements } = plan(wanted(ten, 30));
    expect(statements.map(({ purpose, dates, grouped }) => [purpose, dates.length, grouped])).toEqual([
      ["scan", 30, true],
    ]);
  });

  test("a plan can be read without being run", () => {
    const { statements } = plan([
      { spec: average.spec({ column: "price" }), dates: januaryDays(2) },
      { spec: sum.spec({ column: "quantity" }), dates: [LocalDate("2024-01-01")] },
    ]);
    expect(statements.map(({ sql }) => sql).join("\n\n")).toMatchInlineSnapshot(`
      "SELECT "day" AS "m0",
        count("price") AS "m1",
        sum("price") AS "m2",
        sum("Quantity") AS "m3",
        count(*) AS "m4"
      FROM "orders"
      WHERE ("day" >= DATE '2024-01-01' AND "day" < DATE '2024-01-02') OR ("day" >= DATE '2024-01-30' AND "day" < DATE '2024-02-01') OR ("day" IS NULL)
      GROUP BY 1"
    `);
  });

  test("a single date is grouped apart from the rows without a date", () => {
    const [statement, ...others] = plan(wanted(ten, 1)).statements;
    expect(others).toEqual([]);
    expect([statement?.grouped, statement?.countsUndated]).toEqual([true, true]);
    expect(statement?.sql).toContain(
      `WHERE ("day" >= DATE '2024-01-31' AND "day" < DATE '2024-02-01') OR ("day" IS NULL)\nGROUP BY 1`,
    );
  });

  test("rows without a date are counted in one statement, and in none where rows have no date column", () => {
    const specs = [...ten, countDistinct.spec({ columns: ["category"] })];
    const small = { ...duckdbDialect, limits: { aggregates: 6 } };
    const counting = (dating: RelationDating) =>
      plan(wanted(specs, 2), dating, small).statements.filter(({ countsUndated }) => countsUndated).length;
    expect(counting(byDay)).toBe(1);
    const oneDay = { kind: "one-day", date: LocalDate("2024-01-31") } as const;
    expect(plan(wanted(specs, 1), oneDay, small).statements.map(({ grouped }) => grouped)).not.toContain(
      true,
    );
  });

  test("the rows are counted where nothing else is computed but distinct keys", () => {
    const { statements } = plan(wanted([countDistinct.spec({ columns: ["category"] })], 2));
    expect(statements.map(({ aggregates }) => aggregates.map(({ aggregate }) => aggregate.kind))).toEqual([
      ["countDistinct", "rows"],
    ]);
  });

  test("rows of one day are not filtered", () => {
    const { statements } = plan(wanted(ten, 1), { kind: "one-day", date: LocalDate("2024-01-31") });
    expect(statements).toHaveLength(1);
    expect(statements[0]?.sql).not.toContain("WHERE");
  });

  test("equal aggregates are computed once, whatever metric asks and however it spells the column", () => {
    const specs = [
      sum.spec({ column: "quantity" }),
      average.spec({ column: "QUANTITY" }),
      variance.spec({ column: "Quantity" }),
      nullCount.spec({ column: "quantity" }),
      first.spec({ column: "quantity", orderBy: "DAY" }),
      first.spec({ column: "Quantity", orderBy: "day" }),
      countDistinct.spec({ columns: ["category"] }),
      countDistinct.spec({ columns: ["Category"] }),
    ];
    const [statement] = plan(wanted(specs, 1)).statements;
    expect(statement?.aggregates.map(({ aggregate }) => aggregate.kind).toSorted()).toEqual([
      "countDistinct",
      "first",
      "nonNull",
      "rows",
      "sum",
      "sumOfSquares",
    ]);
  });

  test("a count of NaN is computed only where no sum of the column implies it", () => {
    const counts = (specs: readonly SimpleMetricSpec[]) =>
      plan(wanted(specs, 3)).statements.flatMap(({ aggregates, implied }) => [
        aggregates.filter(({ aggregate }) => aggregate.kind === "nonFinite").length,
        implied.length,
      ]);
    expect(counts([nanCount.spec({ column: "price" })])).toEqual([1, 0]);
    expect(counts([nanCount.spec({ column: "price" }), sum.spec({ column: "price" })])).toEqual([0, 1]);
    expect(counts([sum.spec({ column: "Quantity" })])).toEqual([0, 0]);
    expect(counts([nanCount.spec({ column: "Quantity" })])).toEqual([]);
  });

  test("days that only an implied count needs are scanned, too", () => {
    const { statements } = plan([
      { spec: nanCount.spec({ column: "price" }), dates: januaryDays(5) },
      { spec: sum.spec({ column: "price" }), dates: januaryDays(1) },
    ]);
    expect(statements.map(({ dates }) => dates)).toEqual([januaryDays(5)]);
  });

  test("distinct counts over several days have statements of their own, over just their days", () => {
    const { statements } = plan([
      ...wanted(ten, 30),
      { spec: countDistinct.spec({ columns: ["category"] }), dates: januaryDays(1) },
      { spec: countDistinct.spec({ columns: ["price"] }), dates: januaryDays(1) },
      { spec: countDistinct.spec({ columns: ["Quantity"] }), dates: januaryDays(2) },
    ]);
    expect(
      statements.map(({ purpose, dates, aggregates }) => [purpose, dates.length, aggregates.length]),
    ).toEqual([
      ["scan", 30, expect.any(Number)],
      ["distinct", 1, 2],
      ["distinct", 2, 1],
    ]);
  });

  test("an engine without that weakness counts everything in one scan", () => {
    const dialect = {
      ...duckdbDialect,
      capabilities: { ...duckdbDialect.capabilities, splitsDistinctCounts: false },
    };
    const specs = [...ten, countDistinct.spec({ columns: ["category"] })];
    expect(plan(wanted(specs, 30), byDay, dialect).statements).toHaveLength(1);
  });

  test("an engine that hides NaN counts it each time", () => {
    const dialect = {
      ...duckdbDialect,
      capabilities: { ...duckdbDialect.capabilities, revealsNonFinite: false },
    };
    const [statement] = plan(wanted([sum.spec({ column: "price" })], 1), byDay, dialect).statements;
    expect(statement?.sql).toContain("isfinite");
  });

  test("no statement has more aggregates than the engine likes", () => {
    const many = Array.from({ length: 25 }, (_, value) =>
      countValues.spec({ column: "Quantity", values: [value] }),
    );
    const { statements } = plan(wanted(many, 3), byDay, { ...duckdbDialect, limits: { aggregates: 10 } });
    // The last has room for the number of rows, too.
    expect(statements.map(({ aggregates }) => aggregates.length)).toEqual([10, 10, 6]);
  });

  test("generated names never meet those of columns", () => {
    const known = [...columns, { name: "M1", type: "INTEGER" }, { name: "m_7", type: "INTEGER" }];
    const [statement] = plan(wanted([sum.spec({ column: "m1" })], 2), byDay, duckdbDialect, known).statements;
    expect(statement?.sql).toContain('sum("M1") AS "m__1"');
  });

  test("what an engine cannot compute is an error before anything runs", () => {
    const dialect: Dialect = {
      ...duckdbDialect,
      name: "poor",
      aggregates: { ...duckdbDialect.aggregates, first: null, rows: null },
    };
    const attempt = () => plan(wanted([first.spec({ column: "price", orderBy: "at" })], 1), byDay, dialect);
    expect(attempt).toThrow(PlanningError);
    expect(attempt).toThrow("Dataset 'orders' is read by poor, which cannot compute first");
    expect(() => plan(wanted([numRows.spec({})], 1), byDay, dialect)).toThrow("cannot compute rows");
  });
});

describe("the day of a row", () => {
  test.each([
    ["at", "UTC", `CAST(make_timestamp(epoch_us("at")) AS DATE)`, "TIMESTAMPTZ '2024-01-30T00:00:00.000Z'"],
    [
      "at",
      "Europe/Prague",
      `CAST("at" AT TIME ZONE 'Europe/Prague' AS DATE)`,
      "TIMESTAMPTZ '2024-01-29T23:00:00.000Z'",
    ],
    ["wall", "Europe/Prague", `CAST("wall" AS DATE)`, "TIMESTAMP '2024-01-30 00:00:00'"],
    ["DAY", "Europe/Prague", `"day"`, "DATE '2024-01-30'"],
  ])("%s in %s", (column, timeZone, day, from) => {
    const [statement] = plan(wanted([numRows.spec({})], 2), { kind: "column", column, timeZone }).statements;
    expect(statement?.sql).toContain(`SELECT ${day} AS`);
    expect(statement?.sql).toContain(`>= ${from}`);
  });

  test.each([
    ["days", "the date column 'days' does not exist in dataset 'orders'; did you mean 'day'?"],
    [
      "category",
      "the date column 'category' of dataset 'orders' is VARCHAR; it has to be a date or a timestamp, so give it that type where the source is made",
    ],
  ])("a date column %s fails all metrics, and nothing is planned", (column, reason) => {
    const { statements, metrics } = plan(wanted([numRows.spec({})], 2), {
      kind: "column",
      column,
      timeZone: "UTC",
    });
    expect(statements).toEqual([]);
    expect(metrics.map(({ aggregates }) => Either.flip(aggregates).pipe(Either.getOrThrow))).toMatchObject([
      { reason },
    ]);
  });
});

test("a dialect whose names have case finds columns by it only", () => {
  const dialect = {
    ...duckdbDialect,
    capabilities: { ...duckdbDialect.capabilities, ignoresColumnCase: false },
  };
  const { metrics } = plan(
    wanted([sum.spec({ column: "quantity" }), sum.spec({ column: "Quantity" })], 1),
    byDay,
    dialect,
  );
  expect(metrics.map(({ aggregates }) => Either.isRight(aggregates))).toEqual([false, true]);
});

test("a long list of columns is cut short", () => {
  const known = Array.from({ length: 30 }, (_, index) => ({ name: `column ${index}`, type: "INTEGER" }));
  const { metrics } = plan(
    wanted([sum.spec({ column: "nothing like it" })], 1),
    { kind: "one-day", date: LocalDate("2024-01-31") },
    duckdbDialect,
    known,
  );
  expect(metrics.map(({ aggregates }) => Either.flip(aggregates).pipe(Either.getOrThrow))).toMatchObject([
    { reason: expect.stringContaining("'column 19' and 10 more") },
  ]);
});
