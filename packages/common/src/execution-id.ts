import type { Brand } from "effect/Brand";
import { InvalidArgumentError } from "./invalid-argument-error.js";
import { showValue } from "./text/show-value.js";

/**
 * The name of one run of a verification suite. Every stored metric belongs to exactly one, and every read
 * names it, so that two runs never see each other's numbers.
 *
 * A plain string is not an `ExecutionId`: call {@link ExecutionId} to make one, so that a swapped
 * dataset and execution argument does not compile.
 */
export type ExecutionId = string & Brand<"ExecutionId">;

/** The longest execution id, in Unicode characters; what the store's column holds. */
export const MAXIMUM_EXECUTION_ID_LENGTH = 255;

// Control, invisible format, lone surrogate and private-use characters, line and paragraph separators.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/**
 * Makes an execution id from text.
 *
 * @param value - 1 to 255 printable characters without spaces at either end, for example a UUID or the run
 *   id of an orchestrator
 * @returns the same text as an `ExecutionId`
 * @throws {@link InvalidArgumentError} when the text is empty, too long or not printable
 * @example
 * ```ts
 * import { ExecutionId } from "@dqx/common";
 *
 * const executionId = ExecutionId("nightly-2025-01-01");
 * ```
 */
export function ExecutionId(value: string): ExecutionId {
  const problem = problemOf(value);
  if (problem !== undefined) {
    throw new InvalidArgumentError(
      `${showValue(value)} is not an execution id: it ${problem}. ` +
        `Give 1 to ${MAXIMUM_EXECUTION_ID_LENGTH} printable characters, for example a UUID.`,
    );
  }
  return value as ExecutionId;
}

/**
 * Tells whether a value is a well-formed execution id.
 *
 * @param value - anything
 * @returns true when {@link ExecutionId} would accept it
 */
export function isExecutionId(value: unknown): value is ExecutionId {
  return problemOf(value) === undefined;
}

function problemOf(value: unknown): string | undefined {
  if (typeof value !== "string") return "is not text";
  if (value.trim() === "") return "is empty";
  if (value.trim() !== value) return "begins or ends with white space";
  if (UNPRINTABLE.test(value)) return "has a character that cannot be printed";
  const length = [...value].length;
  if (length > MAXIMUM_EXECUTION_ID_LENGTH) return `is ${length} characters long`;
  return undefined;
}
