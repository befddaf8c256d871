import { ExecutionId, InvalidArgumentError } from "@dqx/common";
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
      await expect(db.getByExecutionId("" as ExecutionId)).rejects.toThrow(InvalidArgumentError);
      await expect(db.exists(missing)).rejects.toThrow(InvalidArgumentError);
      await expect(db.delete(missing)).rejects.toThrow(InvalidArgumentError);
    });
  });
}

function withId(executionId: unknown): unknown {
  return { ...withoutMetadata, metadata: { executionId } };
}

function withParameters(parameters: unknown): unknown {
  return { ...sampleMetric(), spec: { ...samplePrice, parameters } };
}
