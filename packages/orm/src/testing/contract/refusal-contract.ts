import { ExecutionId, InvalidArgumentError, Option, type ResultKey } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { InvalidMetricError } from "../../errors/invalid-metric-error.js";
import type { Metric } from "../../metrics/metric.js";
import { sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const { metadata, ...withoutMetadata } = sampleMetric();
const ABOUT = "Metric average(price) for 2025-01-08 on dataset 'orders' cannot be stored: ";

// What JavaScript callers can pass in spite of the types.
const refused: readonly (readonly [what: string, metric: unknown, message: string])[] = [
  ["no metadata", withoutMetadata, `${ABOUT}it has no execution id.`],
  ["no execution id", { ...withoutMetadata, metadata: {} }, `${ABOUT}it has no execution id.`],
  ["an empty execution id", withId(""), `${ABOUT}"" is not an execution id: it is empty.`],
  ["a blank execution id", withId("  "), `${ABOUT}"  " is not an execution id: it is empty.`],
  ["an unprintable execution id", withId("a\nb"), `${ABOUT}"a\\nb" is not an execution id`],
  ["an execution id that is too long", withId("x".repeat(256)), "it is 256 characters long"],
  ["an execution id that is a number", withId(7), `${ABOUT}it has no execution id.`],
  ["NaN", { ...sampleMetric(), value: Number.NaN }, `${ABOUT}its value is NaN.`],
  ["Infinity", { ...sampleMetric(), value: Number.POSITIVE_INFINITY }, `${ABOUT}its value is Infinity.`],
  ["-Infinity", { ...sampleMetric(), value: Number.NEGATIVE_INFINITY }, `${ABOUT}its value is -Infinity.`],
  ["a value that is text", { ...sampleMetric(), value: "10" }, `${ABOUT}its value is "10".`],
  ["no value", { ...sampleMetric(), value: null }, `${ABOUT}its value is null.`],
  [
    "an empty dataset",
    { ...sampleMetric(), dataset: "" },
    "on dataset '' cannot be stored: it has no dataset.",
  ],
  ["no dataset", { ...sampleMetric(), dataset: undefined }, "it has no dataset."],
  [
    "a dataset that is too long",
    { ...sampleMetric(), dataset: "d".repeat(256) },
    "longer than 255 characters",
  ],
  ["a dataset with U+0000", { ...sampleMetric(), dataset: "a\u0000b" }, "is not well-formed text"],
  ["half of a surrogate pair", { ...sampleMetric(), dataset: "\uD800" }, "is not well-formed text"],
  ["no spec", { ...sampleMetric(), spec: undefined }, "it has no type."],
  ["a parameter that is NaN", withParameters({ size: Number.NaN }), "value.size is NaN"],
  ["a parameter that is a date", withParameters({ since: new Date(0) }), "which has no canonical JSON"],
  ["no parameters", withParameters(undefined), "which has no canonical JSON"],
  ["no key", { ...sampleMetric(), key: undefined }, "it has no key."],
  ["a key that is a date", { ...sampleMetric(), key: "2025-01-08" }, "it has no key."],
  ["a state that is a list", { ...sampleMetric(), state: [1] }, `${ABOUT}its state is not a Uint8Array.`],
  ["negative hours", { ...withoutMetadata, metadata: { ...metadata, ttlHours: -1 } }, "its ttlHours is -1."],
  [
    "hours that are NaN",
    { ...withoutMetadata, metadata: { ...metadata, ttlHours: Number.NaN } },
    "ttlHours is NaN.",
  ],
  ["nothing", undefined, "it is not a metric"],
];

/** What cannot be stored is refused with the metric, its date and its dataset. */
export function refusalContract(lease: StoreLease): void {
  describe("refusals", () => {
    it.each(refused)("refuses a metric with %s", async (_, metric, message) => {
      const attempt = lease.db.persist([sampleMetric(), metric as Metric]);

      await expect(attempt).rejects.toThrow(InvalidMetricError);
      await expect(attempt).rejects.toThrow(message);
      expect(await lease.db.getByExecutionId(ExecutionId("exec-1"))).toEqual([]);
    });

    it("names the metric, its key and its dataset in the error's fields", async () => {
      const metric = sampleMetric({ tags: { region: "eu" }, value: Number.NaN });

      await expect(lease.db.persist([metric])).rejects.toMatchObject({
        _tag: "InvalidMetricError",
        metric: "average(price)",
        key: '2025-01-08 {"region":"eu"}',
        dataset: "orders",
      });
    });

    it("refuses options that there are not, instead of dropping them", async () => {
      const { db } = lease;
      const executionId = ExecutionId("exec-1");
      const stream = db.streamMetrics(executionId, { batchsize: 10 } as object);

      await expect(db.persist([sampleMetric()], { batchID: "1" } as object)).rejects.toThrow(
        "persist has no option 'batchID'. Did you mean 'batchId'?",
      );
      await expect(db.getPage(executionId, { size: 10 } as object)).rejects.toThrow(
        "getPage has no option 'size'. Known options: limit, cursor.",
      );
      await expect(db.collectExpired({ batch: 10 } as object)).rejects.toThrow(
        "collectExpired has no option",
      );
      await expect(db.listExecutions({ untill: "2025-01-08" } as object)).rejects.toThrow(
        "Did you mean 'until'?",
      );
      await expect(stream[Symbol.asyncIterator]().next()).rejects.toThrow("Did you mean 'batchSize'?");
      expect(await db.exists(executionId)).toBe(false);
    });

    it("refuses to read without a well-formed execution id", async () => {
      const { db } = lease;
      const { key } = sampleMetric();
      const missing = undefined as unknown as ExecutionId;

      await expect(db.getMetricValue(samplePrice, key, "orders", missing)).rejects.toThrow(
        InvalidArgumentError,
      );
      await expect(db.getMetricWindow(samplePrice, key, 0, 7, "orders", missing)).rejects.toThrow(
        InvalidArgumentError,
      );
      await expect(db.getOutcomes(missing)).rejects.toThrow(InvalidArgumentError);
      await expect(db.getReport(missing)).rejects.toThrow(InvalidArgumentError);
      await expect(db.getByExecutionId("" as ExecutionId)).rejects.toThrow(InvalidArgumentError);
      await expect(db.exists(missing)).rejects.toThrow(InvalidArgumentError);
      await expect(db.delete(missing)).rejects.toThrow(InvalidArgumentError);
    });

    it.each([
      ["a dataset that is undefined", samplePrice, sampleMetric().key, undefined, "undefined is no dataset."],
      ["an empty dataset", samplePrice, sampleMetric().key, "", '"" is no dataset.'],
      ["a dataset that no metric can have", samplePrice, sampleMetric().key, "a\0b", "is no dataset."],
      ["no spec", undefined, sampleMetric().key, "orders", "undefined is no metric."],
      ["a key that is a date", samplePrice, "2025-01-08", "orders", '"2025-01-08" is no key.'],
      ["tags that are null", samplePrice, { ...sampleMetric().key, tags: null }, "orders", "is no key."],
    ])("refuses to read %s, which would look absent", async (_, spec, key, dataset, message) => {
      const { db } = lease;
      const executionId = ExecutionId("exec-1");
      await db.persist([sampleMetric()]);
      const asked = { spec, key, dataset } as { spec: typeof samplePrice; key: ResultKey; dataset: string };
      const reads = [
        () => db.getMetricValue(asked.spec, asked.key, asked.dataset, executionId),
        () => db.getMetricWindow(asked.spec, asked.key, 0, 7, asked.dataset, executionId),
        () => db.getSparseWindow(asked.spec, asked.key, [0], asked.dataset, executionId),
        () => db.getMetricWindows([{ ...asked, lag: 0, window: 7 }], executionId),
      ];

      for (const read of reads) {
        await expect(read()).rejects.toThrow(InvalidArgumentError);
        await expect(read()).rejects.toThrow(message);
      }
    });

    it("refuses tags that are none where executions and histories are read", async () => {
      const { db } = lease;
      const day = { from: "2025-01-08", until: "2025-01-08" };
      const none = null as never;

      await expect(db.listExecutions({ tags: none })).rejects.toThrow("Tags are null.");
      await expect(db.history(samplePrice, "orders", none, day)).rejects.toThrow("Tags are null.");
      await expect(db.history(samplePrice, none, {}, day)).rejects.toThrow("null is no dataset.");
      await expect(db.latestExecution(none, sampleMetric().key)).rejects.toThrow(InvalidArgumentError);
      await expect(db.latestExecution("orders", none)).rejects.toThrow(InvalidArgumentError);
    });

    it("refuses an execution id that was given as the dataset, and no dataset that is called so", async () => {
      const { db } = lease;
      const { key } = sampleMetric();
      await db.persist([sampleMetric(), sampleMetric({ executionId: "exec-2", dataset: "exec-1" })]);
      const ask = (dataset: string, executionId: string) => [
        () => db.getMetricValue(samplePrice, key.lag(1), dataset, ExecutionId(executionId)),
        () => db.getMetricWindow(samplePrice, key.lag(1), 0, 1, dataset, ExecutionId(executionId)),
        () => db.getSparseWindow(samplePrice, key.lag(1), [0], dataset, ExecutionId(executionId)),
        () => manyWindows(dataset, executionId),
      ];
      const manyWindows = async (dataset: string, executionId: string) => {
        const asked = { spec: samplePrice, key: key.lag(1), dataset, lag: 0, window: 1 };
        const windows = await db.getMetricWindows(
          [{ ...asked, dataset: "nothing" }, asked],
          ExecutionId(executionId),
        );
        return windows[1];
      };

      for (const read of [...ask("exec-1", "orders"), ...ask("exec-1", "exec-1")]) {
        await expect(read()).rejects.toThrow(
          '"exec-1" was given as the dataset and is the id of an execution',
        );
      }
      for (const read of ask("exec-1", "exec-2")) expect(await read()).toEqual(Option.none());
      for (const read of ask("customers", "exec-1")) expect(await read()).toEqual(Option.none());
    });
  });
}

function withId(executionId: unknown): unknown {
  return { ...withoutMetadata, metadata: { executionId } };
}

function withParameters(parameters: unknown): unknown {
  return { ...sampleMetric(), spec: { ...samplePrice, parameters } };
}
