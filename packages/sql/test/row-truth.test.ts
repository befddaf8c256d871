import { all, any, col, length, literal, not, nullIf, type Predicate } from "@dqx/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decide, type Row } from "./reference-evaluator.js";
import { RowEngine } from "./row-engine.js";

let engine: RowEngine;
beforeAll(async () => {
  engine = await RowEngine.open();
});
afterAll(() => engine.close());

const [T, F, N] = [true, false, null];
const whole = (value: number) => ({ units: BigInt(value), scale: 0 });

describe("three-valued logic", () => {
  const truths: readonly Row[] = [T, F, N].flatMap((b) => [T, F, N].map((c) => ({ b, c })));
  const [b, c] = [col("b").isEq(true), col("c").isEq(true)];

  // By Kleene's tables: b and c run through TT, TF, TN, FT, FF, FN, NT, NF, NN.
  test.each<[string, Predicate, readonly (boolean | null)[]]>([
    ["and", all(b, c), [T, F, N, F, F, F, N, F, N]],
    ["or", any(b, c), [T, T, T, T, F, N, T, N, N]],
    ["not", not(b), [F, F, F, T, T, T, N, N, N]],
    ["not and", not(all(b, c)), [F, T, N, T, T, T, N, T, N]],
    ["not or", not(any(b, c)), [F, F, F, F, T, N, F, N, N]],
    ["compare", col("b").isEq(col("c")), [T, F, N, F, T, N, N, N, N]],
    ["compare with neq", col("b").isNeq(col("c")), [F, T, N, T, F, N, N, N, N]],
    ["isNull", col("b").isNull(), [F, F, F, F, F, F, T, T, T]],
    ["isNotNull", col("b").isNotNull(), [T, T, T, T, T, T, F, F, F]],
    ["in", col("b").isIn([true]), [T, T, T, F, F, F, N, N, N]],
    ["not in", not(col("b").isIn([true])), [F, F, F, T, T, T, N, N, N]],
  ])("%s", async (_, predicate, expected) => {
    await engine.fill(truths);
    expect(await engine.decide(predicate)).toEqual(expected);
    expect(truths.map((row) => decide(predicate, row))).toEqual(expected);
  });

  test.each<[string, Predicate, readonly Row[], readonly (boolean | null)[]]>([
    ["lt", col("j").isLt(2), [{ j: whole(1) }, { j: whole(2) }, {}], [T, F, N]],
    ["leq", col("j").isLeq(2), [{ j: whole(2) }, { j: whole(3) }, {}], [T, F, N]],
    ["gt", col("j").isGt(2), [{ j: whole(3) }, { j: whole(2) }, {}], [T, F, N]],
    ["geq", col("j").isGeq(2), [{ j: whole(2) }, { j: whole(1) }, {}], [T, F, N]],
    [
      "between",
      col("j").isBetween(2, 3),
      [{ j: whole(2) }, { j: whole(3) }, { j: whole(4) }, {}],
      [T, T, F, N],
    ],
    // One bound that is null decides nothing, the other one may.
    [
      "between with a bound that is null",
      col("j").isBetween(2, col("i")),
      [{ j: whole(2) }, { j: whole(1) }, { j: whole(2), i: whole(2) }],
      [N, F, T],
    ],
    ["in", col("s").isIn(["a", "b"]), [{ s: "a" }, { s: "c" }, {}], [T, F, N]],
    ["in of what no value equals", col("j").isIn([1.5]), [{ j: whole(1) }, {}], [F, N]],
    ["matches", col("s").matches(/^a/), [{ s: "ab" }, { s: "ba" }, {}], [T, F, N]],
    [
      "isFinite",
      col("x").isFinite(),
      [{ x: 1 }, { x: Number.NaN }, { x: Number.POSITIVE_INFINITY }, {}],
      [T, F, F, N],
    ],
    ["isFinite of whole numbers", col("j").isFinite(), [{ j: whole(1) }, {}], [T, N]],
    ["a literal alone", literal(1).isEq(1), [{}, { j: whole(1) }], [T, T]],
    ["length", length(col("s")).isLeq(2), [{ s: "ž🎉" }, { s: "abc" }, {}], [T, F, N]],
  ])("%s", async (_, predicate, rows, expected) => {
    await engine.fill(rows);
    expect(await engine.decide(predicate)).toEqual(expected);
    expect(rows.map((row) => decide(predicate, row))).toEqual(expected);
    expect(await engine.decide(not(predicate))).toEqual(expected.map((value) => (value === N ? N : !value)));
  });
});

describe("NaN", () => {
  const [nan, infinite] = [Number.NaN, Number.POSITIVE_INFINITY];
  const rows: readonly Row[] = [
    { x: nan, y: nan },
    { x: nan, y: 1 },
    { x: 1, y: nan },
    { x: nan },
    { y: nan },
    { x: infinite, y: infinite },
    { x: -infinite, y: infinite },
  ];
  const [x, y] = [col("x"), col("y")];

  test.each<[string, Predicate, readonly (boolean | null)[]]>([
    ["eq", x.isEq(y), [F, F, F, N, N, T, F]],
    ["neq", x.isNeq(y), [T, T, T, N, N, F, T]],
    ["lt", x.isLt(y), [F, F, F, N, N, F, T]],
    ["leq", x.isLeq(y), [F, F, F, N, N, T, T]],
    ["gt", x.isGt(y), [F, F, F, N, N, F, F]],
    ["geq", x.isGeq(y), [F, F, F, N, N, T, F]],
    ["eq a literal", x.isEq(1), [F, F, T, F, N, F, F]],
    ["neq a literal", x.isNeq(1), [T, T, F, T, N, T, T]],
    ["lt a literal", x.isLt(2), [F, F, T, F, N, F, T]],
    ["gt a literal", x.isGt(0), [F, F, T, F, N, T, F]],
    ["geq a literal", x.isGeq(0), [F, F, T, F, N, T, F]],
    ["between", x.isBetween(0, 2), [F, F, T, F, N, F, F]],
    ["in", x.isIn([1, 2]), [F, F, T, F, N, F, F]],
    ["nullIf", nullIf(x, y).isNull(), [F, F, F, F, T, T, F]],
  ])("is compared as IEEE 754 has it: %s", async (_, predicate, expected) => {
    await engine.fill(rows);
    expect(await engine.decide(predicate)).toEqual(expected);
    expect(rows.map((row) => decide(predicate, row))).toEqual(expected);
  });
});
