import { InvalidArgumentError } from "./invalid-argument-error.js";
import { addDays, LocalDate } from "./local-date.js";
import { makeTags, type Tags, tagsIdentity } from "./tags.js";
import { showValue } from "./text/show-value.js";

/** How many days a window has at most: a hundred years. */
export const MAXIMUM_WINDOW = 36_600;

/**
 * What a result is about: a calendar date and the tags that tell runs of that date apart.
 *
 * @example
 * ```ts
 * import { ResultKey } from "@dqx/common";
 *
 * const key = new ResultKey("2025-01-08", { region: "eu" });
 * key.lag(7).date; // "2025-01-01"
 * ```
 */
export class ResultKey {
  /** The day that is verified. */
  readonly date: LocalDate;
  /** Frozen, its keys sorted. */
  readonly tags: Tags;

  /**
   * @param date - the day, as a `LocalDate` or ISO text
   * @param tags - what tells runs of that date apart; none by default
   * @throws {@link InvalidArgumentError} when the date does not exist or a tag has no usable value
   */
  constructor(date: LocalDate | string, tags: Tags = {}) {
    this.date = LocalDate(date);
    this.tags = makeTags(tags);
  }

  /** Equal for keys with the same date and tags, whatever the order of the tags. */
  get identity(): string {
    return `${this.date} ${tagsIdentity(this.tags)}`;
  }

  /**
   * The key some days earlier, with the same tags.
   *
   * @param days - 0 or more
   * @throws {@link InvalidArgumentError} when `days` is negative or not a whole number
   */
  lag(days: number): ResultKey {
    requireWhole("lag", days, 0);
    // Most metrics have no lag, and a key never changes.
    return days === 0 ? this : new ResultKey(addDays(this.date, -days), this.tags);
  }

  /**
   * The window of `window` days that ends `lag` days before this key's date:
   * `[date - (lag + window - 1), date - lag]`, both included.
   *
   * @param lag - how many days before the date the window ends; 0 or more
   * @param window - how many days it has; 1 to {@link MAXIMUM_WINDOW}
   * @returns its first and its last date
   * @throws {@link InvalidArgumentError} when either is not such a whole number
   */
  range(lag: number, window: number): readonly [from: LocalDate, until: LocalDate] {
    requireWhole("lag", lag, 0);
    requireWhole("window", window, 1);
    if (window > MAXIMUM_WINDOW) {
      throw new InvalidArgumentError(
        `window is ${window} days. Give at most ${MAXIMUM_WINDOW}, which are a hundred years.`,
      );
    }
    return [addDays(this.date, -(lag + window - 1)), addDays(this.date, -lag)];
  }

  /** For messages and tables: `2025-01-08 {"region":"eu"}`, or the date alone when there are no tags. */
  toString(): string {
    return Object.keys(this.tags).length === 0 ? this.date : this.identity;
  }
}

function requireWhole(name: string, value: number, minimum: number): void {
  if (!Number.isSafeInteger(value) || value < minimum) {
    throw new InvalidArgumentError(
      `${name} is ${showValue(value)}. Give a whole number of days, ${minimum} or more.`,
    );
  }
}
