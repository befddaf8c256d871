import { canonicalJson } from "@dqx/common";
import type { BoundAggregate, BoundFilter } from "./bound-aggregate.js";
import type { BoundOperand } from "./bound-operand.js";

/** How rows are put into groups, inside of each day. */
export interface Grouping {
  readonly by: readonly BoundOperand[];
  /** The rows that are grouped; all by default. */
  readonly where?: BoundFilter;
}

/** What a statement computes its aggregates over: rows, each group of rows, or the results of groups. */
export type Shape =
  | { readonly kind: "scan" }
  | {
      readonly kind: "groups";
      readonly grouping: Grouping;
      /** How many groups a day has at most, the largest ones. */
      readonly limit: number;
    }
  | {
      readonly kind: "overGroups";
      readonly grouping: Grouping;
      /** What is computed of each group. */
      readonly inner: readonly BoundAggregate[];
    };

/**
 * The identity of a shape: what has equal ones can be computed by one statement, limits apart.
 *
 * @param shape - of a metric or a statement
 */
export function shapeIdentity(shape: Shape): string {
  switch (shape.kind) {
    case "scan":
      return "";
    case "groups":
      return canonicalJson([shape.kind, groupingIdentity(shape.grouping)]);
    case "overGroups":
      return canonicalJson([
        shape.kind,
        groupingIdentity(shape.grouping),
        shape.inner.map(({ identity }) => identity),
      ]);
  }
}

/** What a reading is called that is not of an aggregate but of the groups themselves. */
export function groupsIdentity(shape: Shape): string {
  return canonicalJson([shapeIdentity(shape), "groups"]);
}

/** The name of a column of groups: 0 is the day, then the keys, then the results. */
export function groupAlias(prefix: string, index: number): string {
  return `${prefix}${index}`;
}

function groupingIdentity({ by, where }: Grouping): string {
  return canonicalJson([by.map(({ identity }) => identity), where?.sql ?? null]);
}
