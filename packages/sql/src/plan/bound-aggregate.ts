import { canonicalJson } from "@dqx/common";
import { type Aggregate, mapAggregate, primitiveOf, type SequenceWindow } from "@dqx/metrics";
import type { BoundOperand } from "./bound-operand.js";

/** A filter whose columns exist, as a condition in the engine's SQL. */
export interface BoundFilter {
  /** Equal for filters that hold for the same rows, however the metrics spell their columns. */
  readonly sql: string;
}

/** What an earlier step of a statement computes: an aggregate, or what a row is told of the rows before it. */
export type BoundResult = {
  /** What tells its column from others of the statement. */
  readonly place: number;
} & (
  | { readonly kind: "aggregate"; readonly pass: number; readonly bound: BoundAggregate }
  | { readonly kind: SequenceWindow["kind"]; readonly of: BoundOperand }
);

/** An aggregate whose columns exist. */
export interface BoundAggregate {
  readonly aggregate: Aggregate<BoundOperand, BoundFilter>;
  /** The aggregate's operands, in the order of the table of primitives. */
  readonly operands: readonly BoundOperand[];
  /** Equal for aggregates that compute the same, however the metrics spell the columns. */
  readonly identity: string;
  /** The results of earlier steps that it reads; none by default. */
  readonly reads?: readonly BoundResult[];
}

/**
 * What aggregates read of earlier steps, and what that reads itself.
 *
 * @returns each result once, by its place
 */
export function resultsOf(aggregates: readonly BoundAggregate[]): readonly BoundResult[] {
  const results = new Map<number, BoundResult>();
  const visit = (bound: BoundAggregate): void => {
    for (const result of bound.reads ?? []) {
      if (results.has(result.place)) continue;
      results.set(result.place, result);
      if (result.kind === "aggregate") visit(result.bound);
    }
  };
  for (const aggregate of aggregates) visit(aggregate);
  return [...results.values()].toSorted((a, b) => a.place - b.place);
}

/** The identity of an aggregate over existing columns. */
export function boundIdentity(aggregate: Aggregate<BoundOperand, BoundFilter>): string {
  return canonicalJson(
    mapAggregate(
      aggregate,
      ({ identity }: BoundOperand) => identity,
      ({ sql }: BoundFilter) => sql,
    ),
  );
}

/** The number of all rows. */
export const rowCount: BoundAggregate = {
  aggregate: { kind: "rows" },
  operands: [],
  identity: boundIdentity({ kind: "rows" }),
};

/** The identity of the aggregate whose being finite says that another is 0; absent when there is none. */
export function implyingIdentity({ aggregate, operands }: BoundAggregate): string | undefined {
  const { zeroIfFinite } = primitiveOf(aggregate);
  const [of] = operands;
  if (zeroIfFinite === undefined || of === undefined) return undefined;
  const { where } = aggregate;
  return boundIdentity({ kind: zeroIfFinite, of, ...(where !== undefined && { where }) });
}

/** Tells whether an aggregate is its value over no rows whatever the data, since it is not computed for its type. */
export function isConstant({ aggregate, operands }: BoundAggregate): boolean {
  const isFloat = operands.some(({ type }) => type.kind === "float");
  switch (primitiveOf(aggregate).computedFor) {
    case "any":
      return false;
    case "float":
      return !isFloat;
    case "exact":
      return isFloat;
  }
}

/** The aggregates that are 0 if another one, which is among some, is finite. */
export function impliedAmong(
  counts: readonly BoundAggregate[],
  aggregates: readonly BoundAggregate[],
): readonly BoundAggregate[] {
  const computed = new Set(aggregates.map(({ identity }) => identity));
  return counts.filter((count) => computed.has(implyingIdentity(count) ?? ""));
}
