import { InvalidArgumentError, nearestName, showValue } from "@dqx/common";

/**
 * Checks a value that is one of a few words: a misspelt one would find nothing, in silence.
 *
 * @param what - what it is, for the message
 * @param value - what was given
 * @param choices - the words there are
 * @throws {@link InvalidArgumentError} naming the nearest word, or all of them
 */
export function requireChoice<Choice extends string>(
  what: string,
  value: Choice,
  choices: readonly Choice[],
): Choice {
  if (choices.includes(value)) return value;
  const nearest = typeof value === "string" ? nearestName(value, choices) : undefined;
  const hint = nearest === undefined ? `Give one of: ${choices.join(", ")}.` : `Did you mean '${nearest}'?`;
  throw new InvalidArgumentError(`${showValue(value)} is no ${what}. ${hint}`);
}
