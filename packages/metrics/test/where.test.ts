import { canonicalJson, InvalidArgumentError, parseCanonicalJson } from "@dqx/common";
import { describe, expect, test } from "vitest";
import {
  all,
  type CanonicalRecord,
  catalogue,
  col,
  columnField,
  countState,
  defineMetric,
  numRows,
  sum,
  valueOutcome,
} from "../src/index.js";

const paid = col("status").isEq("paid");

/** Some parameters that fit each metric. */
function parametersOf(type: string): CanonicalRecord {
  const names = Object.keys(catalogue.get(type)?.definition.parameters ?? {});
  return Object.fromEntries(
    names.map((name) => [name, name === "columns" || name === "values" ? ["x"] : "x"]),
  );
}

describe.each([...catalogue.keys()])("%s over some of the rows", (type) => {
  const metric = catalogue.get(type);
  if (metric === undefined) throw new Error(type);
  const plain = metric.fromParameters(parametersOf(type));
  const filtered = metric.fromParameters(parametersOf(type), {}, { where: paid });

  test("is another metric, in the name too", () => {
    expect(filtered.id).not.toBe(plain.id);
    expect(filtered.name).toBe(
      plain.name === "numRows()"
        ? 'numRows(where status = "paid")'
        : plain.name.replace(/\)$/, ', where status = "paid")'),
    );
  });

  test("computes every aggregate over those rows: numerator, denominator and guard", () => {
    expect(filtered.measurement.aggregates.map(({ where }) => where)).toEqual(
      plain.measurement.aggregates.map(() => paid),
    );
    expect(plain.measurement.aggregates.every(({ where }) => where === undefined)).toBe(true);
  });

  test("comes back from stored parameters", () => {
    const stored = parseCanonicalJson(canonicalJson(filtered.parameters));
    const back = metric.fromParameters(stored as CanonicalRecord);
    expect([back.id, back.name]).toEqual([filtered.id, filtered.name]);
    expect(back.measurement.aggregates).toEqual(filtered.measurement.aggregates);
  });
});

describe("a filter", () => {
  const specWhere = (where: unknown) => sum.fromParameters({ column: "x" }, {}, { where } as never);

  test("has one identity however it is written", () => {
    const [a, b] = [col("a").isGt(1), col("b").isNull()];
    expect(specWhere(all(a, b)).id).toBe(specWhere(all(b, a, b)).id);
    expect(specWhere(a).id).not.toBe(specWhere(b).id);
    expect(specWhere(col("a").isGt(1n)).id).not.toBe(specWhere(a).id);
  });

  test("stands before the source's parameters in the name", () => {
    expect(sum.spec({ column: "x" }, { day: 1 }, { where: paid }).name).toBe(
      'sum(x, where status = "paid", day=1)',
    );
  });

  test("of a definition's own aggregate and that of the spec both hold", () => {
    const own = col("x").isGt(0);
    const positive = defineMetric<{ readonly column: string }, { readonly count: number }>({
      type: "positive",
      summary: "Positive values.",
      parameters: { column: columnField },
      display: ({ column }) => [column],
      aggregates: () => [{ kind: "rows", where: own }],
      state: countState,
      stateOf: numRows.definition.stateOf,
      outcomeOf: ({ count }) => valueOutcome(count),
    });
    const [aggregate] = positive.spec({ column: "x" }, {}, { where: paid }).measurement.aggregates;
    expect(aggregate?.where).toEqual(all(own, paid));
  });

  test("that is none, or misspelt, is refused", () => {
    expect(() => specWhere("status = 'paid'")).toThrow(InvalidArgumentError);
    expect(() => specWhere({ kind: "isNul", of: col("x") })).toThrow("sum: where");
    expect(() => sum.spec({ column: "x" }, {}, { wher: paid } as never)).toThrow("Did you mean 'where'?");
    expect(() => sum.fromParameters({ column: "x", where: 1 })).toThrow("sum: where is 1.");
  });

  test("cannot be the name of a parameter", () => {
    const define = () =>
      defineMetric<{ readonly where: string }, { readonly count: number }>({
        type: "mine",
        summary: "Mine.",
        parameters: { where: columnField },
        display: () => [],
        aggregates: () => [],
        state: countState,
        stateOf: () => ({ count: 0 }),
        outcomeOf: ({ count }) => valueOutcome(count),
      });
    expect(define).toThrow("mine: a parameter cannot be named 'where'");
  });
});
