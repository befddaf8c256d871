import { InMemoryDataSource } from "@dqx/duckdb";
import { col } from "@dqx/metrics";
import { protectColumns } from "@dqx/sql";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReconcileOptions, reconcile } from "../src/index.js";

type Cell = string | number | bigint | boolean | null;
type Rows = readonly Readonly<Record<string, Cell>>[];

function table(name: string, types: Readonly<Record<string, string>>, rows: Rows) {
  const columns = Object.keys(types).map(
    (column) => [column, rows.map((row) => row[column] ?? null)] as const,
  );
  return InMemoryDataSource.fromColumns({ name, types, columns: Object.fromEntries(columns) });
}

async function compare(
  types: Readonly<Record<string, string>>,
  left: Rows,
  right: Rows,
  options: Partial<ReconcileOptions> = {},
  rightTypes = types,
) {
  await using shop = table("shop", types, left);
  await using books = table("books", rightTypes, right);
  return await reconcile(shop, books, { keys: ["id"], ...options });
}

const payments = { id: "BIGINT", paid: "DOUBLE", state: "VARCHAR" };

describe("two tables", () => {
  it("with the same rows are equal, in any order, and move no rows but sums", async () => {
    const rows = [
      { id: 1, paid: 0.1, state: "a" },
      { id: 2, paid: Number.NaN, state: null },
      { id: null, paid: -0, state: "" },
    ];
    const same = rows.toReversed().map((row) => ({ ...row, paid: row.paid + 0 }));
    expect(await compare(payments, rows, same)).toEqual({
      isEqual: true,
      isComplete: true,
      left: { dataset: "shop", rows: 3, ownColumns: [], statements: 1, rowsMoved: 3 },
      right: { dataset: "books", rows: 3, ownColumns: [], statements: 1, rowsMoved: 3 },
      keys: ["id"],
      columns: ["paid", "state"],
      counts: { onlyLeft: 0, onlyRight: 0, changed: 0, repeated: 0 },
      changes: { paid: 0, state: 0 },
      differences: [],
    });
  });

  it("tell which rows are missing, and which values changed", async () => {
    const result = await compare(
      payments,
      [
        { id: 1, paid: 1, state: "a" },
        { id: 2, paid: 2, state: "b" },
        { id: 3, paid: null, state: "c" },
      ],
      [
        { id: 2, paid: 2, state: "B" },
        { id: 3, paid: 0, state: "c" },
        { id: 4, paid: 4, state: "d" },
      ],
    );
    expect(result.differences).toHaveLength(4);
    expect(result.differences).toEqual(
      expect.arrayContaining([
        { kind: "onlyLeft", key: [1], values: { paid: { left: 1 }, state: { left: "a" } } },
        { kind: "changed", key: [2], values: { state: { left: "b", right: "B" } } },
        { kind: "changed", key: [3], values: { paid: { left: null, right: 0 } } },
        { kind: "onlyRight", key: [4], values: { paid: { right: 4 }, state: { right: "d" } } },
      ]),
    );
    expect(result).toMatchObject({
      isEqual: false,
      isComplete: true,
      counts: { onlyLeft: 1, onlyRight: 1, changed: 2, repeated: 0 },
      changes: { paid: 1, state: 1 },
    });
  });

  it("that are empty are equal, and one that is empty lacks all rows", async () => {
    expect(await compare(payments, [], [])).toMatchObject({ isEqual: true, left: { rows: 0 } });
    expect(await compare(payments, [], [{ id: 1, paid: 1, state: "a" }])).toMatchObject({
      isEqual: false,
      counts: { onlyRight: 1 },
    });
  });

  it("may repeat a key, with the same rows as often", async () => {
    const twice = [
      { id: 1, paid: 1, state: "a" },
      { id: 1, paid: 2, state: "b" },
    ];
    const other = [twice[1], { id: 1, paid: 1, state: "x" }] as Rows;
    expect(await compare(payments, twice, twice.toReversed())).toMatchObject({ isEqual: true });
    expect(await compare(payments, twice, twice.slice(1))).toMatchObject({ counts: { repeated: 1 } });
    const same = [twice[0], twice[0]] as Rows;
    expect(await compare(payments, same, twice)).toMatchObject({ counts: { repeated: 1 } });
    expect((await compare(payments, twice, other)).differences).toEqual([
      { kind: "repeated", key: [1], values: {} },
    ]);
  });

  it("may have keys of several columns, which no text of them mixes up", async () => {
    const types = { a: "VARCHAR", b: "VARCHAR", n: "INTEGER" };
    const [left, right] = [
      [
        { a: "x:1", b: "y", n: 1 },
        { a: null, b: "-", n: 2 },
      ],
      [
        { a: "x", b: "1:y", n: 1 },
        { a: "-", b: null, n: 2 },
      ],
    ];
    const result = await compare(types, left, right, { keys: ["a", "b"] });
    expect(result.counts).toEqual({ onlyLeft: 2, onlyRight: 2, changed: 0, repeated: 0 });
  });

  it("may name a column in their own ways, and have others that are named", async () => {
    await using shop = table("shop", { id: "BIGINT", paid: "DOUBLE", at: "DATE" }, [
      { id: 1, paid: 2, at: "2025-01-01" },
    ]);
    await using books = table("books", { order_id: "BIGINT", eur: "DOUBLE", note: "VARCHAR" }, [
      { order_id: 1, eur: 3, note: "x" },
    ]);
    const names = { id: { right: "order_id" }, amount: { left: "paid", right: "eur" } };
    expect(await reconcile(shop, books, { keys: ["id"], names })).toMatchObject({
      columns: ["amount"],
      left: { ownColumns: ["at"] },
      right: { ownColumns: ["note"] },
      differences: [{ kind: "changed", key: [1], values: { amount: { left: 2, right: 3 } } }],
    });
  });
});

