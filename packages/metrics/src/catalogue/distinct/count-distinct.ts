import { countResult } from "../../aggregate/aggregate-result.js";
import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import type { ExampleCell, ExampleType, MetricExample } from "../../definition/metric-example.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnsField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { distinctState } from "../../state/distinct-state.js";

/** How many distinct keys one or more columns hold, exactly. */
export const countDistinct = defineMetric({
  type: "countDistinct",
  summary: "The exact number of distinct keys that are not entirely null; inside a key NULL equals NULL.",
  arguments: ["columns"],
  parameters: { columns: columnsField },
  display: ({ columns }) => columns.map(showName),
  measurement: ({ columns }) => ({
    kind: "scan",
    aggregates: [{ kind: "countDistinct", of: columns.map((name) => ({ kind: "column", name })) }],
    stateOf: (results) => ({ count: countResult(results, 0) }),
  }),
  counts: true,
  state: distinctState,
  outcomeOf: ({ count }) => valueOutcome(count),
  examples: [
    example("whole numbers", "integer", [1n, null, 4n, 1n], 2),
    example("whole numbers of 64 bits", "bigint", [2n ** 53n, 2n ** 53n + 1n], 2),
    example("NaN and both infinities are values", "double", [2, Number.NaN, 5, Infinity, null, -Infinity], 5),
    example("decimals, by their value", "decimal(38,10)", ["1.50", null, "4.25", "1.50"], 2),
    example("texts", "text", ["a", "A", "", null, "a"], 3),
    example("nulls only", "bigint", [null, null], 0),
    example("no rows", "text", [], 0),
    {
      title: "NULL equals NULL in a key, and a key of nulls is none",
      parameters: { columns: ["a", "b"] },
      columns: { a: "text", b: "bigint" },
      rows: [
        ["u", null],
        ["u", null],
        [null, null],
        [null, 2n],
        ["u", 2n],
      ],
      outcome: valueOutcome(3),
    },
  ],
});

function example(
  title: string,
  type: ExampleType,
  cells: readonly ExampleCell[],
  count: number,
): MetricExample<{ readonly columns: readonly string[] }> {
  const { columns, ...over } = columnExample(title, type, cells, valueOutcome(count));
  return { ...over, columns, parameters: { columns: Object.keys(columns) } };
}
