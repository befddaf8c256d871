import { InvalidArgumentError } from "../invalid-argument-error.js";
import { type Severity, severities } from "../severity.js";
import { nearestName } from "../text/nearest-name.js";
import { showValue } from "../text/show-value.js";
import { type QualityDimension, qualityDimensions } from "./quality-dimension.js";

/** Who a demand on data belongs to, and what to know of it: of an assertion, a rule, or all assertions of a check. */
export interface Ownership {
  /** What the demand is about. */
  readonly dimension?: QualityDimension;
  /** Who answers for the data, for example a team. */
  readonly owner?: string;
  /** What the demand means, for people. */
  readonly description?: string;
  /** What to do when it is not met: a text or the address of one. */
  readonly runbook?: string;
}

/** What can be said of a demand on data beside the demand itself. */
export interface DemandFacts extends Ownership {
  /** Unique within the check. */
  readonly name?: string;
  /** How bad a failure is; `P1` by default. */
  readonly severity?: Severity;
  /** For grouping and filtering; none by default. */
  readonly tags?: readonly string[];
}

/** The names of {@link Ownership}. */
export const ownershipNames = [
  "dimension",
  "owner",
  "description",
  "runbook",
] as const satisfies readonly (keyof Ownership)[];

/** The names of {@link DemandFacts}. */
export const demandFactNames = [
  "name",
  "severity",
  "tags",
  ...ownershipNames,
] as const satisfies readonly (keyof DemandFacts)[];

/**
 * Refuses facts that are not of their kind, or cannot be stored, where they are written.
 *
 * @param place - what they are said of, for messages
 * @param facts - callers without types may give anything
 * @throws {@link InvalidArgumentError} naming the fact and what it may be
 */
export function requireFacts(place: string, facts: DemandFacts): void {
  const { name, severity, tags } = facts;
  if (name !== undefined) requireText(place, "name", name);
  if (severity !== undefined && !severities.includes(severity)) {
    throw new InvalidArgumentError(
      `${place} got the severity ${showValue(severity)}. Give one of ${severities.join(", ")}.`,
    );
  }
  requireTags(place, tags);
  requireOwnership(place, facts);
}

/**
 * Refuses facts of ownership that are not of their kind, or cannot be stored.
 *
 * @param place - what they are said of, for messages
 * @param facts - callers without types may give anything
 * @throws {@link InvalidArgumentError} naming the fact and what it may be
 */
export function requireOwnership(place: string, { dimension, owner, description, runbook }: Ownership): void {
  if (dimension !== undefined && !qualityDimensions.includes(dimension)) {
    const nearest = typeof dimension === "string" ? nearestName(dimension, qualityDimensions) : undefined;
    const hint =
      nearest === undefined ? `Give one of ${qualityDimensions.join(", ")}.` : `Did you mean '${nearest}'?`;
    throw new InvalidArgumentError(`${place} got the dimension ${showValue(dimension)}. ${hint}`);
  }
  for (const [what, text] of Object.entries({ owner, description, runbook })) {
    if (text !== undefined) requireText(place, what, text);
  }
}

function requireText(place: string, what: string, text: unknown): void {
  if (typeof text !== "string" || text.trim() === "") {
    throw new InvalidArgumentError(
      `${place} got the ${what} ${showValue(text)}. Give a text that is not empty, or none.`,
    );
  }
  requireWellFormed(place, what, text);
}

function requireTags(place: string, tags: unknown): void {
  if (tags === undefined) return;
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === "string")) {
    throw new InvalidArgumentError(`${place} got the tags ${showValue(tags)}. Give a list of texts.`);
  }
  for (const tag of tags) {
    if (tag === "") throw new InvalidArgumentError(`${place} got an empty tag. Give each tag a text.`);
    requireWellFormed(place, "tag", tag);
  }
}

function requireWellFormed(place: string, what: string, text: string): void {
  if (text.isWellFormed()) return;
  throw new InvalidArgumentError(
    `${place} got the ${what} ${showValue(text)}, which holds half of a character (a lone surrogate). Give it as whole text.`,
  );
}
