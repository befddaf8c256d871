import { addDays, canonicalJson, LocalDate } from "@dqx/common";
import type { AnyMetric, MetricOutcome, SimpleMetricSpec } from "@dqx/metrics";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell, ConformanceData, MakeSource } from "./conformance-data.js";
import { exampleSpecs } from "./example-specs.js";
import { type Measured, onSource } from "./measure-all.js";
import { someCells } from "./some-cells.js";

const DAY_COLUMN = "the day";
const FIRST_DAY = LocalDate("2024-01-01");
/** How many made-up pairs of parts there are over the same columns. */
const PAIRS = 10;

type Row = readonly Cell[];

/** Rows in two parts. */
type Parts = readonly [left: readonly Row[], right: readonly Row[]];

/** Mergeable metrics over the same columns. */
interface Mergeable {
  /** The columns' types, for the report. */
  readonly types: string;
  readonly columns: ConformanceData["columns"];
  readonly specs: readonly SimpleMetricSpec[];
}

/** The days of two parts and of the whole that they make. */
interface SplitDays {
  readonly left: LocalDate;
  readonly right: LocalDate;
  readonly whole: LocalDate;
}

/**
 * merge(analyze(A), analyze(B)) = analyze(A ∪ B): of every metric that merges, with the parameters and the columns
 * of its examples, over rows that are made up.
 */
export function mergeConformance(metrics: readonly AnyMetric[], makeSource: MakeSource): void {
  const mergeable = mergeableOf(metrics);
  if (mergeable.length === 0) return;

  describe("merging", () => {
    test.each(mergeable.map((each) => [each.types, each] as const))(
      "parts merge to the whole, whatever the split: metrics over %s",
      async (_, { columns, specs }) => {
        const part = fc.array(fc.tuple(...columns.map(({ type }) => someCells(type))), { maxLength: 12 });
        const pairs = fc.array(fc.tuple(part, part), { minLength: PAIRS, maxLength: PAIRS });
        // All pairs of a run are days of one source, so one run is enough.
        await fc.assert(
          fc.asyncProperty(pairs, (splits) => expectMerge(makeSource, columns, specs, splits)),
          { numRuns: 1 },
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
    types: columns.map(({ name, type }) => `${name} ${type}`).join(", "),
    columns,
    specs: [...specs.values()],
  }));
}

async function expectMerge(
  makeSource: MakeSource,
  columns: ConformanceData["columns"],
  specs: readonly SimpleMetricSpec[],
  splits: readonly Parts[],
): Promise<void> {
  const days = splits.map((_, index) => splitDays(index));
  await onSource(makeSource, onDays(columns, splits), async (measure) => {
    const all = await measure(
      specs,
      days.flatMap(({ left, right, whole }) => [left, right, whole]),
    );
    const apart = new Set(specs.filter((spec) => !hasAllStates(all, spec)));
    for (const spec of specs) {
      if (!apart.has(spec)) for (const day of days) expectSplit(all, spec, day);
    }
    // What the engine cannot compute of the rows of one day, for example a product of too many digits, it has not
    // computed of the others: they are measured by themselves.
    for (const day of apart.size === 0 ? [] : days) {
      const own = await measure([...apart], [day.left, day.right, day.whole]);
      for (const spec of apart) expectSplit(own, spec, day);
    }
  });
}

function splitDays(index: number): SplitDays {
  const left = addDays(FIRST_DAY, 3 * index);
  return { left, right: addDays(left, 1), whole: addDays(left, 2) };
}

function onDays(columns: ConformanceData["columns"], splits: readonly Parts[]): ConformanceData {
  return {
    name: "parts",
    columns: [...columns, { name: DAY_COLUMN, type: "date" }],
    rows: splits.flatMap(([ofLeft, ofRight], index) => {
      const { left, right, whole } = splitDays(index);
      return [
        ...ofLeft.map((row) => [...row, left]),
        ...ofRight.map((row) => [...row, right]),
        ...[...ofLeft, ...ofRight].map((row) => [...row, whole]),
      ];
    }),
    dateColumn: DAY_COLUMN,
  };
}

function hasAllStates({ analysis }: Measured, spec: SimpleMetricSpec): boolean {
  return analysis.measured.every((metric) => metric.spec.id !== spec.id || metric.state !== undefined);
}

function expectSplit(measured: Measured, spec: SimpleMetricSpec, { left, right, whole }: SplitDays): void {
  const stateOf = (day: LocalDate): Uint8Array | undefined =>
    measured.analysis.measured.find((metric) => metric.spec.id === spec.id && metric.date === day)?.state;
  const { merge, outcomeOf } = spec.measurement;
  const [a, b] = [stateOf(left), stateOf(right)];
  const ofWhole = measured.of(spec, whole);
  if (merge === undefined || a === undefined || b === undefined) {
    // Nor can the engine compute of the whole what it cannot of a part.
    expect(ofWhole, `${spec.name} has no state to merge`).toMatchObject({ kind: "failed" });
    return;
  }
  const merged = outcomeOf(merge(a, b));
  // A part may have left out what the whole would have kept, and says so.
  const isLimited = "limit" in spec.parameters || "top" in spec.parameters;
  const isUnknown = isLimited && merged.kind === "failed";
  if (!isUnknown) expectClose(merged, ofWhole, spec.name);
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
