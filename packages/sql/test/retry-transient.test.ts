import { describe, expect, test, vi } from "vitest";
import { requireRetryFor, retryRemark, retryTransient, showRetries } from "../src/index.js";

const busy = new Error("busy");
const isTransient = (cause: unknown) => cause === busy;

/** Fails so many times, with what passes, and then has a result. */
function failing(times: number) {
  let left = times;
  return vi.fn(async () => {
    if (left-- > 0) throw busy;
    return "connected";
  });
}

describe("what fails for a reason that passes", () => {
  test("is done again until it succeeds, and how often is told", async () => {
    const attempt = failing(2);
    const retried = await retryTransient(attempt, { isTransient, retryFor: 5_000 });
    expect(retried).toEqual({ result: "connected", attempts: 3 });
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  test("is given up when its time is over, with its own error", async () => {
    const attempt = failing(Number.POSITIVE_INFINITY);
    await expect(retryTransient(attempt, { isTransient, retryFor: 120 })).rejects.toBe(busy);
    // At 0 and 50 ms; the next would be at 150.
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  test("is done once where it is not to be done again", async () => {
    const attempt = failing(1);
    await expect(retryTransient(attempt, { isTransient, retryFor: 0 })).rejects.toBe(busy);
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  test("waits no longer than its signal lets it", async () => {
    const stop = new AbortController();
    const attempt = vi.fn(async () => {
      stop.abort(new Error("enough"));
      throw busy;
    });
    const retried = retryTransient(attempt, { isTransient, retryFor: 60_000, signal: stop.signal });
    await expect(retried).rejects.toMatchObject({ name: "AbortError", cause: { message: "enough" } });
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});

test("what does not pass is not done again", async () => {
  const wrong = new Error("wrong password");
  const attempt = vi.fn(() => Promise.reject(wrong));
  await expect(retryTransient(attempt, { isTransient, retryFor: 60_000 })).rejects.toBe(wrong);
  expect(attempt).toHaveBeenCalledTimes(1);
});

test("says what it did, and nothing where once was enough", () => {
  expect(retryRemark("orders", 1)).toBeUndefined();
  expect(retryRemark("orders", 3)).toBe("Dataset 'orders': the server took a connection at attempt 3.");
  expect(showRetries(0)).toBe("");
  expect(showRetries(1_500)).toBe(" after 1.5 s of trying");
});

test.each([-1, 0.5, Number.NaN, "3 s"])("is not repeated for %j milliseconds", (retryFor) => {
  expect(() => requireRetryFor("fromTable", retryFor as number)).toThrow("fromTable: retryFor is");
  expect(() => requireRetryFor("fromTable", undefined)).not.toThrow();
});