describe("values", () => {
  it.each<[string, string, Cell, string, Cell, boolean]>([
    ["whole numbers of other types", "INTEGER", 7, "HUGEINT", 7, true],
    [
      "whole numbers beyond a double's digits",
      "BIGINT",
      9007199254740993n,
      "BIGINT",
      9007199254740992n,
      false,
    ],
    [
      "a decimal and the same decimal of another scale",
      "DECIMAL(10,2)",
      "1.50",
      "DECIMAL(18,6)",
      "1.500000",
      true,
    ],
    ["a decimal and a double", "DECIMAL(10,2)", "0.10", "DOUBLE", 0.1, true],
    [
      "a decimal and a double that is off by its last digit",
      "DECIMAL(10,2)",
      "0.30",
      "DOUBLE",
      0.1 + 0.2,
      false,
    ],
    [
      "a timestamp and the instant that it is in UTC",
      "TIMESTAMP",
      "2025-01-01 10:00:00",
      "TIMESTAMPTZ",
      "2025-01-01 12:00:00+02",
      true,
    ],
    ["an empty text and a null", "VARCHAR", "", "VARCHAR", null, false],
    ["texts of other cases", "VARCHAR", "a", "VARCHAR", "A", false],
    ["booleans", "BOOLEAN", true, "BOOLEAN", false, false],
    ["zeros of both signs", "DOUBLE", 0, "DOUBLE", -0, true],
  ])("%s", async (_, leftType, left, rightType, right, isEqual) => {
    const result = await compare(
      { id: "INTEGER", x: leftType },
      [{ id: 1, x: left }],
      [{ id: 1, x: right }],
      {},
      { id: "INTEGER", x: rightType },
    );
    expect(result.isEqual).toBe(isEqual);
  });

  it("are compared as they are after normalising", async () => {
    const left = [
      { id: 1, paid: 1.004, state: " Paid\n" },
      { id: 2, paid: 2, state: null },
    ];
    const right = [
      { id: 1, paid: 1.0, state: "PAID" },
      { id: 2, paid: 2, state: "" },
    ];
    const normalise = { paid: [{ round: 2 }], state: ["trim", "lower", { nullAs: "" }] } as const;
    expect(await compare(payments, left, right, { normalise })).toMatchObject({ isEqual: true });
    expect(await compare(payments, left, right)).toMatchObject({ changes: { paid: 1, state: 2 } });
  });

  it("may be as far apart as is said, and no further", async () => {
    const left = [0.95, 10, 3, Number.NaN, null].map((paid, id) => ({ id, paid, state: "a" }));
    const right = [1.05, 10.2, 3, Number.NaN, null].map((paid, id) => ({ id, paid, state: "a" }));
    const result = await compare(payments, left, right, { tolerance: 0.125 });
    expect(result.differences).toEqual([
      { kind: "changed", key: [1], values: { paid: { left: 10, right: 10.2 } } },
    ]);
    const near = [{ id: 1, paid: 3.01, state: "a" }];
    const nearby = [{ id: 1, paid: 3.02, state: "a" }];
    // Equal by their sums, without a look at the rows.
    expect(await compare(payments, near, nearby, { tolerance: 0.5 })).toMatchObject({
      isEqual: true,
      left: { statements: 1 },
    });
    expect(await compare(payments, left, right, { tolerance: { paid: 0.25 } })).toMatchObject({
      isEqual: true,
    });
  });

  it("of some rows alone are compared where it is said", async () => {
    const left = [
      { id: 1, paid: 1, state: "old" },
      { id: 2, paid: 2, state: "new" },
    ];
    const right = [
      { id: 2, paid: 2, state: "new" },
      { id: 3, paid: -1, state: "new" },
    ];
    const where = { left: col("state").isEq("new"), right: col("paid").isGt(0) };
    expect(await compare(payments, left, right, { where })).toMatchObject({
      isEqual: true,
      left: { rows: 1 },
    });
    expect(await compare(payments, left, right, { where: col("id").isEq(2) })).toMatchObject({
      isEqual: true,
    });
  });
});

