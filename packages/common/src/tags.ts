import { canonicalJson } from "./canonical-json.js";
import { InvalidArgumentError } from "./invalid-argument-error.js";
import { showValue } from "./text/show-value.js";

/** A value of a tag; its type is part of it, so that `1` and `"1"` differ. */
export type TagValue = string | number | boolean;

/** What tells runs on the same date apart, for example `{ region: "eu" }`. The order of the keys never matters. */
export type Tags = Readonly<Record<string, TagValue>>;

/**
 * Checks and freezes tags.
 *
 * @param tags - text, finite numbers and booleans by name
 * @returns a frozen copy, its keys sorted
 * @throws {@link InvalidArgumentError} naming the tag that is empty, has another kind of value, or cannot be
 *   written as canonical JSON
 */
export function makeTags(tags: Tags): Tags {
  if (made.has(tags)) return tags;
  if (typeof tags !== "object" || tags === null || Array.isArray(tags)) {
    throw new InvalidArgumentError(`Tags are ${showValue(tags)}. Give an object such as { region: "eu" }.`);
  }
  const entries = Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, value] of entries) {
    if (name === "") throw new InvalidArgumentError("A tag has an empty name. Give every tag a name.");
    const valid =
      typeof value === "string" ||
      typeof value === "boolean" ||
      (typeof value === "number" && Number.isFinite(value));
    if (!valid) {
      throw new InvalidArgumentError(
        `Tag ${showValue(name)} is ${showValue(value)}. Tags are text, finite numbers or booleans.`,
      );
    }
  }
  const sorted = Object.freeze(Object.fromEntries(entries));
  // Tags without an identity must fail here, where they are given, not later where they are stored.
  made.set(sorted, canonicalJson(sorted));
  return sorted;
}

// The identities of tags that are checked: keys of other days have the tags of the key they came from.
const made = new WeakMap<Tags, string>();

/**
 * The identity of a set of tags: equal for equal tags, whatever the order of their keys.
 *
 * @param tags - the tags
 * @returns canonical JSON
 */
export function tagsIdentity(tags: Tags): string {
  return made.get(tags) ?? canonicalJson(tags);
}
