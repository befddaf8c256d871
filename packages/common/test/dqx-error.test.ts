import { describe, expect, expectTypeOf, test } from "vitest";
import { DQXError, InvalidArgumentError } from "../src/index.js";

describe("DQXError", () => {
  test("can be told apart by tag, class and name, and keeps its cause", () => {
    const cause = new Error("disk full");
    const error = new InvalidArgumentError("The lag is -1.", { cause });
    expect(error).toBeInstanceOf(DQXError);
    expect(error).toBeInstanceOf(Error);
    expect(error._tag).toBe("InvalidArgumentError");
    expect(String(error)).toBe("InvalidArgumentError: The lag is -1.");
    expect(error.cause).toBe(cause);
    expect(error.stack).toContain("dqx-error.test");
  });

  test("has no cause property when nothing caused it", () => {
    expect(Object.hasOwn(new InvalidArgumentError("x"), "cause")).toBe(false);
  });

  test("cannot be made without a concrete class", () => {
    // @ts-expect-error -- abstract
    expect(() => new DQXError("x")).not.toThrow();
    expectTypeOf<InvalidArgumentError["_tag"]>().toEqualTypeOf<"InvalidArgumentError">();
  });
});
