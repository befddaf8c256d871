import { describe, expect, it } from "vitest";
import { MetricsCopy } from "../src/metrics-copy.js";

const LINE = 'export * from "./counts/seven-count.js";';

/** A metric as somebody writes it who has read docs/adding-a-metric.md. */
function sevenCount(rest: string): string {
  return `
import { countResult } from "../../aggregate/aggregate-result.js";
import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { countState } from "../../state/count-state.js";

/** The number of sevens in a column. */
export const sevenCount = defineMetric({
  type: "sevenCount",
  summary: "The number of values that are 7. Nulls are none.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "rows", where: col(column).isEq(7) }],
    stateOf: (results) => ({ count: countResult(results, 0) }),
  }),
  state: countState,
  outcomeOf: ({ count }) => valueOutcome(count),
  ${rest}
});
`;
}

const EXAMPLES = `examples: [
    columnExample("nulls are none", "bigint", [7n, 1n, null], valueOutcome(1)),
    columnExample("no rows", "bigint", [], valueOutcome(0)),
  ],`;

describe("a new metric", () => {
  it("is a file and a line: the package, the catalogue and the list of the provider's methods have it", () => {
    using copy = new MetricsCopy();
    copy.addMetric("counts/seven-count.ts", sevenCount(EXAMPLES));
    copy.addLine(LINE);
    expect(copy.build()).toEqual({ code: 0, output: "" });
    const { output } = copy.run(`
      import { catalogue, measuredMetrics, sevenCount } from "./dist/index.js";
      console.log(catalogue.get("sevenCount") === sevenCount, measuredMetrics.sevenCount === sevenCount);
      console.log(sevenCount.spec({ column: "x" }).name);
    `);
    expect(output).toBe("true true\nsevenCount(x)\n");
    const { code, output: tested } = copy.test("test/examples.test.ts");
    expect(code, tested).toBe(0);
  });

  it("without examples is named by the compiler", () => {
    using copy = new MetricsCopy();
    copy.addMetric("counts/seven-count.ts", sevenCount(""));
    copy.addLine(LINE);
    const { code, output } = copy.build();
    expect(code).not.toBe(0);
    expect(output).toMatch(/seven-count\.ts.*[\s\S]*'examples' is missing/);
  });

  it("that does not show what it makes of nothing is named by a failing test", () => {
    using copy = new MetricsCopy();
    copy.addMetric(
      "counts/seven-count.ts",
      sevenCount(EXAMPLES.replace(/,?\s*columnExample\("no rows".*\n/, "\n")),
    );
    copy.addLine(LINE);
    const { code, output } = copy.test("test/examples.test.ts");
    expect(code).toBe(1);
    expect(output).toMatch(/show what sevenCount makes of nothing/);
  });

  it("whose examples are wrong is named by a failing test", () => {
    using copy = new MetricsCopy();
    copy.addMetric(
      "counts/seven-count.ts",
      sevenCount(EXAMPLES.replace("valueOutcome(1)", "valueOutcome(2)")),
    );
    copy.addLine(LINE);
    const { code, output } = copy.test("test/examples.test.ts");
    expect(code).toBe(1);
    expect(output).toMatch(/sevenCount\(x\): nulls are none/);
  });

  it("that leaves out a part of its definition is named by the compiler", () => {
    using copy = new MetricsCopy();
    copy.addMetric("counts/seven-count.ts", sevenCount(EXAMPLES).replace(/display: .*\n/, ""));
    copy.addLine(LINE);
    const { code, output } = copy.build();
    expect(code).not.toBe(0);
    expect(output).toMatch(/seven-count\.ts.*[\s\S]*'display' is missing/);
  });
});
