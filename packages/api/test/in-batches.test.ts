import { describe, expect, it } from "vitest";
import { inBatches } from "../src/run/in-batches.js";

describe("work in batches", () => {
  it("keeps the order, and begins all of a batch before any of it ends", async () => {
    let running = 0;
    let most = 0;
    const items = Array.from({ length: 600 }, (_, index) => index);
    const results = await inBatches(items, async (item) => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running -= 1;
      return -item;
    });
    expect(results).toEqual(items.map((item) => -item));
    expect(most).toBe(250);
  });

  it("lets others have the event loop between two batches", async () => {
    const events: string[] = [];
    const beside = new Promise<void>((resolve) => {
      setImmediate(() => {
        events.push("another task");
        resolve();
      });
    });
    await inBatches(
      Array.from({ length: 251 }, (_, index) => index),
      async (item) => events.push(String(item)),
    );
    await beside;
    expect(events.indexOf("another task")).toBeLessThan(events.indexOf("250"));
  });

  it("of nothing gives nothing, and ends with the first error", async () => {
    expect(await inBatches([], async () => 1)).toEqual([]);
    await expect(inBatches([1, 2], () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  });
});
