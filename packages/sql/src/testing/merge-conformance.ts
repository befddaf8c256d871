import { canonicalJson } from "@dqx/common";
import type { AnyMetric, MetricOutcome, SimpleMetricSpec } from "@dqx/metrics";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell, ConformanceData, MakeSource } from "./conformance-data.js";
import { exampleSpecs } from "./example-specs.js";
import { measureAll } from "./measure-all.js";
import { someCells } from "./some-cells.js";

const DAY_COLUMN = "the day";
/** The days of the two parts, and of the whole. */
const [LEFT, RIGHT, WHOLE] = ["2024-05-30", "2024-05-31", "2024-06-01"] as const;
const RUNS = 10;

type Row = readonly Cell[];

/** Mergeable metrics over the same columns. */
interface Mergeable {
  readonly names: string;
  readonly columns: ConformanceData["columns"];
  readonly specs: readonly SimpleMetricSpec[];
}

/**
 * merge(analyze(A), analyze(B)) = analyze(A ∪ B): of every metric that merges, with the parameters and the columns
 * of its examples, over rows that are made up.
 */
export function mergeConformance(metrics: readonly AnyMetric[], makeSource: MakeSource): void {
  const mergeable = mergeableOf(metrics);
  if (mergeable.length === 0) return;

  describe("merging", () => {
    test.each(mergeable)(
      "parts merge to the whole, whatever the split: $names",
      async ({ columns, specs }) => {
        const part = fc.array(fc.tuple(...columns.map(({ type }) => someCells(type))), { maxLength: 12 });
        await fc.assert(
          fc.asyncProperty(part, part, (left, right) => expectMerge(makeSource, columns, specs, left, right)),
          { numRuns: RUNS },
        );
      },
    );
  });
}

function mergeableOf(metrics: readonly AnyMetric[]): readonly Mergeable[] {
  const groups = new Map<
    string,
    { columns: ConformanceData["columns"]; specs: Map<string, SimpleMetricSpec> }
  >();
  for (const { spec, data } of metrics.flatMap(exampleSpecs)) {
    if (spec.measurement.merge === undefined) continue;
    const key = canonicalJson(data.columns);
    const group = groups.get(key) ?? { columns: data.columns, specs: new Map() };
    group.specs.set(spec.id, spec);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ columns, specs }) => ({
    names: `${[...specs.values()].map(({ name }) => name).join(", ")} over ${columns.map(({ type }) => type).join(", ")}`,
    columns,
    specs: [...specs.values()],
  }));
}

// The parts are days of one source, and the whole is a third day.
async function expectMerge(
  makeSource: MakeSource,
  columns: ConformanceData["columns"],
  specs: readonly SimpleMetricSpec[],
  left: readonly Row[],
  right: readonly Row[],
): Promise<void> {
  const data: ConformanceData = {
    name: "parts",
    columns: [...columns, { name: DAY_COLUMN, type: "date" }],
    rows: [
      ...left.map((row) => [...row, LEFT]),
      ...right.map((row) => [...row, RIGHT]),
      ...[...left, ...right].map((row) => [...row, WHOLE]),
    ],
    dateColumn: DAY_COLUMN,
  };
  const measured = await measureAll(makeSource, data, specs, [LEFT, RIGHT, WHOLE]);
  const stateOf = (spec: SimpleMetricSpec, day: string): Uint8Array | undefined =>
    measured.analysis.measured.find((metric) => metric.spec.id === spec.id && metric.date === day)?.state;
  for (const spec of specs) {
    const { merge, outcomeOf } = spec.measurement;
    const [a, b] = [stateOf(spec, LEFT), stateOf(spec, RIGHT)];
    const whole = measured.of(spec, WHOLE);
    if (merge === undefined || a === undefined || b === undefined) {
      // What the engine cannot compute of a part, for example a product of too many digits, it cannot of the whole.
      expect(whole, `${spec.name} has no state to merge`).toMatchObject({ kind: "failed" });
      continue;
    }
    const merged = outcomeOf(merge(a, b));
    // A part may have left out what the whole would have kept, and says so.
    const isUnknown = "limit" in spec.parameters && merged.kind === "failed";
    if (!isUnknown) expectClose(merged, whole, spec.name);
  }
}

// Sums of doubles depend on their order, so values agree to the last digits only; estimates agree within their bounds.
function expectClose(merged: MetricOutcome, whole: MetricOutcome, name: string): void {
  expect(merged.kind, name).toBe(whole.kind);
  if (merged.kind !== "value" || whole.kind !== "value") {
    expect(merged, name).toEqual(whole);
    return;
  }
  const scale = Math.max(Math.abs(merged.value), Math.abs(whole.value), 1);
  const bound = 1e-9 * scale + (merged.error ?? 0) + (whole.error ?? 0);
  expect(Math.abs(merged.value - whole.value), `${name}: ${merged.value} and ${whole.value}`).toBeLessThan(
    bound,
  );
}
