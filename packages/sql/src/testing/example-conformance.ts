import {
  catalogue,
  col,
  entropy,
  histogram,
  histogramShare,
  type MetricOutcome,
  numRows,
  type SimpleMetricSpec,
} from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { ConformanceData, MakeSource } from "./conformance-data.js";
import { measureAll } from "./measure-all.js";

const examples = [...catalogue.values()].flatMap(({ definition, fromParameters }) =>
  (definition.examples ?? []).flatMap(({ title, parameters, columns, rows, outcome, ratio }) => {
    const data = {
      name: "example",
      columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
      rows,
    };
    const specs: (readonly [SimpleMetricSpec, MetricOutcome])[] = [
      [fromParameters({ ...parameters }), outcome],
    ];
    if (ratio !== undefined) {
      specs.push([fromParameters({ ...parameters, ratio: true }), ratioOutcome(ratio)]);
    }
    return specs.map(([spec, wanted]) => ({ name: `${spec.name}: ${title}`, spec, data, outcome: wanted }));
  }),
);

function ratioOutcome(ratio: number | null): MetricOutcome {
  return ratio === null
    ? { kind: "empty", reason: "no rows were tested" }
    : { kind: "value", value: ratio, warnings: [] };
}

// Doubles are computed in another order than they were written down.
function near(outcome: MetricOutcome): unknown {
  return outcome.kind === "value" ? { ...outcome, value: expect.closeTo(outcome.value, 12) } : outcome;
}

function withoutRows(outcome: MetricOutcome): MetricOutcome {
  if (outcome.kind !== "value") return outcome;
  const { rows: _, ...rest } = outcome;
  return rest;
}

/** The examples of the catalogue's definitions, and what groups are beside them. */
export function exampleConformance(makeSource: MakeSource): void {
  describe("the examples of the catalogue", () => {
    test.each(examples)("$name", async ({ spec, data, outcome }) => {
      const measured = await measureAll(makeSource, data, [spec]);
      expect(withoutRows(measured.of(spec))).toEqual(near(outcome));
      // Other metrics beside it change nothing.
      const among = await measureAll(makeSource, data, [numRows.spec({}), spec]);
      expect(withoutRows(among.of(spec))).toEqual(near(outcome));
    });

    test.each(examples)("on a day among others: $name", async ({ spec, data, outcome }) => {
      const day = "2024-05-31";
      const dated: ConformanceData = {
        name: data.name,
        columns: [...data.columns, { name: "the day", type: "date" }],
        rows: [
          ...data.rows.map((row) => [...row, day]),
          ...data.rows.slice(0, 1).map((row) => [...row, "2024-06-01"]),
          ...data.rows.slice(0, 1).map((row) => [...row, null]),
        ],
        dateColumn: "the day",
      };
      const measured = await measureAll(makeSource, dated, [spec], [day, "2024-06-01", "2024-06-02"]);
      expect(withoutRows(measured.of(spec, day))).toEqual(near(outcome));
      const alone = await measureAll(makeSource, dated, [spec], [day]);
      expect(withoutRows(alone.of(spec, day))).toEqual(near(outcome));
    });
  });

  describe("groups", () => {
    const data: ConformanceData = {
      name: "orders",
      columns: [
        { name: "status", type: "text" },
        { name: "amount", type: "bigint" },
      ],
      rows: [
        ["paid", 1n],
        ["paid", 2n],
        ["open", 3n],
        [null, 4n],
      ],
    };

    test("of the same keys are formed once, whatever the metrics and their limits", async () => {
      const specs = [
        histogram.spec({ column: "status" }),
        histogram.spec({ column: "status", limit: 1 }),
        histogramShare.spec({ column: "status", value: "paid" }),
        histogramShare.spec({ column: "status", value: "open" }),
      ];
      const measured = await measureAll(makeSource, data, specs);
      expect(specs.map((spec) => measured.value(spec))).toEqual([3, 3, 0.5, 0.25]);
      expect(measured.of(specs[1] ?? numRows.spec({}))).toMatchObject({
        detail: { bins: [{ value: "paid", rows: 2 }], other: { values: 2, rows: 2 }, rows: 4 },
      });
      expect(measured.analysis.statements).toHaveLength(1);
    });

    test("without rows that the filter lets through are absent", async () => {
      const where = col("amount").isGt(1);
      const specs = [
        histogram.spec({ column: "status" }, {}, { where }),
        entropy.spec({ column: "status" }, {}, { where }),
        entropy.spec({ column: "status" }, {}, { where: col("amount").isEq(3) }),
      ];
      const measured = await measureAll(makeSource, data, specs);
      expect(specs.map((spec) => measured.value(spec))).toEqual([3, expect.closeTo(Math.LN2, 12), 0]);
      const none = histogram.spec({ column: "status" }, {}, { where: col("amount").isGt(9) });
      expect((await measureAll(makeSource, data, [none])).of(none)).toMatchObject({ value: 0 });
    });

    test("fail by themselves when the engine fails on their keys", async () => {
      const broken: ConformanceData = { ...data, castColumn: { name: "parsed", of: "status" } };
      const guilty = [histogram.spec({ column: "parsed" }), entropy.spec({ column: "parsed" })];
      const innocent = [histogram.spec({ column: "status" }), numRows.spec({})];
      const measured = await measureAll(makeSource, broken, [...guilty, ...innocent]);
      for (const spec of guilty) expect(measured.of(spec).kind).toBe("failed");
      expect(innocent.map((spec) => measured.value(spec))).toEqual([3, 4]);
    });
  });
}
