import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { versionedJsonText, versionedJsonTextInSlices } from "../src/sql/plain-json.js";

const members = fc.dictionary(
  fc.string().filter((name) => name !== "version"),
  fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue()), fc.constant(undefined)),
);

describe("JSON that is written in slices", () => {
  it("is the text that is written at once", async () => {
    await fc.assert(
      fc.asyncProperty(members, async (others) => {
        const value = { version: 1, ...others };
        expect(await versionedJsonTextInSlices("The report", value)).toBe(JSON.stringify(value));
      }),
    );
  });

  const circle: unknown[] = [];
  circle.push({ circle });

  it.each<[string, object]>([
    ["no version", { metrics: [1] }],
    ["a number that is none", { version: 1, metrics: [{ value: 1 }, { value: Number.NaN }] }],
    ["a hole in a list", { version: 1, metrics: new Array(1) }],
    ["a list inside of a list", { version: 1, metrics: [[1, [() => 1]]] }],
    ["a bigint beside the lists", { version: 1, metrics: [], count: 1n }],
    ["an object of a class", Object.assign(new Date(0), { version: 1 })],
  ])("refuses %s with the same words", async (_, value) => {
    let message = "";
    try {
      versionedJsonText("The report", value);
    } catch (error) {
      message = error instanceof Error ? error.message : "";
    }
    expect(message).not.toBe("");
    await expect(versionedJsonTextInSlices("The report", value)).rejects.toThrow(message);
  });

  it("refuses a cycle", async () => {
    const report = { version: 1, metrics: circle };
    await expect(versionedJsonTextInSlices("The report", report)).rejects.toThrow("is a cycle");
  });
});