describe("many rows", () => {
  const days = { id: "BIGINT", paid: "BIGINT" };
  const many = Array.from({ length: 30_000 }, (_, id) => ({ id, paid: id % 97 }));

  it("move by the number of those that differ", async () => {
    const changed = many.map((row) => (row.id === 12_345 ? { ...row, paid: -1 } : row));
    const result = await compare(days, many, changed);
    expect(result.differences).toEqual([
      { kind: "changed", key: [12_345], values: { paid: { left: 12_345 % 97, right: -1 } } },
    ]);
    expect(result.left.statements).toBe(2);
    // 4,096 sums of buckets, and the rows of one.
    expect(result.left.rowsMoved).toBeLessThan(4096 + 30);
  });

  it("are cut into smaller buckets where most of them differ, and are looked for as far as the limit", async () => {
    const others = many.map((row) => ({ ...row, paid: row.paid + 1 }));
    const result = await compare(days, many, others, { limit: 50 });
    expect(result).toMatchObject({ isEqual: false, isComplete: false, counts: { changed: 50 } });
    expect(result.differences).toHaveLength(50);
    expect(result.left.statements).toBe(3);
    expect(result.left.rowsMoved).toBeLessThan(4096 + 30_000 + 1000);
  });
});

it("finds what comparing all rows finds", async () => {
  const cell = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null });
  const rows = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 20 }),
      paid: cell,
      state: fc.constantFrom("a", "B", "", null),
    }),
    {
      selector: ({ id }) => id,
      maxLength: 12,
    },
  );
  await fc.assert(
    fc.asyncProperty(rows, rows, async (left, right) => {
      const result = await compare(payments, left, right);
      const byId = (table: typeof left) => new Map(table.map((row) => [row.id, row]));
      const [a, b] = [byId(left), byId(right)];
      const ids = [...new Set([...a.keys(), ...b.keys()])];
      const expected = ids.flatMap((id) => {
        const [x, y] = [a.get(id), b.get(id)];
        if (x === undefined) return [["onlyRight", id]];
        if (y === undefined) return [["onlyLeft", id]];
        return x.paid === y.paid && x.state === y.state ? [] : [["changed", id]];
      });
      const found = result.differences.map(({ kind, key }) => [kind, key[0]]);
      expect(found.toSorted()).toEqual(expected.toSorted());
      expect(result.isEqual).toBe(expected.length === 0);
    }),
    { numRuns: 20 },
  );
});

describe("what cannot be compared is refused", () => {
  const one = [{ id: 1, paid: 1, state: "a" }];

  it.each<[Partial<ReconcileOptions>, string]>([
    [{ keys: [] }, "reconcile got keys []. Give a list of the names of columns, each once."],
    [{ keys: ["id", "id"] }, "each once"],
    [{ keys: ["ID_"] }, "column 'ID_' does not exist in dataset 'shop'"],
    [{ columns: ["payd"] }, "did you mean 'paid'?"],
    [{ limit: 0 }, "reconcile got limit 0. Give a whole number, 1 or more."],
    [{ tolerance: -1 }, "a finite number above 0"],
    [{ tolerance: { paid: Number.NaN } }, "reconcile got tolerance of 'paid' NaN"],
    [
      { tolerance: { cost: 1 } },
      "reconcile got tolerance for 'cost', which is not compared. Compared are id, paid, state.",
    ],
    [{ normalise: { state: ["strip" as "trim"] } }, `reconcile got normalise of 'state' "strip"`],
    [{ normalise: { paid: ["trim"] } }, "trim"],
    [{ names: { paid: { middle: "x" } as object } }, "middle"],
    [{ where: col("missing").isNull() }, "column 'missing' does not exist in dataset 'shop'"],
    [{ date: "yesterday" }, "yesterday"],
    [{ wher: 1 } as object, "Did you mean 'where'?"],
  ])("%o", async (options, message) => {
    await expect(compare(payments, one, one, options)).rejects.toThrow(message);
  });

  it("types that have no common values", async () => {
    const types = { id: "BIGINT", paid: "VARCHAR", state: "VARCHAR" };
    await expect(compare(payments, one, [{ id: 1, paid: "1", state: "a" }], {}, types)).rejects.toThrow(
      "reconcile cannot compare column 'paid', which is DOUBLE in dataset 'shop' and VARCHAR in dataset 'books'.",
    );
  });

  it("protected columns, which are left out unless they are named", async () => {
    await using shop = table("shop", payments, one);
    await using other = table("books", payments, [{ id: 1, paid: 1, state: "b" }]);
    const books = protectColumns(other, { deny: ["state"] });
    expect(await reconcile(shop, books, { keys: ["id"] })).toMatchObject({
      isEqual: true,
      columns: ["paid"],
    });
    await expect(reconcile(shop, books, { keys: ["id"], columns: ["state"] })).rejects.toThrow(
      "reconcile of dataset 'books': column 'state' is protected",
    );
  });

  it("a signal that has been aborted", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(compare(payments, one, one, { signal })).rejects.toThrow("enough");
  });
});
