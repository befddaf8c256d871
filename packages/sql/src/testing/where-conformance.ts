import {
  average,
  col,
  countDistinct,
  countValues,
  first,
  literal,
  type MetricOutcome,
  type MetricSpecOptions,
  maximum,
  minimum,
  nanCount,
  nullCount,
  numRows,
  type Predicate,
  type SimpleMetricSpec,
  sum,
  variance,
} from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { Cell, ConformanceData, MakeSource } from "./conformance-data.js";
import { measureAll } from "./measure-all.js";

const column = "x";
const columns: ConformanceData["columns"] = [
  { name: "status", type: "text" },
  { name: column, type: "double" },
  { name: "k", type: "bigint" },
];
const rows: readonly (readonly Cell[])[] = [
  ["paid", 2, 3n],
  ["paid", 5, 1n],
  ["paid", null, 2n],
  ["open", 100, 0n],
  [null, 1000, 0n],
  ["open", Number.NaN, 0n],
];
const paid = col("status").isEq("paid");

/** Predicates, and the rows for which they are true. */
const filters: readonly (readonly [string, Predicate, (row: readonly Cell[]) => boolean])[] = [
  ["a text", paid, ([status]) => status === "paid"],
  ["nulls", col("status").isNull(), ([status]) => status === null],
  ["no nulls", col("status").isNotNull(), ([status]) => status !== null],
  ["a number", col("k").isGt(0), ([, , k]) => typeof k === "bigint" && k > 0n],
  ["finite values", col(column).isFinite(), ([, x]) => typeof x === "number" && Number.isFinite(x)],
  ["nothing", literal(1).isEq(2), () => false],
];

function specsWith(options: MetricSpecOptions): readonly SimpleMetricSpec[] {
  return [
    numRows.spec({}, {}, options),
    nullCount.spec({ column }, {}, options),
    nanCount.spec({ column }, {}, options),
    sum.spec({ column }, {}, options),
    average.spec({ column }, {}, options),
    minimum.spec({ column }, {}, options),
    maximum.spec({ column }, {}, options),
    variance.spec({ column }, {}, options),
    first.spec({ column, orderBy: "k" }, {}, options),
    countDistinct.spec({ columns: [column] }, {}, options),
    countDistinct.spec({ columns: [column, "status"] }, {}, options),
    countValues.spec({ column, values: [2, 100] }, {}, options),
  ];
}

// Over no rows at all the outcome says so; over no rows of a filter it may.
function withoutRows(outcome: MetricOutcome): MetricOutcome {
  if (outcome.kind !== "value") return outcome;
  const { rows: _, ...rest } = outcome;
  return rest;
}

/** Metrics over some of the rows: those for which a predicate is true. */
export function whereConformance(makeSource: MakeSource): void {
  describe("metrics over some of the rows", () => {
    test("pass over the others: they are neither tested nor guarded against", async () => {
      const specs = specsWith({ where: paid });
      const measured = await measureAll(makeSource, { name: "orders", columns, rows }, specs);
      expect(specs.map((spec) => measured.value(spec))).toEqual([3, 1, 0, 7, 3.5, 2, 5, 4.5, 5, 2, 3, 1]);
    });

    test.each(filters)("are the metrics over just those rows: %s", async (_, where, holds) => {
      const filtered = specsWith({ where });
      const plain = specsWith({});
      const some = await measureAll(makeSource, { name: "orders", columns, rows }, filtered);
      const own = await measureAll(makeSource, { name: "orders", columns, rows: rows.filter(holds) }, plain);
      expect(filtered.map((spec) => withoutRows(some.of(spec)))).toEqual(
        plain.map((spec) => withoutRows(own.of(spec))),
      );
    });

    test("share the scan with the metrics over all rows, on each day apart", async () => {
      const data: ConformanceData = {
        name: "orders",
        columns: [...columns, { name: "day", type: "date" }],
        rows: rows.map((row, index) => [...row, index % 2 === 0 ? "2024-05-31" : "2024-06-01"]),
        dateColumn: "day",
      };
      const specs = [sum.spec({ column: "k" }), sum.spec({ column: "k" }, {}, { where: paid })];
      const days = ["2024-05-31", "2024-06-01"];
      const measured = await measureAll(makeSource, data, specs, days);
      expect(days.map((day) => specs.map((spec) => measured.value(spec, day)))).toEqual([
        [5, 5],
        [1, 1],
      ]);
      expect(measured.analysis.statements).toHaveLength(1);
    });

    test("fail by themselves when their filter's columns do not exist or do not compare", async () => {
      const bad = [
        sum.spec({ column }, {}, { where: col("statuss").isEq("paid") }),
        sum.spec({ column }, {}, { where: col("k").isEq("paid") }),
      ];
      const good = numRows.spec({}, {}, { where: paid });
      const measured = await measureAll(makeSource, { name: "orders", columns, rows }, [...bad, good]);
      expect(bad.map((spec) => measured.of(spec))).toMatchObject([
        { kind: "failed", reason: expect.stringContaining("did you mean 'status'?") },
        { kind: "failed", reason: expect.stringContaining("column 'k'") },
      ]);
      expect(measured.value(good)).toBe(3);
    });
  });
}
