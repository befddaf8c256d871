import { col, type FormatName, formats, isFormatName, length, not } from "@dqx/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { predicateSql, RowEngine } from "./row-engine.js";

let engine: RowEngine;
beforeAll(async () => {
  engine = await RowEngine.open();
});
afterAll(() => engine.close());

const names: readonly FormatName[] = Object.keys(formats).filter(isFormatName);

describe("every format", () => {
  test.each(names)("%s tells its example from what is nearly it, and is unknown for null", async (name) => {
    const { example, counterexample } = formats[name];
    await engine.fill([{ s: example }, { s: counterexample }, { s: null }, { s: "" }]);
    expect(await engine.decide(col("s").hasFormat(name))).toEqual([true, false, null, false]);
    expect(await engine.decide(not(col("s").hasFormat(name)))).toEqual([false, true, null, true]);
  });
});

describe("a format", () => {
  test("is tested in computed texts, whose value is computed once for all check digits", async () => {
    const stripped = { kind: "call", name: "trim", arguments: [col("s")] } as const;
    await engine.fill([{ s: " 4111-1111 1111-1111\n" }, { s: " 4111-1111 1111-1112" }, {}]);
    const card = { kind: "hasFormat", of: stripped, format: "creditCard" } as const;
    expect(await engine.decide(card)).toEqual([true, false, null]);
    expect(predicateSql(card).split("replace(").length - 1).toBe(2);
    expect(await engine.decide({ ...card, format: "iban" })).toEqual([false, false, null]);
  });

  test("of numbers compares numbers with its bounds", async () => {
    await engine.fill([{ x: 90 }, { x: 90.5 }, { x: Number.NaN }, { x: Number.NEGATIVE_INFINITY }, {}]);
    expect(await engine.decide(col("x").hasFormat("latitude"))).toEqual([true, false, false, false, null]);
    await engine.fill([{ j: { units: -1n, scale: 0 } }, { j: { units: 1n, scale: 0 } }]);
    expect(await engine.decide(col("j").hasFormat("probability"))).toEqual([false, true]);
    await engine.fill([{ s: "123" }]);
    expect(await engine.decide({ kind: "hasFormat", of: length(col("s")), format: "percentage" })).toEqual([
      true,
    ]);
  });
});
