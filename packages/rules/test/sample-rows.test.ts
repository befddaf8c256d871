import { Either, LocalDate } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { all, col, sql } from "@dqx/metrics";
import { planSource, type RowTarget, rowTarget } from "@dqx/sql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  increasing,
  planSample,
  type RowSample,
  type SampleRequest,
  shareSpec,
  shownColumns,
  unique,
} from "../src/index.js";
import { toSampleValue } from "../src/rows/sample-value.js";

const date = LocalDate("2025-01-08");
const people = InMemoryDataSource.fromColumns({
  name: "people",
  types: { id: "BIGINT", email: "VARCHAR", age: "DOUBLE", city: "VARCHAR" },
  columns: {
    id: [4, 2, 1, 3, 9007199254740993n, 5],
    email: ["d@x.org", "secret-b", "secret-a", "c@x.org", null, "secret-e"],
    age: [-4, 20, -1, null, Number.NaN, 30],
    city: ["Brno", "Praha", "Plzeň", "Brno", "Brno", "Praha"],
  },
});
const valid = all(col("age").isGeq(0), col("email").hasFormat("email"));

let target: RowTarget;
beforeAll(async () => {
  const spec = shareSpec(valid);
  const texts = shareSpec(sql("age >= 0"));
  const requests = [spec, texts].map((each) => ({ spec: each, dates: [date] }));
  const found = rowTarget(await planSource(people, requests, { referenceDate: date }), spec, date);
  if (found === undefined) throw new Error("The plan does not measure the rule.");
  target = found;
});
afterAll(() => people.close());

const request: SampleRequest = {
  condition: valid,
  scope: {},
  limit: 10,
  keys: ["id"],
  context: ["city"],
  protections: [],
};

async function sample(change: Partial<SampleRequest>): Promise<RowSample & { readonly text: string }> {
  const planned = Either.getOrThrow(planSample(target, { ...request, ...change }));
  const rows = await people.withSession((session) => session.query(planned.statement));
  return {
    ...planned.read(rows),
    text: `${JSON.stringify(planned.read(rows))}${JSON.stringify(rows.map(String))}`,
  };
}

describe("a sample of failing rows", () => {
  it("has the keys first, what the condition looks at, and the context, in the order of the keys", async () => {
    const { columns, rows, limit } = await sample({});
    expect(columns).toEqual(["id", "email", "age", "city"]);
    expect(rows.map(({ values }) => values)).toEqual([
      [1, "secret-a", -1, "Plzeň"],
      [2, "secret-b", 20, "Praha"],
      [4, "d@x.org", -4, "Brno"],
      [5, "secret-e", 30, "Praha"],
      ["9007199254740993", null, "NaN", "Brno"],
    ]);
    expect(limit).toBe(10);
  });

  it("says of each row which parts of the condition it does not meet", async () => {
    const { rows } = await sample({});
    expect(rows.map(({ reasons }) => reasons)).toEqual([
      ["email has format email", "age >= 0"],
      ["email has format email"],
      ["age >= 0"],
      ["email has format email"],
      ["age >= 0"],
    ]);
    const failing = await sample({ condition: col("age").isGeq(0), scope: { nulls: "fail" } });
    expect(failing.rows.map(({ values }) => values[0])).toEqual([1, 3, 4, "9007199254740993"]);
    expect(new Set(failing.rows.flatMap(({ reasons }) => reasons))).toEqual(new Set(["age >= 0"]));
  });

  it("is cut off in the engine", async () => {
    const planned = Either.getOrThrow(planSample(target, { ...request, limit: 2 }));
    expect(planned.statement.sql).toMatch(/\nORDER BY "id", .*\nLIMIT 2$/);
    expect((await sample({ limit: 2 })).rows.map(({ values }) => values[0])).toEqual([1, 2]);
  });

  it("shows nothing of denied columns, and of masked ones whether there is a value", async () => {
    const { columns, rows, text } = await sample({
      protections: [{ deny: ["EMAIL"] }, { mask: ["city", "email"] }],
    });
    expect(columns).toEqual(["id", "age", "city"]);
    expect(rows[0]?.values).toEqual([1, -1, "***"]);
    for (const hidden of ["secret", "x.org", "Praha", "Plzeň"]) expect(text).not.toContain(hidden);
    const masked = await sample({ protections: [{ mask: ["email"] }] });
    expect(masked.rows.map(({ values }) => values[1])).toEqual(["***", "***", "***", "***", null]);
    // Not even their order is told.
    const planned = Either.getOrThrow(planSample(target, { ...request, protections: [{ mask: ["id"] }] }));
    expect(planned.statement.sql).toContain('ORDER BY "email", "age", "city"');
  });

  it("refuses a misspelt protection, which would protect nothing", () => {
    expect(() => planSample(target, { ...request, protections: [{ deny: ["emial"] }] })).toThrow(
      "A column of dataset 'people' cannot be protected: column 'emial' does not exist in dataset 'people'; did you mean 'email'?",
    );
  });

  it("is there for what other rows decide, and for SQL of one's own", async () => {
    const cities = await sample({ condition: unique(["city"]), context: [] });
    expect(cities.columns).toEqual(["id", "city"]);
    expect(cities.rows.map(({ values }) => values[0])).toEqual([2, 3, 4, 5, "9007199254740993"]);
    expect(cities.rows[0]?.reasons).toEqual(["city is unique"]);
    const falling = await sample({
      condition: increasing("age", { orderBy: "id", per: ["city"] }),
      keys: [],
    });
    expect(falling).toMatchObject({ columns: ["age", "id", "city"], rows: [] });
    const own = await sample({ condition: sql("age >= 0"), context: [] });
    expect(own.columns).toEqual(["id"]);
    expect(own.rows.map(({ values }) => values[0])).toEqual([1, 4]);
  });

  it("cannot be taken of columns that are not there", () => {
    const planned = planSample(target, { ...request, keys: ["idd"] });
    expect(Either.isLeft(planned) && planned.left.reason).toContain("did you mean 'id'?");
    expect(Either.isLeft(planSample(target, { ...request, condition: col("agee").isGeq(0) }))).toBe(true);
  });
});

describe("the columns that may be shown", () => {
  it("are all where none is protected, and otherwise named one by one", () => {
    expect(shownColumns(target, [{}, { deny: [] }])).toEqual(["*"]);
    expect(shownColumns(target, [{ deny: ["age"], mask: ["Email"] }])).toEqual([
      '"id"',
      `CASE WHEN "email" IS NULL THEN NULL ELSE '***' END AS "email"`,
      '"city"',
    ]);
    expect(() => shownColumns(target, [{ mask: ["agee"] }])).toThrow("did you mean 'age'?");
  });
});

describe("a value that is shown", () => {
  it.each<[Parameters<typeof toSampleValue>[0], unknown]>([
    [null, null],
    [true, true],
    [7n, 7],
    [2n ** 64n, "18446744073709551616"],
    [1.5, 1.5],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    ["\u001b[31mred\ud800", "\\u001b[31mred\ufffd"],
    [Uint8Array.from([0, 255]), "0x00ff"],
    [[1n, null, "a"], '[1,null,"a"]'],
    ["👩".repeat(300), `${"👩".repeat(200)}…`],
  ])("%o is %o", (value, shown) => expect(toSampleValue(value)).toBe(shown));
});
