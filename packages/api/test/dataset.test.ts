import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { describe, expect, it, test } from "vitest";
import { type Check, check, defineDataset, VerificationSuite } from "../src/index.js";

const flights = defineDataset("flights", { date: "timestamp", delay: "int", origin: "string" });
const airports = defineDataset("airports", { code: "text", runways: "bigint" });

const columns = { date: [new Date(0), new Date(0)], delay: [10, 20], origin: ["ATL", null] };
const sources = () => [
  InMemoryDataSource.fromColumns({ name: "flights", columns }),
  InMemoryDataSource.fromColumns({ name: "airports", columns: { code: ["ATL"], runways: [5] } }),
];

async function run(one: Check, data = sources()) {
  const suite = new VerificationSuite([one], await InMemoryMetricDB.open(), { name: "air" });
  const result = await suite.run(data, new ResultKey("2025-01-08"));
  return result.assertions.map(({ status, name, message }) => ({ status, name, message }));
}

describe("a check of a declared dataset", () => {
  test("is about it, may ask another one, and has the declarations compared first", async () => {
    const bound = check({ name: "bound", dataset: flights }, (mp, ctx) => {
      ctx.assertThat(mp.average("delay")).config({ name: "delay" }).isEq(15);
      ctx.assertThat(mp.dataset(airports).sum("runways")).config({ name: "runways" }).isEq(5);
      ctx
        .rows()
        .expect(flights.col("origin").isNotNull())
        .config({ name: "origin" })
        .holdsFor({ atLeast: 0.5 });
    });
    expect((await run(bound)).map(({ status, name }) => `${status} ${name}`)).toEqual([
      "PASSED declared columns of flights",
      "PASSED declared columns of airports",
      "PASSED delay",
      "PASSED runways",
      "PASSED origin",
    ]);
  });

  test("says which columns are gone or have another type; names of a type are equal, more columns are none's business", async () => {
    const bound = check({ name: "bound", dataset: flights }, (mp, ctx) => {
      ctx.assertThat(mp.numRows()).config({ name: "rows" }).isEq(1);
    });
    const changed = InMemoryDataSource.fromRows({
      name: "flights",
      rows: [{ date: new Date(0), delay: "late", more: 1 }],
    });
    const [declared, rows] = await run(bound, [changed]);
    expect(declared).toMatchObject({ status: "FAILED" });
    expect(declared?.message).toContain(
      "= 2 is not = 0 (2 above 0): column 'delay' is text (VARCHAR) and should be integer (breaking); column 'origin' (text) is gone (breaking); column 'more' (integer) was added (additive)",
    );
    expect(rows?.status).toBe("PASSED");
  });

  test("names a dataset that the run does not have", async () => {
    const bound = check({ name: "bound", dataset: flights }, (mp, ctx) =>
      ctx.assertThat(mp.numRows()).isGeq(0),
    );
    await expect(run(bound, sources().slice(1))).rejects.toThrow("'flights', which this run does not have");
  });

  it("does not compile with a column that is not there, or of another kind", () => {
    const misuse = () =>
      check({ name: "misuse", dataset: flights }, (mp, ctx) => {
        // @ts-expect-error -- there is no such column
        mp.average("dealy");
        // @ts-expect-error -- a text has no average
        mp.average("origin");
        // @ts-expect-error -- there is no such column
        flights.col("dealy");
        // @ts-expect-error -- a number has no length
        mp.maxLength("delay");
        // @ts-expect-error -- a time is no number
        mp.correlation("delay", "date");
        // @ts-expect-error -- not all of them are columns
        mp.countDistinct(["origin", "code"]);
        // @ts-expect-error -- a column of another dataset
        mp.dataset(airports).sum("delay");
        // @ts-expect-error -- no such column to order by
        mp.first("delay", { orderBy: "when" });
        mp.first("delay", { orderBy: "date" });
        mp.maximum("date");
        mp.freshness("date");
        mp.countDistinct(["origin", "delay"]);
        mp.nullCount("origin").ratio();
        mp.ext.dayOverDay(mp.sum("delay"));
        mp.dataset(airports).maxLength("code");
        ctx.assertThat(mp.sum("delay", { lag: 1 })).isGt(1);
      });
    // Untyped use stays as it is.
    check({ name: "untyped" }, (mp) => void mp.average("dealy"));
    // @ts-expect-error -- there is no such type
    const unknownType = () => defineDataset("flights", { delay: "intt" });
    expect(unknownType).toThrow(
      "Column 'delay' of dataset 'flights' has the type \"intt\". Did you mean \"int\"?",
    );
    expect(misuse).not.toThrow();
  });

  test.each<[string, () => unknown, string]>([
    [
      "no name",
      () => defineDataset("", { a: "int" }),
      'defineDataset got the name "". Give the dataset\'s name.',
    ],
    [
      "no columns",
      () => defineDataset("a", {}),
      "defineDataset of 'a' got the columns {}. Give a type for each",
    ],
    [
      "a check of no dataset",
      () => check({ name: "a", dataset: "flights" as never }, () => {}),
      'got the dataset "flights"',
    ],
  ])("%s is refused", (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe("columns as a baseline has them", () => {
  const baseline = {
    format: "dqx.schema",
    version: 1,
    dataset: "flights",
    columns: [
      { name: "delay", kind: "integer" },
      { name: "date", kind: "timestamp", nullable: true },
      { name: "gone", kind: "date" },
    ],
  } as const;

  test("breaking changes fail, additive ones where that is asked for", async () => {
    const two = [
      { name: "delay", kind: "integer" },
      { name: "date", kind: "timestamp" },
    ] as const;
    const kept = { ...baseline, columns: two };
    const schema = check({ name: "schema" }, (_, ctx) => {
      ctx.schema("flights").matches(baseline, { name: "breaking", severity: "P0" });
      ctx.schema("flights").matches(kept, { name: "additive allowed", ordered: true });
      ctx.schema("flights").matches(kept, { name: "additive", ordered: true, additive: true });
      ctx.schema("flights").matches(flights, { name: "declared" });
    });
    const results = await run(schema);
    expect(results.map(({ status, name }) => `${status} ${name}`)).toEqual([
      "FAILED breaking",
      "PASSED additive allowed",
      "FAILED additive",
      "PASSED declared",
    ]);
    expect(results[0]?.message).toContain("column 'gone' (date) is gone (breaking)");
    // Of two columns that changed places, one has moved.
    expect(results[2]?.message).toMatch(
      /= 2 is not = 0 \(2 above 0\): column 'origin' \(text\) was added \(additive\); column '(delay|date)' is in place \d and should be in place \d \(additive\)/,
    );
  });

  test.each<[string, unknown, string]>([
    ["no baseline", {}, "The baseline of a schema is {}. Give what"],
    ["no dataset", { ...baseline, dataset: 1 }, "The baseline of a schema has the dataset 1"],
    ["no columns", { ...baseline, columns: [] }, "the baseline has the columns []"],
    ["a column that is none", { ...baseline, columns: [1] }, "Column 1 of the baseline is 1"],
    ["a column without a name", { ...baseline, columns: [{ kind: "date" }] }, "has the name undefined"],
    ["an unknown field", { ...baseline, columns: [{ name: "a", type: "date" }] }, "type"],
    [
      "nullable that is no answer",
      { ...baseline, columns: [{ name: "a", kind: "date", nullable: 1 }] },
      "has nullable 1",
    ],
    ["an unknown type", { ...baseline, columns: [{ name: "a", kind: "money" }] }, 'has the type "money"'],
  ])("%s is an error of the check", async (_, wrong, message) => {
    const [result] = await run(
      check({ name: "schema" }, (_mp, ctx) => ctx.schema("flights").matches(wrong as never)),
    );
    expect(result).toMatchObject({ status: "ERROR", message: expect.stringContaining(message) });
  });
});
