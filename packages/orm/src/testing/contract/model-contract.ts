import { addDays, ExecutionId, LocalDate, Option, ResultKey } from "@dqx/common";
import { average, countValues, dayOverDay, type MetricIdentity, nullCount, sum } from "@dqx/metrics";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Metric } from "../../metrics/metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const nastyNames = [
  "price",
  "Price",
  'a"b; drop table dq_metric',
  "it's",
  "%",
  "\n",
  "日🦆",
  "__proto__",
  "null",
];
const START = LocalDate("2024-02-26");
const DAYS = 8;

const name = fc.oneof(
  fc.constantFrom(...nastyNames),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
);
const simpleSpec: fc.Arbitrary<MetricIdentity> = fc.oneof(
  name.map((column) => average.spec({ column })),
  name.map((column) => sum.spec({ column })),
  name.map((column) => dayOverDay.spec(nullCount.spec({ column }), {})),
  fc
    .tuple(name, fc.constantFrom(1, "1", 1n, true, "true"))
    .map(([column, literal]) => countValues.spec({ column, values: [literal] })),
  name.map((column) => average.spec({ column }, { country: "DE" })),
);
const key = fc
  .tuple(
    fc.integer({ min: 0, max: DAYS - 1 }),
    fc.constantFrom({}, { region: "eu" }, { region: "eu", shop: 1 }, { shop: "1", region: "eu" }),
  )
  .map(([day, tags]) => new ResultKey(addDays(START, day), tags));
const dataset = name.filter((text) => !text.includes("\u0000"));
const value = fc.double({ noNaN: true, noDefaultInfinity: true });

interface Write {
  readonly writer: number;
  readonly metrics: readonly (readonly [spec: number, key: number, dataset: number, value: number])[];
}

interface History {
  readonly specs: readonly MetricIdentity[];
  readonly keys: readonly ResultKey[];
  readonly datasets: readonly string[];
  readonly writes: readonly Write[];
}

const WRITERS = 4;
// Few things to choose from, so that writers meet on the same ones.
const history: fc.Arbitrary<History> = fc.record({
  specs: fc.array(simpleSpec, { minLength: 3, maxLength: 3 }),
  keys: fc.array(key, { minLength: 3, maxLength: 3 }),
  datasets: fc.array(dataset, { minLength: 2, maxLength: 2 }),
  writes: fc.array(
    fc.record({
      writer: fc.integer({ min: 0, max: WRITERS - 1 }),
      metrics: fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 2 }),
          fc.integer({ min: 0, max: 2 }),
          fc.integer({ min: 0, max: 1 }),
          value,
        ),
        { maxLength: 5 },
      ),
    }),
    { maxLength: 12 },
  ),
});

/** Whatever is written in whatever order, the store reads as one map per execution would. */
export function modelContract(lease: StoreLease): void {
  describe("any interleaving of writers", () => {
    it("reads as a model that keeps one map per execution", { timeout: 120_000 }, async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(history, async ({ specs, keys, datasets, writes }) => {
          run += 1;
          const ids = Array.from({ length: WRITERS }, (_, writer) =>
            ExecutionId(`run ${run} writer ${writer}`),
          );
          const models = ids.map(() => new Map<string, Metric>());
          // Each writer's batches follow one another; the writers run at once.
          const writers = ids.map(() => Promise.resolve());
          for (const { writer, metrics } of writes) {
            const executionId = at(ids, writer);
            const batch = metrics.map(([spec, day, dataset, number]) => ({
              spec: at(specs, spec),
              key: at(keys, day),
              dataset: at(datasets, dataset),
              value: number,
              metadata: { executionId },
            }));
            for (const metric of batch) {
              const identity = identityOf(metric);
              // A map keeps the place of a key that is set again; the store keeps the newest row's.
              at(models, writer).delete(identity);
              at(models, writer).set(identity, metric);
            }
            writers[writer] = at(writers, writer).then(() => lease.db.persist(batch));
          }
          await Promise.all(writers);

          for (const [writer, executionId] of ids.entries()) {
            const model = at(models, writer);
            const stored = await lease.db.getByExecutionId(executionId);
            expect(stored.map((metric) => [identityOf(metric), metric.value])).toEqual(
              [...model].map(([identity, metric]) => [identity, metric.value]),
            );
            for (const spec of specs) {
              for (const dataset of datasets) {
                await compareReads(lease, model, executionId, spec, keys, dataset);
              }
            }
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}

async function compareReads(
  lease: StoreLease,
  model: ReadonlyMap<string, Metric>,
  executionId: ExecutionId,
  spec: MetricIdentity,
  keys: readonly ResultKey[],
  dataset: string,
): Promise<void> {
  const expected = (at: ResultKey) => model.get(identityOf({ spec, key: at, dataset }))?.value;
  const [key] = keys;
  if (key === undefined) return;
  const value = await lease.db.getMetricValue(spec, key, dataset, executionId);
  expect(Option.getOrUndefined(value)).toBe(expected(key));

  const last = new ResultKey(addDays(START, DAYS - 1), key.tags);
  const series = await lease.db.getMetricWindow(spec, last, 0, DAYS, dataset, executionId);
  const days = Array.from({ length: DAYS }, (_, lag) => last.lag(DAYS - 1 - lag));
  const wanted = days.flatMap((day) => {
    const number = expected(day);
    return number === undefined ? [] : [[day.date, number]];
  });
  expect(Option.isNone(series) ? [] : [...series.value]).toEqual(wanted);
}

function identityOf({ spec, key, dataset }: Pick<Metric, "spec" | "key" | "dataset">): string {
  return JSON.stringify([spec.id, key.identity, dataset]);
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no item ${index} of ${items.length}.`);
  return item;
}
