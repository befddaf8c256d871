import { describe, expect, test, vi } from "vitest";
import { connectPatiently, errorCode, requireRetryFor, retryTransient } from "../src/index.js";

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

describe("a connection", () => {
  const connect = (attempt: () => Promise<string>, retryFor: number, signal?: AbortSignal) =>
    connectPatiently(attempt, {
      dataset: "orders",
      retryFor,
      isTransient,
      unreachable: (cause, tried) => new Error(`no connection${tried}`, { cause }),
      signal,
    });

  test("says how often it was asked for, and nothing where once was enough", async () => {
    expect(await connect(failing(0), 5_000)).toEqual({ connection: "connected", remark: undefined });
    expect(await connect(failing(2), 5_000)).toEqual({
      connection: "connected",
      remark: "Dataset 'orders': the server took a connection at attempt 3.",
    });
  });

  test("that cannot be had is an error that says for how long it was tried", async () => {
    await expect(connect(failing(9), 60)).rejects.toThrow(/^no connection after 0\.06 s of trying$/);
    await expect(connect(failing(9), 0)).rejects.toThrow(/^no connection$/);
    const wrong = connect(() => Promise.reject(new Error("wrong password")), 5_000);
    await expect(wrong).rejects.toThrow(/^no connection$/);
  });

  test("that nobody waits for any more fails with the reason", async () => {
    const stop = new AbortController();
    const attempt = async () => {
      stop.abort(new Error("enough"));
      throw busy;
    };
    await expect(connect(attempt, 60_000, stop.signal)).rejects.toThrow(/^enough$/);
  });
});

test("the code of an error is its own, that of the first in it, or that of its cause", () => {
  const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  expect(errorCode(refused)).toBe("ECONNREFUSED");
  expect(errorCode(new AggregateError([refused, new Error("other")]))).toBe("ECONNREFUSED");
  expect(errorCode(new TypeError("fetch failed", { cause: refused }))).toBe("ECONNREFUSED");
  expect(errorCode(new Error("no code"))).toBeUndefined();
  expect(errorCode("ECONNREFUSED")).toBeUndefined();
});

test.each([-1, 0.5, Number.NaN, "3 s"])("is not repeated for %j milliseconds", (retryFor) => {
  expect(() => requireRetryFor("fromTable", retryFor as number)).toThrow("fromTable: retryFor is");
  expect(() => requireRetryFor("fromTable", undefined)).not.toThrow();
});
