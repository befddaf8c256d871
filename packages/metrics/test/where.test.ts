import { canonicalJson, InvalidArgumentError, parseCanonicalJson } from "@dqx/common";
import { describe, expect, test } from "vitest";
import {
  all,
  type CanonicalRecord,
  catalogue,
  col,
  columnField,
  countResult,
  countState,
  defineMetric,
  type Measurement,
  type Predicate,
  sum,
  valueOutcome,
} from "../src/index.js";
import { aggregatesOf } from "./array-engine.js";
import { someParameters } from "./some-parameters.js";

const paid = col("status").isEq("paid");

const types = [...catalogue.keys()];
const isOfSchema = (type: string): boolean =>
  catalogue.get(type)?.fromParameters(someParameters(type)).measurement.kind === "schema";

describe.each(types.filter((type) => !isOfSchema(type)))("%s over some of the rows", (type) => {
  const metric = catalogue.get(type);
  if (metric === undefined) throw new Error(type);
  const plain = metric.fromParameters(someParameters(type));
  const filtered = metric.fromParameters(someParameters(type), {}, { where: paid });

  test("is another metric, in the name too", () => {
    expect(filtered.id).not.toBe(plain.id);
    expect(filtered.name).toBe(
      plain.name === "numRows()"
        ? 'numRows(where status = "paid")'
        : plain.name.replace(/\)$/, ', where status = "paid")'),
    );
  });

  test("computes every aggregate over those rows: numerator, denominator and guard", () => {
    const among = ({ where }: { readonly where?: Predicate }): Predicate =>
      where === undefined ? paid : all(where, paid);
    const { measurement } = filtered;
    expect(filtersOf(measurement)).toEqual(partsOf(plain.measurement).map(among));
    expect(filtersOf(measurement)).not.toEqual([]);
  });

  test("comes back from stored parameters", () => {
    const stored = parseCanonicalJson(canonicalJson(filtered.parameters));
    const back = metric.fromParameters(stored as CanonicalRecord);
    expect([back.id, back.name]).toEqual([filtered.id, filtered.name]);
    expect(back.measurement.stateId).toBe(filtered.measurement.stateId);
    expect(aggregatesOf(back)).toEqual(aggregatesOf(filtered));
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
      measurement: () => ({
        kind: "scan",
        aggregates: [{ kind: "rows", where: own }],
        stateOf: (results) => ({ count: countResult(results, 0) }),
      }),
      state: countState,
      outcomeOf: ({ count }) => valueOutcome(count),
      examples: [],
    });
    const [aggregate] = aggregatesOf(positive.spec({ column: "x" }, {}, { where: paid }));
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
        measurement: () => ({ kind: "scan", aggregates: [], stateOf: () => ({ count: 0 }) }),
        state: countState,
        outcomeOf: ({ count }) => valueOutcome(count),
        examples: [],
      });
    expect(define).toThrow("mine: a parameter cannot be named 'where'");
  });
});

// Where groups or sequences are formed, the filter chooses their rows.
function partsOf(measurement: Measurement): readonly { readonly where?: Predicate }[] {
  switch (measurement.kind) {
    case "scan":
      return measurement.aggregates;
    case "passes":
      return [...measurement.before.flat(), ...measurement.aggregates];
    case "groups":
    case "overGroups":
    case "sequence":
      return [measurement];
    case "schema":
      return [];
  }
}

function filtersOf(measurement: Measurement): readonly (Predicate | undefined)[] {
  return partsOf(measurement).map(({ where }) => where);
}
