import { ExecutionId, Option, ResultKey } from "@dqx/common";
import {
  average,
  countValues,
  dayOverDay,
  first,
  type MetricIdentity,
  maximum,
  minimum,
  stddev,
  sum,
  weekOverWeek,
} from "@dqx/metrics";
import { describe, expect, it } from "vitest";
import { sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const executionId = ExecutionId("exec-1");
const { key } = sampleMetric();

// Each differs from a neighbour in one thing only.
const specs: readonly MetricIdentity[] = [
  samplePrice,
  average.spec({ column: "Price" }),
  average.spec({ column: "price " }),
  average.spec({ column: 'price"' }),
  average.spec({ column: "price" }, { country: "DE" }),
  average.spec({ column: "price" }, { country: "FR" }),
  sum.spec({ column: "price" }),
  minimum.spec({ column: "price" }),
  maximum.spec({ column: "price" }),
  countValues.spec({ column: "price", values: [1] }),
  countValues.spec({ column: "price", values: ["1"] }),
  countValues.spec({ column: "price", values: [1n] }),
  countValues.spec({ column: "price", values: [true] }),
  countValues.spec({ column: "price", values: ["true"] }),
  countValues.spec({ column: "price", values: [1, 2] }),
  first.spec({ column: "price", orderBy: "at" }),
  first.spec({ column: "price", orderBy: "id" }),
  dayOverDay.spec(samplePrice, {}),
  weekOverWeek.spec(samplePrice, {}),
  stddev.spec(samplePrice, { size: 7 }),
  stddev.spec(samplePrice, { size: 8 }),
  stddev.spec(dayOverDay.spec(samplePrice, {}), { size: 7 }),
];

/** A metric is its type and all of its parameters, its tags and its dataset; how they are written never matters. */
export function identityContract(lease: StoreLease): void {
  describe("identity", () => {
    it("keeps metrics apart that differ in any one parameter, in a literal's type or in the base metric", async () => {
      await lease.db.persist(specs.map((spec, value) => sampleMetric({ spec, value })));

      const values = await Promise.all(
        specs.map((spec) => lease.db.getMetricValue(spec, key, "orders", executionId)),
      );

      expect(values).toEqual(specs.map((_, value) => Option.some(value)));
    });

    it("gives back the identity, the name, the key and the state that were stored", async () => {
      const metrics = specs.map((spec, value) =>
        sampleMetric({
          spec,
          value,
          tags: { region: "eu", shard: value, full: true },
          state: Uint8Array.of(1, 0, 255, value),
        }),
      );
      await lease.db.persist(metrics);

      const stored = await lease.db.getByExecutionId(executionId);

      expect(stored.map(({ spec }) => [spec.id, spec.name, spec.type, spec.parameters])).toEqual(
        specs.map(({ id, name, type, parameters }) => [id, name, type, parameters]),
      );
      expect(stored.map((metric) => metric.key)).toEqual(metrics.map((metric) => metric.key));
      expect(stored.map(({ state }) => state)).toEqual(metrics.map(({ state }) => state));
    });

    it("finds a metric whatever the order of its tags' and parameters' keys", async () => {
      const reversed: MetricIdentity = {
        ...first.spec({ column: "price", orderBy: "at" }),
        parameters: { orderBy: "at", column: "price" },
      };
      await lease.db.persist([
        sampleMetric({ spec: reversed, tags: { region: "eu", shop: "web" }, value: 1 }),
      ]);

      const value = await lease.db.getMetricValue(
        first.spec({ column: "price", orderBy: "at" }),
        new ResultKey("2025-01-08", { shop: "web", region: "eu" }),
        "orders",
        executionId,
      );

      expect(value).toEqual(Option.some(1));
    });

    it("keeps two keys of one date apart by their tags, the types of the tags' values too", async () => {
      const tagSets = [
        {},
        { region: "eu" },
        { region: "us" },
        { Region: "eu" },
        { n: 1 },
        { n: "1" },
        { n: true },
      ];
      await lease.db.persist(tagSets.map((tags, value) => sampleMetric({ tags, value })));

      const values = await Promise.all(
        tagSets.map((tags) =>
          lease.db.getMetricValue(samplePrice, new ResultKey(key.date, tags), "orders", executionId),
        ),
      );

      expect(values).toEqual(tagSets.map((_, value) => Option.some(value)));
    });

    it("keeps a metric of two datasets apart", async () => {
      await lease.db.persist([
        sampleMetric({ dataset: "orders", value: 1 }),
        sampleMetric({ dataset: "customers", value: 2 }),
      ]);

      const windows = (dataset: string) => [
        lease.db.getMetricWindow(samplePrice, key, 0, 1, dataset, executionId),
        lease.db.getSparseWindow(samplePrice, key, [0], dataset, executionId),
      ];

      for (const [dataset, value] of [
        ["orders", Option.some(1)],
        ["customers", Option.some(2)],
        ["returns", Option.none<number>()],
      ] as const) {
        expect(await lease.db.getMetricValue(samplePrice, key, dataset, executionId)).toEqual(value);
        const series = Option.map(value, (number) => new Map([[key.date, number]]));
        expect(await Promise.all(windows(dataset))).toEqual([series, series]);
      }
    });

    it("keeps datasets and columns with nasty names apart", async () => {
      const names = [
        "orders",
        "Orders",
        "orders ",
        'a"b; drop table dq_metric',
        "it's",
        "100%",
        "o_ders",
        "line\n",
        "täglich 日 🦆",
        "__proto__",
        "null",
      ];
      const metrics = names.map((name, value) =>
        sampleMetric({ dataset: name, spec: average.spec({ column: name }), value }),
      );
      await lease.db.persist(metrics);

      const values = await Promise.all(
        metrics.map(({ spec, dataset }) => lease.db.getMetricValue(spec, key, dataset, executionId)),
      );

      expect(values).toEqual(names.map((_, value) => Option.some(value)));
    });

    it("keeps a column's name that has the character U+0000", async () => {
      const spec = average.spec({ column: "a\u0000b" });
      await lease.db.persist([sampleMetric({ spec })]);

      const [stored] = await lease.db.getByExecutionId(executionId);

      expect(stored?.spec.parameters).toEqual({ column: "a\u0000b" });
      expect(await lease.db.getMetricValue(spec, key, "orders", executionId)).toEqual(Option.some(10));
    });
  });
}
