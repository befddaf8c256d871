import { expect, test } from "vitest";
import { attainable, comparableWith, isComparable } from "../src/dialect/comparable-literals.js";
import type { ColumnType } from "../src/index.js";

const byte: ColumnType = { kind: "integer", minimum: -128n, maximum: 127n };
const money: ColumnType = { kind: "decimal", precision: 5, scale: 2 };
const float: ColumnType = { kind: "float" };

test.each([
  [byte, [1, -128, 127n, -0], ["1", "-128", "127", "0"]],
  [byte, [128, -129n, 0.5, 1e30, 2 ** 60], []],
  [money, [1, 123.45, -0.01, 999n], ["1", "123.45", "-0.01", "999"]],
  [money, [1000, 1.005, 1e-7, 1e-200, 1e21], []],
  [{ kind: "decimal", precision: 38, scale: 10 }, [1e-7, 1.5e-9, 0], ["0.0000001", "0.0000000015", "0"]],
  [float, [0.1, 1e300, 1e-7, 2n ** 53n], ["0.1", "1e+300", "1e-7", "9007199254740992"]],
  [float, [2n ** 53n + 1n, 10n ** 400n], []],
  [{ kind: "text" }, ["1", ""], ["1", ""]],
  [{ kind: "boolean" }, [true], [true]],
] satisfies readonly (readonly [ColumnType, Parameters<typeof attainable>[0], readonly unknown[]])[])(
  "of %o and %o a column can equal %o",
  (type, literals, expected) => {
    expect(attainable(literals, type)).toEqual(expected);
  },
);

test("kinds are compared with literals of their own", () => {
  const kinds: readonly ColumnType[] = [
    byte,
    money,
    float,
    { kind: "boolean" },
    { kind: "text" },
    { kind: "date" },
    { kind: "timestamp" },
    { kind: "timestamptz" },
    { kind: "other" },
  ];
  const accepting = (literal: Parameters<typeof isComparable>[0]) =>
    kinds.filter((type) => isComparable(literal, type)).map(({ kind }) => kind);
  expect(accepting(1)).toEqual(["integer", "decimal", "float"]);
  expect(accepting(1n)).toEqual(["integer", "decimal", "float"]);
  expect(accepting(true)).toEqual(["boolean"]);
  expect(accepting("x")).toEqual(["text", "timestamp", "timestamptz"]);
  expect(accepting("2024-02-29")).toEqual(["text", "date", "timestamp", "timestamptz"]);
  expect(comparableWith("other")).toContain("cast it to text");
});
