import { InvalidArgumentError } from "./invalid-argument-error.js";
import { nearestName } from "./text/nearest-name.js";
import { showValue } from "./text/show-value.js";

/**
 * Refuses options that a function does not have: a misspelt one must not be dropped in silence.
 *
 * @param place - what the options belong to, for the message
 * @param options - what was given
 * @param known - the names there are
 * @throws {@link InvalidArgumentError} naming the unknown option and the nearest known one
 */
export function requireKnownOptions(place: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new InvalidArgumentError(`${place} got ${showValue(options)} for its options. Give an object.`);
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const nearest = nearestName(name, known);
    const hint = nearest === undefined ? `Known options: ${known.join(", ")}.` : `Did you mean '${nearest}'?`;
    throw new InvalidArgumentError(`${place} has no option '${name}'. ${hint}`);
  }
}
