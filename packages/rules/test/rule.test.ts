import { InvalidArgumentError } from "@dqx/common";
import { col } from "@dqx/metrics";
import { describe, expect, it } from "vitest";
import {
  increasing,
  isRule,
  type RowCondition,
  type RuleOptions,
  rule,
  shareSpec,
  showCondition,
  unique,
} from "../src/index.js";

const positive = col("amount").isGeq(0);

function refusal(options: Readonly<Record<string, unknown>>, condition: RowCondition = positive) {
  // Callers without types may give anything.
  return () => rule("amounts", condition, options as RuleOptions);
}

describe("a rule", () => {
  it("is P1, for every row, and says nothing else unless told otherwise", () => {
    expect(rule("amounts", positive)).toEqual({
      kind: "rule",
      name: "amounts",
      condition: positive,
      severity: "P1",
      tags: [],
      bounds: { atLeast: 1 },
    });
  });

  it("keeps what it was told, frozen", () => {
    const tags = ["money"];
    const made = rule("amounts", positive, {
      severity: "P0",
      tags,
      nulls: "fail",
      where: col("status").isEq("paid"),
      parameters: { region: "eu" },
      atLeast: 0.9,
      warnBelow: 0.99,
      dimension: "validity",
      owner: "billing",
    });
    tags.push("late");
    expect(made).toMatchObject({ severity: "P0", tags: ["money"], nulls: "fail", owner: "billing" });
    expect(made.bounds).toEqual({ atLeast: 0.9, warnBelow: 0.99 });
    expect(made.where).toEqual(col("status").isEq("paid"));
    expect([Object.isFrozen(made), Object.isFrozen(made.tags), isRule(made)]).toEqual([true, true, true]);
    expect([positive, undefined, "rule", null].map(isRule)).toEqual([false, false, false, false]);
  });

  it("takes an option that is given as undefined for one that is left out", () => {
    expect(
      rule("amounts", positive, { nulls: undefined, atLeast: undefined } as unknown as RuleOptions),
    ).toEqual(rule("amounts", positive));
  });

  it("refuses names, options and conditions that are none, and says what to give", () => {
    expect(() => rule(" ", positive)).toThrow(InvalidArgumentError);
    expect(refusal({ sevrity: "P0" })).toThrow(
      "rule 'amounts' has no option 'sevrity'. Did you mean 'severity'?",
    );
    expect(refusal({ name: "other" })).toThrow("has no option 'name'");
    expect(refusal({ severity: "bad" })).toThrow("Give one of P0, P1, P2, P3");
    expect(refusal({ nulls: "drop" })).toThrow('Give "ignore", "fail" or "pass"');
    expect(refusal({ where: "amount > 0" })).toThrow("rule 'amounts': where");
    for (const condition of [null, "amount > 0", 5, { kind: "near" }]) {
      expect(refusal({}, condition as unknown as RowCondition)).toThrow("rule 'amounts'");
    }
  });

  it("has no policy for nulls where rows without a value are never tested", () => {
    expect(refusal({ nulls: "fail" }, unique(["id"]))).toThrow("demand the value with col(…).isNotNull()");
    expect(refusal({ nulls: "ignore" }, unique(["id"]))).not.toThrow();
  });
});

describe("a condition", () => {
  it.each<[RowCondition, string]>([
    [positive, "amount >= 0"],
    [unique(["line", "id", "line"]), "id, line is unique"],
    [increasing("x", { orderBy: "t" }), "x is increasing by t"],
    [
      increasing("x", { orderBy: "at time", per: ["b", "a"], strict: true }),
      'x is strictly increasing by "at time" per a, b',
    ],
  ])("%j is shown on one line", (condition, shown) => expect(showCondition(condition)).toBe(shown));

  it("is judged by a metric of the catalogue, whose identity it is part of", () => {
    const where = col("status").isEq("paid");
    expect(shareSpec(positive).name).toBe("compliance(amount >= 0)");
    expect(shareSpec(positive, { nulls: "fail", where }).name).toBe(
      'compliance(amount >= 0, nulls fail, where status = "paid")',
    );
    expect(shareSpec(unique(["b", "a"]), { where }).id).toBe(shareSpec(unique(["a", "b"]), { where }).id);
    expect(shareSpec(increasing("x", { orderBy: "t", per: ["k"], strict: true })).name).toBe(
      "monotonicity(x, by t, per k, strict)",
    );
    const ids = [
      shareSpec(positive),
      shareSpec(positive, { nulls: "pass" }),
      shareSpec(positive, { where }),
      shareSpec(positive, { parameters: { region: "eu" } }),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("names what is wrong with its columns", () => {
    expect(() => unique([])).toThrow("Give a list of at least one column");
    expect(() => increasing("", { orderBy: "t" })).toThrow("increasing: column");
    // @ts-expect-error -- an order is needed
    expect(() => increasing("x", {})).toThrow("increasing: orderBy");
    // @ts-expect-error -- no such option
    expect(() => increasing("x", { orderby: "t" })).toThrow("Did you mean 'orderBy'?");
    // @ts-expect-error -- not a boolean
    expect(() => increasing("x", { orderBy: "t", strict: "yes" })).toThrow("Give true or false");
  });
});
