import { expect, expectTypeOf, test } from "vitest";
import { Either, failureOf, NoValueError, Option, valueOrThrow, valueOrUndefined } from "../src/index.js";

test("the value of an Option is read without a word of Effect", () => {
  expect(valueOrThrow(Option.some(7))).toBe(7);
  expect(valueOrUndefined(Option.some(0))).toBe(0);
  expect(valueOrUndefined(Option.none())).toBeUndefined();
  expect(() => valueOrThrow(Option.none())).toThrow(NoValueError);
  expect(() => valueOrThrow(Option.none())).toThrow("Ask with valueOrUndefined() where that may be.");
  expectTypeOf(valueOrUndefined(Option.some(7))).toEqualTypeOf<number | undefined>();
});

test("the value of an Either is read, or its failure, which is thrown with its own message", () => {
  const failure = { _tag: "MetricNotFound", message: "Metric sum(x) not found!" };
  const failed: Either.Either<number, typeof failure> = Either.left(failure);

  expect(valueOrThrow(Either.right(7))).toBe(7);
  expect(valueOrUndefined(Either.right(7))).toBe(7);
  expect(failureOf(Either.right(7))).toBeUndefined();
  expect(valueOrUndefined(failed)).toBeUndefined();
  expect(failureOf(failed)).toBe(failure);
  expect(() => valueOrThrow(failed)).toThrow(
    expect.objectContaining({ message: failure.message, cause: failure }),
  );
  expectTypeOf(() => valueOrThrow(failed)).returns.toEqualTypeOf<number>();
});

test("a failure without a message is shown as it is", () => {
  expect(() => valueOrThrow(Either.left("too old"))).toThrow("There is no value: too old");
  expect(() => valueOrThrow(Either.left(new Error("broken")))).toThrow("broken");
});
