import { describe, expect, it } from "vitest";
import { MetricsCopy } from "../src/metrics-copy.js";

const LINE = 'export * from "./counts/zero-count.js";';

/** A metric as somebody writes it who has read docs/adding-a-metric.md. */
function zeroCount(rest: string): string {
  return `
import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { countState } from "../../state/count-state.js";

/** The number of zeros in a column. */
export const zeroCount = defineMetric({
  type: "zeroCount",
  summary: "The number of values that are 0. Nulls are none.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "rows", where: col(column).isEq(0) }],
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
    copy.addMetric("counts/zero-count.ts", zeroCount(EXAMPLES));
    copy.addLine(LINE);
    expect(copy.build()).toEqual({ code: 0, output: "" });
    const { output } = copy.run(`
      import { catalogue, measuredMetrics, zeroCount } from "./dist/index.js";
      console.log(catalogue.get("zeroCount") === zeroCount, measuredMetrics.zeroCount === zeroCount);
      console.log(zeroCount.spec({ column: "x" }).name);
    `);
    expect(output).toBe("true true\nzeroCount(x)\n");
    const { code, output: tested } = copy.test("test/catalogue.test.ts");
    expect(code, tested).toBe(0);
  });

  it("without examples is named by a failing test", () => {
    using copy = new MetricsCopy();
    copy.addMetric("counts/zero-count.ts", zeroCount(""));
    copy.addLine(LINE);
    const { code, output } = copy.test("test/catalogue.test.ts");
    expect(code).toBe(1);
    expect(output).toMatch(/has a case above for every metric without examples[\s\S]*zeroCount/);
  });

  it("that leaves out a part of its definition is named by the compiler", () => {
    using copy = new MetricsCopy();
    copy.addMetric("counts/zero-count.ts", zeroCount("").replace(/display: .*\n/, ""));
    copy.addLine(LINE);
    const { code, output } = copy.build();
    expect(code).not.toBe(0);
    expect(output).toMatch(/zero-count\.ts.*[\s\S]*'display' is missing/);
  });
});
