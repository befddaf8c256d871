import { canonicalJson } from "@dqx/common";
import { describe, expect, test } from "vitest";
import { canonicalExpression, canonicalPredicate } from "../src/row/canonical-row.js";
import { columnsOf, sqlTextsOf } from "../src/row/columns-of.js";
import type { MetricLiteral } from "../src/row/metric-literal.js";
import type { ComparisonOperator, Predicate } from "../src/row/predicate.js";
import type { RowExpression } from "../src/row/row-expression.js";

const column = (name: string): RowExpression => ({ kind: "column", name });
const literal = (value: MetricLiteral): RowExpression => ({ kind: "literal", value });
const isNull = (name: string): Predicate => ({ kind: "isNull", of: column(name) });
const inSet = (values: readonly MetricLiteral[]): Predicate => ({ kind: "in", of: column("x"), values });
const compare = (operator: ComparisonOperator, left: RowExpression, right: RowExpression): Predicate => ({
  kind: "compare",
  operator,
  left,
  right,
});
const identity = (predicate: Predicate) => canonicalJson(canonicalPredicate(predicate));

describe("the canonical form of a predicate", () => {
  test("joins nested junctions of one kind, and sorts what is left once", () => {
    const nested: Predicate = {
      kind: "and",
      operands: [isNull("c"), { kind: "and", operands: [isNull("b"), isNull("a")] }, isNull("b")],
    };
    expect(canonicalPredicate(nested)).toEqual({
      kind: "and",
      operands: [isNull("a"), isNull("b"), isNull("c")],
    });
  });

  test("keeps junctions of the other kind apart", () => {
    const either: Predicate = { kind: "or", operands: [isNull("a"), isNull("b")] };
    const both: Predicate = { kind: "and", operands: [either, isNull("c")] };
    expect(canonicalPredicate(both)).toEqual({ kind: "and", operands: [isNull("c"), either] });
    expect(identity({ kind: "or", operands: [isNull("a"), isNull("b")] })).not.toBe(
      identity({ kind: "and", operands: [isNull("a"), isNull("b")] }),
    );
  });

  test("is the operand of a junction of one, and of two negations", () => {
    expect(canonicalPredicate({ kind: "or", operands: [isNull("a"), isNull("a")] })).toEqual(isNull("a"));
    expect(canonicalPredicate({ kind: "not", operand: { kind: "not", operand: isNull("a") } })).toEqual(
      isNull("a"),
    );
  });

  test("does not depend on the order of a set, and keeps the types of its values", () => {
    expect(identity(inSet(["b", "a", "b"]))).toBe(identity(inSet(["a", "b"])));
    const forms = [inSet([1]), inSet(["1"]), inSet([1n]), inSet([true]), inSet(["true"])].map(identity);
    expect(new Set(forms).size).toBe(5);
  });

  test("puts literals to the right, and mirrors the operator", () => {
    for (const [operator, mirrored] of [
      ["eq", "eq"],
      ["neq", "neq"],
      ["lt", "gt"],
      ["leq", "geq"],
      ["gt", "lt"],
      ["geq", "leq"],
    ] as const) {
      expect(canonicalPredicate(compare(operator, literal(1), column("x")))).toEqual(
        compare(mirrored, column("x"), literal(1)),
      );
      expect(identity(compare(operator, column("a"), column("b")))).toBe(
        identity(compare(mirrored, column("b"), column("a"))),
      );
      expect(identity(compare(operator, column("a"), column("a")))).toBe(
        canonicalJson(compare(operator, column("a"), column("a"))),
      );
    }
  });

  test("sorts the arguments of sums and products only, inside of every kind", () => {
    const call = (name: "add" | "sub"): RowExpression => ({
      kind: "call",
      name,
      arguments: [literal(1), column("x")],
    });
    const sorted: RowExpression = { kind: "call", name: "add", arguments: [column("x"), literal(1)] };
    expect(canonicalExpression(call("add"))).toEqual(sorted);
    expect(canonicalExpression(call("sub"))).toEqual(call("sub"));
    const [of, from, to] = [call("add"), call("add"), call("add")];
    expect(canonicalPredicate({ kind: "between", of, from, to })).toEqual({
      kind: "between",
      of: sorted,
      from: sorted,
      to: sorted,
    });
    expect(canonicalPredicate({ kind: "isFinite", of })).toEqual({ kind: "isFinite", of: sorted });
    expect(canonicalPredicate({ kind: "not", operand: { kind: "isNull", of } })).toEqual({
      kind: "not",
      operand: { kind: "isNull", of: sorted },
    });
  });

  test("has one zero, and one way to say that there is no path", () => {
    expect(canonicalExpression(literal(-0))).toEqual(literal(0));
    expect(canonicalExpression({ kind: "column", name: "a", path: [] })).toEqual(column("a"));
    const inside: RowExpression = { kind: "column", name: "a", path: ["b"] };
    expect(canonicalExpression(inside)).toEqual(inside);
  });

  test("leaves SQL texts as they are", () => {
    expect(canonicalPredicate({ kind: "sql", text: " a > 0 " })).toEqual({ kind: "sql", text: " a > 0 " });
    expect(canonicalExpression({ kind: "sql", text: "a + 1" })).toEqual({ kind: "sql", text: "a + 1" });
  });
});

describe("columnsOf", () => {
  test("names each column once, in the order of appearance, wherever it stands", () => {
    const predicate: Predicate = {
      kind: "and",
      operands: [
        compare("lt", column("z"), { kind: "call", name: "add", arguments: [column("b"), literal(1)] }),
        { kind: "between", of: column("z"), from: column("a"), to: column("c") },
        { kind: "or", operands: [inSet(["y"]), { kind: "not", operand: isNull("d") }] },
        { kind: "matches", of: column("e"), pattern: "@" },
        { kind: "hasFormat", of: column("f"), format: "iban" },
        { kind: "isFinite", of: { kind: "column", name: "g", path: ["b"] } },
        { kind: "sql", text: "h > 0" },
      ],
    };
    expect(columnsOf(predicate)).toEqual(["z", "b", "a", "c", "x", "d", "e", "f", "g"]);
    expect(sqlTextsOf(predicate)).toEqual(["h > 0"]);
    expect(columnsOf(literal(1))).toEqual([]);
    expect(columnsOf(column("a"))).toEqual(["a"]);
  });
});
