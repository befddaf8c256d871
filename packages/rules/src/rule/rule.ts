import {
  type DemandFacts,
  demandFactNames,
  InvalidArgumentError,
  requireFacts,
  requireKnownOptions,
  type Severity,
  showValue,
} from "@dqx/common";
import { decodeCondition, type RowCondition } from "./row-condition.js";
import { type RowScope, requireRowScope, rowScopeNames } from "./row-scope.js";
import { ALL_ROWS, requireShareBounds, type ShareBounds, shareBoundNames } from "./share-bounds.js";

/** What is said of a rule beside its name and its condition. */
export interface RuleOptions extends Omit<DemandFacts, "name">, RowScope, ShareBounds {}

/** A demand on every row of a dataset, as a value: it can be kept in a list, asserted on, and written as SQL. */
export interface Rule extends Omit<DemandFacts, "name">, RowScope {
  readonly kind: "rule";
  readonly name: string;
  readonly condition: RowCondition;
  readonly severity: Severity;
  readonly tags: readonly string[];
  /** How many of the tested rows have to meet it; all by default. */
  readonly bounds: ShareBounds;
}

/**
 * Makes a rule.
 *
 * A predicate is true, false or unknown for a row, as in SQL: unknown where a value is null that it looks at. Unless
 * `nulls` says otherwise, such a row is not tested: it neither passes nor fails.
 *
 * @param name - what the rule is called in results; unique within a check
 * @param condition - what every row has to meet
 * @param options - which rows are tested, how many of them have to pass, and who answers for them
 * @throws {@link InvalidArgumentError} when the condition is none, or an option is unknown or of the wrong kind
 * @example
 * ```ts
 * import { col } from "@dqx/metrics";
 * import { rule, unique } from "@dqx/rules";
 *
 * const rules = [
 *   rule("amount not negative", col("amount").isGeq(0), { severity: "P0", owner: "billing" }),
 *   rule("email well-formed", col("email").hasFormat("email"), { atLeast: 0.99, warnBelow: 1 }),
 *   rule("one row per order", unique(["order_id"])),
 * ];
 * rules.map(({ severity }) => severity); // ["P0","P1","P1"]
 * ```
 */
export function rule(name: string, condition: RowCondition, options: RuleOptions = {}): Rule {
  if (typeof name !== "string" || name.trim() === "") {
    throw new InvalidArgumentError(
      `A rule got the name ${showValue(name)}. Give it a name that is not empty.`,
    );
  }
  const place = `rule '${name}'`;
  requireKnownOptions(place, options, [...FACTS, ...rowScopeNames, ...shareBoundNames]);
  const { atLeast, warnBelow, nulls, where, parameters, severity = "P1", tags = [], ...ownership } = options;
  requireFacts(place, { name, severity, tags, ...ownership });
  const isBounded = atLeast !== undefined || warnBelow !== undefined;
  const decoded = decodeCondition(condition, place);
  return Object.freeze({
    ...ownership,
    kind: "rule",
    name,
    condition: decoded,
    ...requireRowScope(place, decoded, { nulls, where, parameters }),
    severity,
    tags: Object.freeze([...tags]),
    bounds: isBounded ? requireShareBounds(place, { atLeast, warnBelow }) : ALL_ROWS,
  });
}

const FACTS = demandFactNames.filter((name) => name !== "name");

/** Whether a value is a rule; callers without types may give anything. */
export function isRule(value: unknown): value is Rule {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "rule";
}
