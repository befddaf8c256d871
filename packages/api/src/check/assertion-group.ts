import type { Ownership, Severity } from "@dqx/common";
import type { Check } from "./check.js";

/** How many members of a group have to hold. */
export type GroupKind = "all" | "any";

/** Assertions that are judged as one. */
export interface AssertionGroup {
  readonly check: Check;
  readonly kind: GroupKind;
  /** Absent: made of the names of its members. */
  readonly name: string | undefined;
  readonly severity: Severity;
  readonly tags: readonly string[];
  readonly ownership: Ownership;
  /** The group that it is a member of. */
  readonly within: AssertionGroup | undefined;
}

/**
 * The groups that an assertion is a member of.
 *
 * @param group - the innermost one
 * @returns from the outermost to the innermost
 */
export function groupsFrom(group: AssertionGroup | undefined): readonly AssertionGroup[] {
  const groups: AssertionGroup[] = [];
  for (let each = group; each !== undefined; each = each.within) groups.unshift(each);
  return groups;
}
