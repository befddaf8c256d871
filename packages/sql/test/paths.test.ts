import { average, col, length, not, nullCount, type Predicate, showExpression } from "@dqx/metrics";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import * as Either from "effect/Either";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  bindExpression,
  bindPredicate,
  Columns,
  type Dialect,
  duckdbDialect,
  renderExpression,
  renderPredicate,
} from "../src/index.js";

const types = {
  address: 'STRUCT(City VARCHAR, "post code" STRUCT("it\'s" INTEGER))',
  items: "STRUCT(price DECIMAL(10,2), tags VARCHAR[])[]",
  pair: "INTEGER[2]",
  doc: "JSON",
  "address.city": "INTEGER",
  note: "VARCHAR",
};
const columns = Object.entries(types).map(([name, type]) => ({ name, type }));
const scope = new Columns("orders", columns, duckdbDialect);

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(
    `CREATE TABLE orders (${columns.map(({ name, type }) => `"${name}" ${type}`).join(", ")})`,
  );
  await connection.run(`INSERT INTO orders VALUES
    ({'City': 'Rome', 'post code': {'it''s': 184}}, [{'price': 1.50, 'tags': ['a', 'b']}, {'price': 2, 'tags': []}],
      [7, 8], '{"a": {"b/c~d": [1, {"": "x"}]}, "n": null, "t": true}', 42, '{"a": 1}'),
    (NULL, [], NULL, '[10, 20]', NULL, NULL)`);
});
afterAll(() => connection.closeSync());

async function values(sql: string): Promise<readonly unknown[]> {
  const reader = await connection.runAndReadAll(`SELECT CAST(${sql} AS VARCHAR) FROM orders`);
  return reader.getRows().map(([value]) => value);
}

describe("what is inside of a column", () => {
  test.each([
    ["a field, whatever its case", col("address").at("city"), "address.city", ["Rome", null]],
    [
      "a field of a field",
      col("address").at("post code").at("it's"),
      'address.col("post code").col("it\'s")',
      ["184", null],
    ],
    ["an element", col("items").at(1).at("price"), "items[1].price", ["2.00", null]],
    ["an element of a list in a list", col("items", 0, "tags", 1), "items[0].tags[1]", ["b", null]],
    ["an element that is not there", col("items", 9, "price"), "items[9].price", [null, null]],
    ["an element of an array of a fixed length", col("pair").at(1), "pair[1]", ["8", null]],
    ["a key of JSON that needs escaping", col("doc", "a", "b/c~d", 0), 'doc.a.col("b/c~d")[0]', ["1", null]],
    ["an element of JSON", col("doc").at(1), "doc[1]", [null, "20"]],
    ["the null of JSON", col("doc").at("n"), "doc.n", [null, null]],
    ["a JSON value that is no text", col("doc").at("t"), "doc.t", ["true", null]],
  ])("is %s", async (_, expression, shown, expected) => {
    expect(showExpression(expression)).toBe(shown);
    const bound = Either.getOrThrow(bindExpression(expression, scope));
    expect(await values(renderExpression(bound, duckdbDialect))).toEqual(expected);
  });

  test("has the type of the field, the element or, in JSON, a text", () => {
    const typeOf = (expression: Parameters<typeof bindExpression>[0]) =>
      Either.getOrThrow(bindExpression(expression, scope)).type;
    expect(typeOf(col("items", 0, "price"))).toEqual({ kind: "decimal", precision: 10, scale: 2 });
    expect(typeOf(col("items", 0, "tags", 1))).toEqual({ kind: "text" });
    expect(typeOf(col("doc", "a"))).toEqual({ kind: "text" });
    expect(typeOf(length(col("doc", "a")))).toMatchObject({ kind: "integer" });
  });

  test.each<[Predicate, readonly unknown[]]>([
    [col("items", 0, "price").isGt(1), ["true", null]],
    [not(col("doc", "a", "b/c~d", 0).isEq("1")), ["false", null]],
    [col("address", "city").hasFormat("iban"), ["false", null]],
  ])("is asked for as columns are: %#", async (predicate, expected) => {
    const bound = Either.getOrThrow(bindPredicate(predicate, scope));
    expect(await values(renderPredicate(bound, duckdbDialect))).toEqual(expected);
  });

  test.each([
    [col("address").at("sity"), "'address' has no field 'sity'; did you mean 'City'?"],
    [col("address").at("zzz"), "'address' has no field 'zzz'; it has 'City', 'post code'"],
    [col("address").at(0), `'address' is ${types.address}, which has no elements`],
    [col("items").at("price"), `'items' is ${types.items}, which has no field 'price'`],
    [col("items", 0, "tags", 0, "x"), "'items[0].tags[0]' is VARCHAR, which has no field 'x'"],
    [col("note").at("a"), "'note' is VARCHAR, which has no field 'a'"],
    [col("adress").at("city"), "column 'adress' does not exist in dataset 'orders'; did you mean 'address'?"],
  ])("that is not there is named: %#", (expression, reason) => {
    expect(bindExpression(expression, scope)).toEqual(Either.left({ _tag: "BindingFailure", reason }));
  });

  test("is refused where the engine cannot go there", () => {
    const poor: Dialect = { ...duckdbDialect, rows: { ...duckdbDialect.rows, elements: null, json: null } };
    const against = new Columns("orders", columns, poor);
    expect(Either.isLeft(bindExpression(col("items").at(0), against))).toBe(true);
    expect(Either.isLeft(bindExpression(col("doc").at("a"), against))).toBe(true);
    for (const expression of [col("items").at(0), col("doc").at("a")]) {
      const bound = Either.getOrThrow(bindExpression(expression, scope));
      expect(() => renderExpression(bound, poor)).toThrow(/cannot compute/);
    }
  });
});

describe("a name of a column with dots", () => {
  const rendered = (name: string) =>
    Either.map(bindExpression({ kind: "column", name }, scope), (bound) =>
      renderExpression(bound, duckdbDialect),
    );

  test("is a path where no column has it, and otherwise the column", async () => {
    expect(await values(Either.getOrThrow(rendered("items[0].price")))).toEqual(["1.50", null]);
    expect(await values(Either.getOrThrow(rendered("doc.a.b/c~d[0]")))).toEqual(["1", null]);
    expect(await values(Either.getOrThrow(rendered("address.city")))).toEqual(["42", null]);
  });

  test.each([
    ["adress.city", "column 'adress.city' does not exist in dataset 'orders'; did you mean 'address.city'?"],
    ["address.sity", "'address' has no field 'sity'; did you mean 'City'?"],
    ["nope", "column 'nope' does not exist in dataset 'orders'; did you mean 'note'?"],
    [
      "items[x]",
      `column 'items[x]' does not exist in dataset 'orders'; it has ${Object.keys(types)
        .map((column) => `'${column}'`)
        .join(", ")}`,
    ],
  ])("that leads to nothing is named: %s", (name, reason) => {
    expect(rendered(name)).toEqual(Either.left({ _tag: "BindingFailure", reason }));
  });

  test("is shown in names of metrics, and is the same SQL as the path", () => {
    const specs = [
      average.spec({ column: "items[0].price" }),
      nullCount.spec({ column: "items[0].price" }, {}, { where: col("doc", "t").isEq("true") }),
    ];
    expect(specs.map(({ name }) => name)).toEqual([
      'average("items[0].price")',
      'nullCount("items[0].price", where doc.t = "true")',
    ]);
    expect(rendered("items[0].price")).toEqual(
      Either.map(bindExpression(col("items", 0, "price"), scope), (bound) =>
        renderExpression(bound, duckdbDialect),
      ),
    );
  });
});
