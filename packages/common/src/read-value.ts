import type { Either } from "effect/Either";
import type { Option } from "effect/Option";
import { NoValueError } from "./no-value-error.js";

/** What may be absent, or may have failed: what the reads of a store and the functions of DQX give. */
export type Reading<Value, Failure = unknown> = Option<Value> | Either<Value, Failure>;

/**
 * The value of a reading, for those who cannot go on without it.
 *
 * @param reading - an `Option` or an `Either`
 * @throws {@link NoValueError} when there is none; the failure is its cause, and its message the failure's
 * @example
 * ```ts
 * import { Either, valueOrThrow } from "@dqx/common";
 *
 * valueOrThrow(Either.right(1.25)); // 1.25
 * ```
 */
export function valueOrThrow<Value>(reading: Reading<Value>): Value {
  switch (reading._tag) {
    case "Some":
      return reading.value;
    case "Right":
      return reading.right;
    case "None":
      throw new NoValueError("There is no value. Ask with valueOrUndefined() where that may be.");
    case "Left":
      throw new NoValueError(messageOf(reading.left), { cause: reading.left });
  }
}

/**
 * The value of a reading, or `undefined`.
 *
 * @param reading - an `Option` or an `Either`
 * @example
 * ```ts
 * import { Option, valueOrUndefined } from "@dqx/common";
 *
 * valueOrUndefined(Option.some(1.25)); // 1.25
 * valueOrUndefined(Option.none()); // undefined
 * ```
 */
export function valueOrUndefined<Value>(reading: Reading<Value>): Value | undefined {
  switch (reading._tag) {
    case "Some":
      return reading.value;
    case "Right":
      return reading.right;
    case "None":
    case "Left":
      return undefined;
  }
}

/**
 * Why a reading has no value, or `undefined` when it has one.
 *
 * @param reading - an `Either`
 */
export function failureOf<Failure>(reading: Either<unknown, Failure>): Failure | undefined {
  return reading._tag === "Left" ? reading.left : undefined;
}

function messageOf(failure: unknown): string {
  const message = typeof failure === "object" && failure !== null && "message" in failure && failure.message;
  return typeof message === "string" ? message : `There is no value: ${String(failure)}`;
}
