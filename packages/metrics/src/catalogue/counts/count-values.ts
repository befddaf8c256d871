import { columnExample } from "../../definition/column-example.js";
import { defineCount } from "../../definition/define-count.js";
import type { ExampleCell, ExampleType, MetricExample } from "../../definition/metric-example.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField, valuesField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { type MetricLiteral, showLiteral } from "../../row/metric-literal.js";
import type { CountState, countState } from "../../state/count-state.js";
import { countOf } from "./count-of.js";

/** The parameters of {@link countValues}. */
export interface CountValuesParameters {
  readonly column: string;
  readonly values: readonly MetricLiteral[];
}

/** How many values of a column equal one of the given literals. */
export const countValues = defineCount<
  CountValuesParameters,
  CountState,
  typeof countState,
  readonly ["column", "values"]
>({
  type: "countValues",
  summary: "The number of values that equal one of the given literals; nulls are none of them.",
  arguments: ["column", "values"],
  parameters: { column: columnField, values: valuesField },
  display: ({ column, values }) => [showName(column), `[${values.map(showLiteral).join(", ")}]`],
  ...countOf(({ column, values }) => col(column).isIn(values)),
  examples: [
    {
      title: "texts, in their own case; nulls are not tested",
      parameters: { column: "x", values: ["paid", "open"] },
      columns: { x: "text" },
      rows: [["paid"], ["Paid"], [null], ["open"], [""]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "a whole number past 2^53 keeps its neighbours apart",
      parameters: { column: "x", values: [9007199254740993n] },
      columns: { x: "bigint" },
      rows: [[9007199254740993n], [9007199254740992n], [9007199254740994n]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1 / 3,
    },
    {
      title: "no rows",
      parameters: { column: "x", values: [1] },
      columns: { x: "double" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
    example("whole numbers", "integer", [1n, null, 4n], [1], 1),
    example("negative whole numbers", "bigint", [1n, 2n, null, -5n, 1n], [1, -5], 3),
    example("whole numbers past 2^53", "bigint", [2n ** 53n + 1n, 2n ** 53n], [2n ** 53n + 1n], 1),
    example("numbers that the column cannot hold", "integer", [1n, 2n], [1.5, 2n ** 200n, 1e30], 0),
    example("doubles; -0 is 0", "double", [0.1, -0, 1e-7, null, 3], [0, 0.1, 1e-7], 3),
    example("a whole number that no double is", "double", [2 ** 53], [2n ** 53n + 1n], 0),
    example("NaN is none of the literals", "double", [1, Number.NaN, Infinity], [1], 1),
    example(
      "decimals, by their value",
      "decimal(38,10)",
      ["1.0050000000", "1.0100000000", "-0.0000001000"],
      [1.005, -1e-7],
      2,
    ),
    example(
      "a decimal with more digits than the column",
      "decimal(38,10)",
      ["0.1234567891"],
      [0.12345678911, 1e40],
      0,
    ),
    example("a boolean", "boolean", [true, false, null, true], [true], 2),
    example("both booleans", "boolean", [true, false, null], [false, true], 2),
    example("texts", "text", ["it's", "\\", "", "null", null, "ž🎉"], ["it's", "\\", "", "ž🎉"], 4),
    example("texts of digits are told apart", "text", ["1", "01", "true"], ["1"], 1),
    example("dates", "date", ["2024-02-29", "2024-03-01"], ["2024-02-29"], 1),
    example("nulls only", "bigint", [null, null], [1], 0),
    example("no rows", "decimal(38,10)", [], [1], 0),
  ],
});

function example(
  title: string,
  type: ExampleType,
  cells: readonly ExampleCell[],
  values: readonly MetricLiteral[],
  count: number,
): MetricExample<CountValuesParameters> {
  const over = columnExample(title, type, cells, valueOutcome(count));
  const tested = cells.filter((cell) => cell !== null).length;
  return {
    ...over,
    parameters: { ...over.parameters, values },
    ratio: tested === 0 ? null : count / tested,
  };
}
