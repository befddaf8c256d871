import { canonicalJson } from "@dqx/common";
import type { BoundFilter } from "./bound-aggregate.js";
import type { BoundOperand } from "./bound-operand.js";

/** How rows are put into groups, inside of each day. */
export interface Grouping {
  readonly by: readonly BoundOperand[];
  /** The rows that are grouped; all by default. */
  readonly where?: BoundFilter;
}

/** How rows are put into an order, inside of each day. */
export interface Sequencing {
  /** What makes a sequence of its own. */
  readonly by: readonly BoundOperand[];
  readonly orderBy: readonly BoundOperand[];
  /** The rows that are in a sequence. */
  readonly where: readonly BoundFilter[];
}

/** What a statement computes its aggregates over: rows, each group of rows, or what earlier steps have computed. */
export type Shape =
  | {
      readonly kind: "scan";
      /** The rows that are read, where aggregates cannot be told which rows count; all by default. */
      readonly where?: BoundFilter;
    }
  | {
      readonly kind: "groups";
      readonly grouping: Grouping;
      /** How many groups a day has at most, the largest ones. */
      readonly limit: number;
    }
  /** The results of groups. */
  | { readonly kind: "overGroups"; readonly grouping: Grouping }
  /** Rows, and the results of earlier passes over the same rows. */
  | { readonly kind: "passes" }
  /** Rows in an order, and what is known of the rows before each. */
  | { readonly kind: "sequence"; readonly sequencing: Sequencing };

/**
 * The identity of a shape: what has equal ones can be computed by one statement, limits apart.
 *
 * @param shape - of a metric or a statement
 */
export function shapeIdentity(shape: Shape): string {
  switch (shape.kind) {
    case "scan":
      return shape.where === undefined ? "" : canonicalJson([shape.kind, shape.where.sql]);
    case "groups":
      return canonicalJson([shape.kind, groupingIdentity(shape.grouping)]);
    case "overGroups":
      return canonicalJson([shape.kind, groupingIdentity(shape.grouping)]);
    case "passes":
      return canonicalJson([shape.kind]);
    case "sequence": {
      const { by, orderBy, where } = shape.sequencing;
      const keys = [by, orderBy].map((operands) => operands.map(({ identity }) => identity));
      return canonicalJson([shape.kind, ...keys, where.map(({ sql }) => sql)]);
    }
  }
}

/** What a reading is called that is not of an aggregate but of the groups themselves. */
export function groupsIdentity(shape: Shape): string {
  return canonicalJson([shapeIdentity(shape), "groups"]);
}

/** The name of a generated column: 0 is the day, then come the keys of groups, then results by their places. */
export function generatedAlias(prefix: string, index: number): string {
  return `${prefix}${index}`;
}

function groupingIdentity({ by, where }: Grouping): string {
  return canonicalJson([by.map(({ identity }) => identity), where?.sql ?? null]);
}
