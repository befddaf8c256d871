import { InvalidArgumentError, type SourceParameters, showValue } from "@dqx/common";
import { type NullPolicy, type Predicate, predicateField } from "@dqx/metrics";
import { type MaybeFields, presentFields } from "./present-fields.js";
import { type RowCondition, showCondition } from "./row-condition.js";

/** The rows that a condition is asked of. */
export interface RowScope {
  /** What a row counts as for which a predicate is unknown, since a value is null; `ignore` by default. */
  readonly nulls?: NullPolicy;
  /** The rows that are tested; all by default. */
  readonly where?: Predicate;
  /** Parameters of the dataset's own query. */
  readonly parameters?: SourceParameters;
}

/** The names of {@link RowScope}. */
export const rowScopeNames = ["nulls", "where", "parameters"] as const satisfies readonly (keyof RowScope)[];

const NULL_POLICIES: readonly NullPolicy[] = ["ignore", "fail", "pass"];

/**
 * Checks which rows a condition is asked of.
 *
 * @param place - what was given the scope, for messages
 * @param condition - the condition
 * @param scope - callers without types may give anything
 * @returns the scope with its predicate in its canonical form
 * @throws {@link InvalidArgumentError} when the null policy is none, or the condition has no use for one
 */
export function requireRowScope(
  place: string,
  condition: RowCondition,
  { nulls, where, parameters }: MaybeFields<RowScope>,
): RowScope {
  if (nulls !== undefined && !NULL_POLICIES.includes(nulls)) {
    throw new InvalidArgumentError(
      `${place} got nulls ${showValue(nulls)}. Give "ignore", "fail" or "pass".`,
    );
  }
  if (nulls !== undefined && nulls !== "ignore" && isAboutOtherRows(condition)) {
    throw new InvalidArgumentError(
      `${place} got nulls ${showValue(nulls)}, but '${showCondition(condition)}' does not test rows without a value. Leave it out, and demand the value with col(…).isNotNull().`,
    );
  }
  const rows = where === undefined ? undefined : predicateField.decode(where, `${place}: where`);
  return presentFields<RowScope>({ nulls, where: rows, parameters });
}

/** Whether a row meets a condition depends on other rows. */
export function isAboutOtherRows(
  condition: RowCondition,
): condition is Extract<RowCondition, { readonly kind: "unique" | "increasing" }> {
  return condition.kind === "unique" || condition.kind === "increasing";
}
