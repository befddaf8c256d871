import { LocalDate } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import type { SchemaColumn, SchemaColumnKind } from "@dqx/metrics";
import { analyze } from "@dqx/sql";
import { describe, expect, test } from "vitest";
import { type BaselineColumn, kindOf, readBaseline, readColumns, schemaChanges } from "../src/index.js";
import { compareColumns } from "../src/schema/compare-columns.js";

const was = (name: string, kind: SchemaColumnKind, nullable?: boolean): BaselineColumn => ({
  name,
  kind,
  ...(nullable !== undefined && { nullable }),
});
const is = (name: string, kind: SchemaColumnKind, nullable?: boolean): SchemaColumn => ({
  ...was(name, kind, nullable),
  type: kind.toUpperCase(),
});

describe("changes of columns", () => {
  test.each<[string, BaselineColumn[], SchemaColumn[], unknown[]]>([
    ["none", [was("a", "date", true)], [is("A", "date", true)], []],
    ["a column that is gone", [was("a", "date")], [], ["a removed breaking date null"]],
    ["a column that came", [], [is("a", "date")], ["a added additive null date"]],
    ["another type", [was("a", "date")], [is("a", "text")], ["a retyped breaking date text (TEXT)"]],
    [
      "nulls that may come",
      [was("a", "date", false)],
      [is("a", "date", true)],
      ["a nullability breaking not null nullable"],
    ],
    [
      "nulls that may not",
      [was("a", "date", true)],
      [is("a", "date", false)],
      ["a nullability additive nullable not null"],
    ],
    ["nulls that the engine does not tell", [was("a", "date", true)], [is("a", "date")], []],
    [
      "one that moved to the end",
      [was("a", "date"), was("b", "date"), was("c", "date")],
      [is("b", "date"), is("c", "date"), is("a", "date")],
      ["a reordered additive 1 3"],
    ],
    [
      "two names that differ by case",
      [was("X", "date")],
      [is("x", "date"), is("X", "date")],
      ["x added additive null date"],
    ],
  ])("%s", (_, baseline, columns, expected) => {
    const shown = compareColumns(baseline, columns, true).map(
      ({ column, change, effect, was: before, is: after }) =>
        [column, change, effect, before, after].map(String).join(" "),
    );
    expect(shown).toEqual(expected);
  });

  test("order does not matter unless it is asked for", () => {
    const columns = [is("b", "date"), is("a", "date")];
    expect(compareColumns([was("a", "date"), was("b", "date")], columns, false)).toEqual([]);
  });
});

test("schemaChanges counts what breaks, or all, and reads nothing", async () => {
  const day = LocalDate("2025-01-08");
  await using source = InMemoryDataSource.fromColumns({ name: "t", columns: { a: [1], b: ["x"] } });
  const columns = [was("a", "text")];
  const specs = [
    schemaChanges.spec({ columns }),
    schemaChanges.spec({ columns, additive: true, ordered: true }),
    schemaChanges.spec({ columns: [was("a", "integer"), was("b", "text")] }),
  ];
  const requests = specs.map((spec) => ({ spec, dates: [day] }));
  const { measured, statements } = await analyze(source, requests, { referenceDate: day });
  const values = specs.map(({ id }) => measured.find(({ spec }) => spec.id === id)?.outcome);
  expect(values).toMatchObject([
    { value: 1, detail: { kind: "schema", changes: [{ column: "a" }, { column: "b", change: "added" }] } },
    { value: 2 },
    { value: 0, detail: { changes: [] } },
  ]);
  expect(statements).toEqual([]);
  expect(specs.map(({ name }) => name)).toEqual([
    "schemaChanges(1 column)",
    "schemaChanges(1 column, ordered, additive ones too)",
    "schemaChanges(2 columns)",
  ]);
});

describe("what is read", () => {
  test("names of types are those of kinds", () => {
    expect(
      ["int", "bigint", "numeric", "double", "bool", "string", "date"].map((type) => kindOf(type, "x")),
    ).toEqual(["integer", "integer", "decimal", "float", "boolean", "text", "date"]);
  });

  test.each<[string, () => unknown, string]>([
    ["a type that is none", () => kindOf("strng", "x"), 'x has the type "strng". Did you mean "string"?'],
    ["a type that is like none", () => kindOf(7, "x"), "x has the type 7. Give one of integer"],
    ["no columns", () => readColumns([], "x"), "x has the columns []. Give a list such as"],
    ["a column that is none", () => readColumns([null], "x"), "Column 1 of x is null. Give { name, kind }."],
    [
      "a column without a name",
      () => readColumns([{ kind: "date" }], "x"),
      "Column 1 of x has the name undefined.",
    ],
    [
      "nullable",
      () => readColumns([{ name: "a", kind: "date", nullable: 1 }], "x"),
      "has nullable 1. Give true or false.",
    ],
    ["no baseline", () => readBaseline(null), "The baseline of a schema is null."],
    [
      "another version",
      () => readBaseline({ format: "dqx.schema", version: 2 }),
      "The baseline of a schema is",
    ],
    [
      "no dataset",
      () => readBaseline({ format: "dqx.schema", version: 1 }),
      "has the dataset undefined. Give its name.",
    ],
  ])("%s is refused", (_, read, message) => {
    expect(read).toThrow(message);
  });

  test("a baseline is read as it was written", () => {
    const baseline = { format: "dqx.schema", version: 1, dataset: "t", columns: [was("a", "date", true)] };
    expect(readBaseline(JSON.parse(JSON.stringify(baseline)))).toEqual(baseline);
  });
});
