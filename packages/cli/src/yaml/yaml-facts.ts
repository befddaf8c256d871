import type { EmptyPolicy } from "@dqx/api";
import { type DemandFacts, type Ownership, ownershipNames, qualityDimensions, severities } from "@dqx/common";
import type { YamlValue } from "./yaml-reader.js";

/** The keys by which is said who answers for a demand, and what it is about. */
export const ownershipKeys = ownershipNames;

/** The keys of what can be said of an assertion or a rule beside what it demands. */
export const factKeys = ["name", "severity", "tags", "onEmpty", "minimumRows", ...ownershipKeys] as const;

/** Values by key, of which some may be no facts. */
interface Fields<Key> {
  get(key: Key): YamlValue | undefined;
}

type FactKey = (typeof factKeys)[number];

/** What is said of an assertion or a rule beside what it demands. */
export interface YamlFacts extends DemandFacts {
  readonly onEmpty?: EmptyPolicy;
  readonly minimumRows?: number;
}

/**
 * Reads what is said of an assertion or a rule beside what it demands.
 *
 * @param fields - its values by key
 * @throws `ConfigError` with line and column
 */
export function readFacts(fields: Fields<FactKey>): YamlFacts {
  return {
    ...readOwnership(fields),
    ...present("name", fields.get("name")?.text("name")),
    ...present("severity", oneOf("severity", fields.get("severity"), severities)),
    ...present(
      "tags",
      fields
        .get("tags")
        ?.list("tags")
        .map((tag) => tag.text("A tag")),
    ),
    ...present("onEmpty", readPolicy(fields.get("onEmpty"))),
    ...present("minimumRows", fields.get("minimumRows")?.number("minimumRows")),
  };
}

/**
 * Reads who answers for demands, and what they are about.
 *
 * @param fields - values by key
 * @throws `ConfigError` with line and column
 */
export function readOwnership(fields: Fields<(typeof ownershipKeys)[number]>): Ownership {
  return {
    ...present("dimension", oneOf("dimension", fields.get("dimension"), qualityDimensions)),
    ...present("owner", fields.get("owner")?.text("owner")),
    ...present("description", fields.get("description")?.text("description")),
    ...present("runbook", fields.get("runbook")?.text("runbook")),
  };
}

/**
 * Reads what an assertion over nothing is.
 *
 * @param value - nothing when it is not said
 * @throws `ConfigError` with line and column
 */
export function readPolicy(value: YamlValue | undefined): EmptyPolicy | undefined {
  return oneOf<EmptyPolicy>("onEmpty", value, ["fail", "skip", "pass"]);
}

/**
 * Reads a text of a closed list.
 *
 * @param key - for messages
 * @param value - nothing when it is not said
 * @param choices - what it may be
 * @throws `ConfigError` with line and column
 */
export function oneOf<Choice extends string>(
  key: string,
  value: YamlValue | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  if (value === undefined) return undefined;
  const written = value.scalar();
  const found = choices.find((choice) => choice === written);
  if (found !== undefined) return found;
  throw value.error(`${key} is none of ${choices.join(", ")}. Write one of them.`);
}

/** A record with one field; none when it has no value. */
export function present<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [Name in Key]?: Value } {
  // A record with the one key, which TypeScript widens to any text.
  return value === undefined ? {} : ({ [key]: value } as { readonly [Name in Key]?: Value });
}
