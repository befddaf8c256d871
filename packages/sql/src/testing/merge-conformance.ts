import {
  average,
  countValues,
  type MetricOutcome,
  maximum,
  minimum,
  nanCount,
  nullCount,
  numRows,
  type SimpleMetricSpec,
  sum,
  variance,
} from "@dqx/metrics";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell, ConformanceData, LogicalType, MakeSource } from "./conformance-data.js";
import { measureAll, TODAY } from "./measure-all.js";

const column = "x";
const mergeable: readonly SimpleMetricSpec[] = [
  numRows.spec({}),
  ...[nullCount, nanCount, sum, average, minimum, maximum, variance].map((metric) => metric.spec({ column })),
  countValues.spec({ column, values: [0, 1, 2] }),
];

/** merge(analyze(A), analyze(B)) = analyze(A ∪ B). */
export function mergeConformance(makeSource: MakeSource): void {
  const dataOf = (type: LogicalType, cells: readonly Cell[]): ConformanceData => ({
    name: "parts",
    columns: [{ name: column, type }],
    rows: cells.map((cell) => [cell]),
  });

  const expectMerge = async (type: LogicalType, a: readonly Cell[], b: readonly Cell[]): Promise<void> => {
    const [left, right, whole] = await Promise.all(
      [a, b, [...a, ...b]].map((cells) => measureAll(makeSource, dataOf(type, cells), mergeable)),
    );
    for (const spec of mergeable) {
      const merge = spec.measurement.merge;
      const [stateA, stateB] = [left, right].map(
        (part) =>
          part?.analysis.measured.find((metric) => metric.spec.id === spec.id && metric.date === TODAY)
            ?.state,
      );
      if (merge === undefined || stateA === undefined || stateB === undefined || whole === undefined) {
        throw new RangeError(`${spec.name} has no state to merge`);
      }
      expectClose(spec.measurement.outcomeOf(merge(stateA, stateB)), whole.of(spec), spec.name);
    }
  };

  describe("merging", () => {
    test("the variances of {1, 2, 3} and {4, 5, 6} merge to 3.5", async () => {
      await expectMerge("bigint", [1n, 2n, 3n], [4n, 5n, 6n]);
      const whole = await measureAll(makeSource, dataOf("bigint", [1n, 2n, 3n, 4n, 5n, 6n]), mergeable);
      expect(whole.value(variance.spec({ column }))).toBeCloseTo(3.5, 12);
    });

    const cells: readonly (readonly [LogicalType, fc.Arbitrary<Cell>])[] = [
      ["bigint", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
      ["bigint", fc.bigInt({ min: -3n, max: 3n })],
      ["double", fc.double({ noNaN: true, min: -1e6, max: 1e6 })],
      ["double", fc.constantFrom(0, 1, 2.5, Number.NaN, Infinity, -Infinity)],
      ["decimal(38,10)", fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(decimalText)],
    ];
    test.each(cells)("parts of %s merge to the whole, whatever the split (%#)", async (type, cell) => {
      const part = fc.array(fc.option(cell, { freq: 4 }), { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(part, part, (a, b) => expectMerge(type, a, b)),
        { numRuns: 15 },
      );
    });
  });
}

function decimalText(unscaled: bigint): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(11, "0");
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -10)}.${digits.slice(-10)}`;
}

// Sums of doubles depend on their order: values agree to the last digits only.
function expectClose(merged: MetricOutcome, whole: MetricOutcome, name: string): void {
  expect(merged.kind, name).toBe(whole.kind);
  if (merged.kind === "value" && whole.kind === "value") {
    const scale = Math.max(Math.abs(merged.value), Math.abs(whole.value), 1);
    expect(
      Math.abs(merged.value - whole.value) / scale,
      `${name}: ${merged.value} and ${whole.value}`,
    ).toBeLessThan(1e-9);
  } else {
    expect(merged, name).toEqual(whole);
  }
}
