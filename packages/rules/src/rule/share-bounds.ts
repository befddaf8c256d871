import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import { exactNumber } from "@dqx/metrics";
import { type MaybeFields, presentFields } from "./present-fields.js";

/** How many of the tested rows have to meet a condition. One bound is enough; shares are above 0 and at most 1. */
export interface ShareBounds {
  /** Below this share of the tested rows the demand fails. */
  readonly atLeast?: number;
  /** Below this share of the tested rows the demand warns. */
  readonly warnBelow?: number;
}

/** The names of {@link ShareBounds}. */
export const shareBoundNames = ["atLeast", "warnBelow"] as const satisfies readonly (keyof ShareBounds)[];

/** All of the tested rows. */
export const ALL_ROWS: ShareBounds = Object.freeze({ atLeast: 1 });

/**
 * Checks bounds.
 *
 * @param place - the method that was given them, for messages
 * @param bounds - callers without types may give anything
 * @returns the same bounds, frozen
 * @throws {@link InvalidArgumentError} when there is none, one is no share, or the warning would never be heard
 */
export function requireShareBounds(place: string, bounds: MaybeFields<ShareBounds>): ShareBounds {
  requireKnownOptions(place, bounds, shareBoundNames);
  const { atLeast, warnBelow } = bounds;
  for (const [name, bound] of Object.entries({ atLeast, warnBelow })) {
    if (bound === undefined || (typeof bound === "number" && bound > 0 && bound <= 1)) continue;
    throw new InvalidArgumentError(
      `${place} got ${name} ${showValue(bound)}. Give a share of the rows above 0 and at most 1, such as 0.999.`,
    );
  }
  if (atLeast === undefined && warnBelow === undefined) {
    throw new InvalidArgumentError(`${place} got no bound. Give atLeast, warnBelow, or both.`);
  }
  if (atLeast !== undefined && warnBelow !== undefined && warnBelow <= atLeast) {
    throw new InvalidArgumentError(
      `${place} got warnBelow ${warnBelow}, which is not above atLeast ${atLeast}: whatever is below it fails already. Give a larger one, or none.`,
    );
  }
  return Object.freeze(presentFields<ShareBounds>({ atLeast, warnBelow }));
}

/**
 * Whether a share of rows reaches a bound, decided on the counts: nothing is rounded.
 *
 * @param counted - how many of the tested rows count
 * @param tested - how many rows are tested
 * @param bound - a share, by the decimal digits that are its shortest text
 */
export function reachesShare(counted: number, tested: number, bound: number): boolean {
  const { unscaled, scale } = decimalOf(bound);
  return BigInt(counted) * 10n ** BigInt(scale) >= unscaled * BigInt(tested);
}

// A finite double has some such text: digits with a point perhaps, and an exponent perhaps.
function decimalOf(bound: number): { readonly unscaled: bigint; readonly scale: number } {
  const [digits = "", exponent = "0"] = String(bound).split("e");
  const number = exactNumber(digits);
  const { unscaled, scale } = typeof number === "object" ? number : { unscaled: BigInt(number), scale: 0 };
  return { unscaled, scale: scale - Number(exponent) };
}
