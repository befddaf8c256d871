import { InvalidArgumentError } from "@dqx/common";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  type AnyMetric,
  average,
  type CountSpec,
  catalogue,
  col,
  columnField,
  countState,
  defineCount,
  isCountSpec,
  nullCount,
  type SimpleMetricSpec,
  valueOutcome,
} from "../src/index.js";
import { aggregatesOf, stateOf } from "./array-engine.js";
import { someParameters } from "./some-parameters.js";

const rows = [1, null, 2, null].map((x) => ({ x }));
const spec = nullCount.spec({ column: "x" });

describe("the ratio of a count", () => {
  test("is a metric of its own, identified by the parameter ratio", () => {
    const ratio = spec.ratio();
    expect(ratio.name).toBe("nullCount.ratio(x)");
    expect(ratio.id).toBe('nullCount{"column":"x","ratio":true}');
    expect(ratio.type).toBe("nullCount");
    expect(ratio.measurement.stateId).not.toBe(spec.measurement.stateId);
    expect("ratio" in ratio).toBe(false);
  });

  test("is the count divided by the rows that are tested", () => {
    const { outcomeOf } = spec.ratio().measurement;
    expect(outcomeOf(stateOf(spec.ratio(), rows))).toEqual({ kind: "value", value: 0.5, warnings: [] });
    expect(outcomeOf(stateOf(spec.ratio(), []))).toEqual({ kind: "empty", reason: "no rows were tested" });
  });

  test("has the filter and the parameters of the source that the count has, once", () => {
    const where = col("y").isGt(0);
    const filtered = nullCount.spec({ column: "x" }, { day: 1 }, { where });
    expect(filtered.ratio().name).toBe("nullCount.ratio(x, where y > 0, day=1)");
    expect(aggregatesOf(filtered.ratio()).map((aggregate) => aggregate.where)).toEqual(
      aggregatesOf(filtered.ratio()).map(() => where),
    );
    expect(filtered.ratio().sourceParameters).toEqual({ day: 1 });
  });

  test("comes back from the store", () => {
    const back = nullCount.fromParameters(spec.ratio().parameters);
    expect([back.id, back.name]).toEqual([spec.ratio().id, spec.ratio().name]);
    const count = nullCount.fromParameters(spec.parameters);
    expect(isCountSpec(count) && count.ratio().id).toBe(spec.ratio().id);
  });

  test("merges as the count does", () => {
    const { merge, outcomeOf } = spec.ratio().measurement;
    const [a, b] = [stateOf(spec.ratio(), rows.slice(0, 3)), stateOf(spec.ratio(), rows.slice(3))];
    expect(outcomeOf(merge?.(a, b) ?? a)).toMatchObject({ value: 0.5 });
  });

  test("is told by the type: a count has one, an average does not", () => {
    expectTypeOf(spec).toExtend<CountSpec>();
    expectTypeOf(average.spec({ column: "x" })).not.toExtend<CountSpec>();
    expect(isCountSpec(average.spec({ column: "x" }))).toBe(false);
    expect(() => average.fromParameters({ column: "x", ratio: true })).toThrow(
      "average has no parameter 'ratio'",
    );
    expect(() => nullCount.fromParameters({ column: "x", ratio: "yes" })).toThrow(
      "nullCount: parameter 'ratio' is \"yes\". Give true, or leave it out.",
    );
  });

  test("cannot be above 1: more rows counted than tested is a failure", () => {
    const wrong = defineCount({
      type: "wrong",
      summary: "Counts all rows among none.",
      arguments: ["column"],
      parameters: { column: columnField },
      display: ({ column }) => [column],
      measurement: () => ({ kind: "scan", aggregates: [{ kind: "rows" }], stateOf: () => ({ count: 5 }) }),
      tested: () => ({ kind: "rows" }),
      state: countState,
      outcomeOf: ({ count }) => valueOutcome(count),
      examples: [],
    });
    const ratio = wrong.spec({ column: "x" }).ratio();
    expect(ratio.measurement.outcomeOf(stateOf(ratio, rows))).toEqual({
      kind: "failed",
      reason: "5 of 4 rows were counted",
    });
  });

  test("needs its parameter for itself", () => {
    const define = () =>
      defineCount<{ readonly ratio: string }, { readonly count: number }>({
        type: "mine",
        summary: "Mine.",
        parameters: { ratio: columnField },
        display: () => [],
        measurement: () => ({ kind: "scan", aggregates: [], stateOf: () => ({ count: 0 }) }),
        tested: () => ({ kind: "rows" }),
        state: countState,
        outcomeOf: () => ({ kind: "empty", reason: "never" }),
        examples: [],
      });
    expect(define).toThrow(InvalidArgumentError);
    expect(define).toThrow("mine: a parameter cannot be named 'ratio'. Give it another name.");
  });
});

/** Counts of which no share can be asked: they count what is there, not what is tested. */
const WITHOUT_RATIO: ReadonlySet<string> = new Set([
  "numRows",
  "columnCount",
  "countDistinct",
  "approxCountDistinct",
]);

describe("every count of the catalogue", () => {
  const counts = [...catalogue].filter(([type]) => /count/i.test(type) && !WITHOUT_RATIO.has(type));

  test.each(counts)("%s has a ratio, and examples of it", (type: string, metric: AnyMetric) => {
    const count: SimpleMetricSpec = metric.fromParameters(someParameters(type));
    expect(isCountSpec(count)).toBe(true);
    const ratios = (metric.definition.examples ?? []).map(({ ratio }) => ratio);
    expect(ratios.some((ratio) => typeof ratio === "number")).toBe(true);
  });
});
