import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import { col } from "@dqx/metrics";
import { protectColumns } from "@dqx/sql";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReferenceOptions, references } from "../src/index.js";

type Cell = string | number | boolean | null;

function column(name: string, type: string, cells: readonly Cell[]) {
  const columns = name === "orders" ? { customer: cells } : { id: cells };
  const types = name === "orders" ? { customer: type } : { id: type };
  return InMemoryDataSource.fromColumns({ name, types, columns });
}

async function check(
  from: readonly Cell[],
  to: readonly Cell[],
  options: Partial<ReferenceOptions> = {},
  types = ["BIGINT", "BIGINT"],
) {
  await using orders = column("orders", types[0] ?? "", from);
  await using customers = column("customers", types[1] ?? "", to);
  return await references(orders, customers, { columns: ["customer"], keys: ["id"], ...options });
}

describe("references", () => {
  it("that are all there hold", async () => {
    expect(await check([1, 1, 2], [1, 2])).toEqual({
      holds: true,
      from: {
        dataset: "orders",
        columns: ["customer"],
        rows: 3,
        tested: 3,
        untested: 0,
        statements: 2,
        rowsMoved: 3,
      },
      to: { dataset: "customers", columns: ["id"], keys: 2, statements: 2, rowsMoved: 3 },
      orphans: { keys: 0, rows: 0, sample: [] },
      childless: { keys: 0, rows: 0, sample: [] },
    });
  });

  it("tell orphans of the most rows first, and what nobody refers to", async () => {
    expect(await check([7, 8, 8, 1, 9, 9, 9], [1, 2, 3, 3], { limit: 2 })).toMatchObject({
      holds: false,
      orphans: {
        keys: 3,
        rows: 6,
        sample: [
          { key: [9], rows: 3 },
          { key: [8], rows: 2 },
        ],
      },
      childless: {
        keys: 2,
        rows: 3,
        sample: [
          { key: [3], rows: 2 },
          { key: [2], rows: 1 },
        ],
      },
    });
  });

  it("by null are not tested, or refer to nothing where it is said, and a null is no key", async () => {
    expect(await check([1, null, null], [1, null])).toMatchObject({
      holds: true,
      from: { rows: 3, tested: 1, untested: 2 },
      to: { keys: 1 },
      childless: { keys: 0 },
    });
    expect(await check([1, null, null], [1, null], { nulls: "fail" })).toMatchObject({
      holds: false,
      from: { rows: 3, tested: 3, untested: 0 },
      orphans: { keys: 1, rows: 2, sample: [{ key: [null], rows: 2 }] },
    });
  });

  it("of no rows hold, and to no rows do not", async () => {
    expect(await check([], [1])).toMatchObject({ holds: true, childless: { keys: 1 } });
    expect(await check([1], [])).toMatchObject({ holds: false, orphans: { rows: 1 } });
  });

  it("are of some rows to some rows where it is said", async () => {
    const where = { where: col("customer").isGt(1), among: col("id").isLt(5) };
    expect(await check([1, 2, 9], [2, 9], where)).toMatchObject({
      orphans: { keys: 1, sample: [{ key: [9], rows: 1 }] },
      from: { rows: 2 },
    });
  });

  it("are equal as they are after normalising, over types that have the same values", async () => {
    const normalise = { customer: ["trim", "lower"] } as const;
    expect(
      await check([" Ann", "BOB", "bob "], ["ann", "Bob"], { normalise }, ["VARCHAR", "VARCHAR"]),
    ).toMatchObject({ holds: true });
    expect(await check([1, 2.5], [1, 2.5], {}, ["DOUBLE", "DECIMAL(5,2)"])).toMatchObject({ holds: true });
    expect(await check([" X", "x", "y"], ["y"], { normalise }, ["VARCHAR", "VARCHAR"])).toMatchObject({
      orphans: { keys: 1, rows: 2 },
    });
    await expect(check([1], ["1"], {}, ["BIGINT", "VARCHAR"])).rejects.toThrow(
      "BIGINT in dataset 'orders' and VARCHAR in dataset 'customers'",
    );
  });

  it("are of several columns together, none of which may be null", async () => {
    await using orders = InMemoryDataSource.fromColumns({
      name: "orders",
      types: { shop: "VARCHAR", number: "INTEGER" },
      columns: { shop: ["a", "a", "b", null], number: [1, 2, 1, 1] },
    });
    await using customers = InMemoryDataSource.fromColumns({
      name: "customers",
      types: { shop: "VARCHAR", number: "INTEGER" },
      columns: { shop: ["a", "b"], number: [1, 2] },
    });
    expect(await references(orders, customers, { columns: ["shop", "number"] })).toMatchObject({
      from: { tested: 3, untested: 1 },
      orphans: { keys: 2, rows: 2 },
      childless: { sample: [{ key: ["b", 2], rows: 1 }] },
    });
  });

  it("to more keys than are held at a time are checked a part at a time", async () => {
    const rows = 600_000;
    await using orders = DuckDBDataSource.fromQuery({
      name: "orders",
      query: `SELECT range AS customer FROM range(${rows})`,
    });
    await using customers = DuckDBDataSource.fromQuery({
      name: "customers",
      query: `SELECT range + 3 AS id FROM range(${rows})`,
    });
    const result = await references(orders, customers, { columns: ["customer"], keys: ["id"] });
    expect(result.orphans).toEqual({
      keys: 3,
      rows: 3,
      sample: expect.arrayContaining([0, 1, 2].map((id) => ({ key: [id], rows: 1 }))),
    });
    expect(result).toMatchObject({
      childless: { keys: 3 },
      to: { keys: rows },
      from: { tested: rows, statements: 3 },
    });
  });

  it("are what an anti-join finds", async () => {
    const cells = fc.array(fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cells, cells, async (from, to) => {
        const result = await check(from, to);
        const orphans = from.filter((cell) => cell !== null && !to.includes(cell));
        const childless = to.filter((cell) => cell !== null && !from.includes(cell));
        expect(result).toMatchObject({
          orphans: { rows: orphans.length, keys: new Set(orphans).size },
          childless: { rows: childless.length, keys: new Set(childless).size },
          from: { rows: from.length, untested: from.filter((cell) => cell === null).length },
        });
      }),
      { numRuns: 15 },
    );
  });

  it.each<[Partial<ReferenceOptions>, string]>([
    [{ columns: [], keys: [] }, "references got keys []. Give a list of the names of columns, each once."],
    [{ keys: ["id", "id2"] }, "Give two lists of the same length."],
    [
      { columns: ["custmer"] },
      "references of dataset 'orders': column 'custmer' does not exist in dataset 'orders'; did you mean 'customer'?",
    ],
    [{ keys: ["ident"] }, "references of dataset 'customers': column 'ident' does not exist"],
    [{ nulls: "pass" as "fail" }, `references got nulls "pass". Give "ignore" or "fail".`],
    [{ limit: 0.5 }, "references got limit 0.5. Give a whole number, 1 or more."],
    [{ wher: 1 } as object, "Did you mean 'where'?"],
  ])("are refused with %o", async (options, message) => {
    await expect(check([1], [1], options)).rejects.toThrow(message);
  });

  it("by protected columns are refused, since orphans are shown", async () => {
    await using orders = column("orders", "BIGINT", [1]);
    await using customers = column("customers", "BIGINT", [1]);
    const hidden = protectColumns(orders, { mask: ["customer"] });
    await expect(references(hidden, customers, { columns: ["customer"], keys: ["id"] })).rejects.toThrow(
      "references of dataset 'orders': column 'customer' is protected",
    );
  });
});
