import { describe, expect, it } from "vitest";
import { inSlices, inSteps } from "../src/in-slices.js";

/** Keeps the event loop for longer than a slice may. */
function workFor(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe("work in slices", () => {
  it("does everything once, in order", async () => {
    const seen: unknown[] = [];
    await inSlices(["a", "b", "c"], (item, index) => {
      seen.push([item, index]);
    });
    expect(seen).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 2],
    ]);
  });

  it("lets others have the event loop in between, however long it takes", async () => {
    const events: string[] = [];
    const beside = new Promise<void>((resolve) => {
      setImmediate(() => {
        events.push("another task");
        resolve();
      });
    });
    await inSlices(["first", "second", "third"], (item) => {
      workFor(30);
      events.push(item);
    });
    await beside;
    expect(events.indexOf("another task")).toBeLessThan(events.indexOf("second"));
  });

  it("ends with the first error", async () => {
    const seen: number[] = [];
    const work = (item: number) => {
      seen.push(item);
      if (item === 2) throw new Error("two");
    };
    await expect(inSlices([1, 2, 3], work)).rejects.toThrow("two");
    expect(seen).toEqual([1, 2]);
  });
});

describe("steps in slices", () => {
  function* steps(events: string[], milliseconds = 0): Generator<void, string> {
    for (const step of ["first", "second"]) {
      workFor(milliseconds);
      events.push(step);
      yield;
    }
    return "result";
  }

  it("take all of them, and give what comes out", async () => {
    const events: string[] = [];
    expect(await inSteps(steps(events))).toBe("result");
    expect(events).toEqual(["first", "second"]);
  });

  it("let others have the event loop in between", async () => {
    const events: string[] = [];
    setImmediate(() => events.push("another task"));
    await inSteps(steps(events, 30));
    expect(events).toEqual(["first", "another task", "second"]);
  });

  it("end with the first error", async () => {
    function* failing(): Generator<void, string> {
      yield;
      throw new Error("second");
    }
    await expect(inSteps(failing())).rejects.toThrow("second");
  });

  it("share their time with those before and after them", async () => {
    const events: string[] = [];
    setImmediate(() => events.push("another task"));
    await inSlices(["before"], (item) => {
      workFor(20);
      events.push(item);
    });
    await inSteps(steps(events, 10));
    expect(events.indexOf("another task")).toBeLessThan(events.indexOf("second"));
  });
});
