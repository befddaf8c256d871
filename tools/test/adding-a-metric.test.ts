import { describe, expect, it } from "vitest";
import { MetricsCopy } from "../src/metrics-copy.js";

const LINE = 'export * from "./counts/even-count.js";';

/** A metric as somebody writes it who has read docs/adding-a-metric.md. */
function evenCount(rest: string): string {
  return `
import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col, floor } from "../../row/builders.js";
import { countState } from "../../state/count-state.js";

/** The number of even values in a column. */
export const evenCount = defineMetric({
  type: "evenCount",
  summary: "The number of values that are even. Nulls are none.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "rows", where: col(column).div(2).isEq(floor(col(column).div(2))) }],
    stateOf: (results) => ({ count: countResult(results, 0) }),
  }),
  state: countState,
  outcomeOf: ({ count }) => valueOutcome(count),
  ${rest}
});
`;
}

const EXAMPLES = `examples: [
    {
      title: "nulls are none",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[0n], [1n], [null]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
  ],`;

describe("a new metric", () => {
  it("is a file and a line: the package, the catalogue and the list of the provider's methods have it", () => {
    using copy = new MetricsCopy();
    copy.addMetric("counts/even-count.ts", evenCount(EXAMPLES));
    copy.addLine(LINE);
    expect(copy.build()).toEqual({ code: 0, output: "" });
    const { output } = copy.run(`
      import { catalogue, measuredMetrics, evenCount } from "./dist/index.js";
      console.log(catalogue.get("evenCount") === evenCount, measuredMetrics.evenCount === evenCount);
      console.log(evenCount.spec({ column: "x" }).name);
    `);
    expect(output).toBe("true true\nevenCount(x)\n");
    const { code, output: tested } = copy.test("test/catalogue.test.ts");
    expect(code, tested).toBe(0);
  });

  it("without examples is named by a failing test", () => {
    using copy = new MetricsCopy();
    copy.addMetric("counts/even-count.ts", evenCount(""));
    copy.addLine(LINE);
    const { code, output } = copy.test("test/catalogue.test.ts");
    expect(code).toBe(1);
    expect(output).toMatch(/has a case above for every metric without examples[\s\S]*evenCount/);
  });

  it("that leaves out a part of its definition is named by the compiler", () => {
    using copy = new MetricsCopy();
    copy.addMetric("counts/even-count.ts", evenCount("").replace(/display: .*\n/, ""));
    copy.addLine(LINE);
    const { code, output } = copy.build();
    expect(code).not.toBe(0);
    expect(output).toMatch(/even-count\.ts.*[\s\S]*'display' is missing/);
  });
});
