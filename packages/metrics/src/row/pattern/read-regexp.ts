import { InvalidArgumentError, showValue } from "@dqx/common";
import type { PatternFlags } from "../predicate.js";

/** What the flags of JavaScript become; the ones that are not here are refused. */
const FLAGS: Readonly<Record<string, "i" | "s" | "">> = { i: "i", s: "s", u: "" };

/**
 * Takes a regular expression apart.
 *
 * @param pattern - with no flags but `i`, `s` and `u`; or its text
 * @param place - what it is for, for messages
 * @throws {@link InvalidArgumentError} naming a flag that has no meaning here
 */
export function readRegExp(
  pattern: RegExp | string,
  place: string,
): { readonly pattern: string; readonly flags?: PatternFlags } {
  if (typeof pattern === "string") return { pattern };
  if (!(pattern instanceof RegExp)) {
    throw new InvalidArgumentError(
      `${place} got ${showValue(pattern)}. Give a regular expression such as /@/, or its text.`,
    );
  }
  const stranger = [...pattern.flags].find((flag) => FLAGS[flag] === undefined);
  if (stranger !== undefined) {
    throw new InvalidArgumentError(
      `${place}: the flag '${stranger}' of ${String(pattern)} has no meaning for all engines. Use no flags but i, s and u.`,
    );
  }
  const [ignoresCase, dotIsAll] = [pattern.ignoreCase, pattern.dotAll];
  if (!ignoresCase && !dotIsAll) return { pattern: pattern.source };
  return { pattern: pattern.source, flags: ignoresCase ? (dotIsAll ? "is" : "i") : "s" };
}
