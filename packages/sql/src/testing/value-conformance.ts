import { countValues, maximum, nanCount, type SimpleMetricSpec, sum, variance } from "@dqx/metrics";
import { expect, test } from "vitest";
import type { Cell, LogicalType, MakeSource } from "./conformance-data.js";
import { measureAll } from "./measure-all.js";

const column = "x";

/** What metrics make of values of which the examples of their definitions cannot speak. */
export function valueConformance(makeSource: MakeSource): void {
  const measure = (type: LogicalType, values: readonly Cell[], specs: readonly SimpleMetricSpec[]) =>
    measureAll(
      makeSource,
      { name: "values", columns: [{ name: column, type }], rows: values.map((value) => [value]) },
      specs,
    );

  test("finite values whose sum is too large for a double fail by name, and their extremes stand", async () => {
    const measured = await measure(
      "double",
      [1e308, 1e308],
      [sum.spec({ column }), nanCount.spec({ column }), maximum.spec({ column })],
    );
    expect(measured.of(sum.spec({ column }))).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("too large"),
    });
    expect(measured.value(nanCount.spec({ column }))).toBe(0);
    expect(measured.value(maximum.spec({ column }))).toBe(1e308);
  });

  test("NaN in one column leaves another alone", async () => {
    const specs = [
      sum.spec({ column: "dirty" }),
      sum.spec({ column: "clean" }),
      variance.spec({ column: "clean" }),
      variance.spec({ column: "dirty" }),
    ];
    const measured = await measureAll(
      makeSource,
      {
        name: "two columns",
        columns: [
          { name: "clean", type: "double" },
          { name: "dirty", type: "double" },
        ],
        rows: [
          [1, Number.NaN],
          [4, 2],
        ],
      },
      specs,
    );
    expect(measured.value(sum.spec({ column: "clean" }))).toBe(5);
    expect(measured.value(variance.spec({ column: "clean" }))).toBeCloseTo(4.5, 12);
    expect(measured.of(sum.spec({ column: "dirty" })).kind).toBe("failed");
    expect(measured.of(variance.spec({ column: "dirty" })).kind).toBe("failed");
  });

  test("a literal of another kind than the column fails and does not count 0", async () => {
    const number = countValues.spec({ column, values: [1] });
    const text = countValues.spec({ column, values: ["1"] });
    const measured = await measure("text", ["1", "1"], [number, text]);
    expect(measured.of(number)).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("number 1"),
    });
    expect(measured.value(text)).toBe(2);
  });
}
