import { InvalidArgumentError, showValue } from "@dqx/common";

/**
 * The place of a cursor in the order of `seq`.
 *
 * @param cursor - what a page gave, or nothing for the first one
 * @param start - the place before the first page
 * @throws {@link InvalidArgumentError} when no page gave it
 */
export function cursorPlace(cursor: string | undefined, start: number): number {
  if (cursor === undefined) return start;
  const place = Number(cursor);
  if (typeof cursor === "string" && /^\d+$/.test(cursor) && Number.isSafeInteger(place)) return place;
  throw new InvalidArgumentError(
    `${showValue(cursor)} is no cursor. Give the cursor of the page before, as it is.`,
  );
}

/**
 * Checks how many rows are asked for.
 *
 * @param name - the option's name
 * @param value - what was given
 * @throws {@link InvalidArgumentError} when it is no whole number from 1 to 10,000
 */
export function requirePageSize(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= 10_000) return value;
  throw new InvalidArgumentError(`${name} is ${showValue(value)}. Give a whole number from 1 to 10000.`);
}
