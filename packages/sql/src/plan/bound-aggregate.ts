import { canonicalJson } from "@dqx/common";
import { type Aggregate, mapAggregate, primitiveOf } from "@dqx/metrics";
import type { BoundOperand } from "./bound-operand.js";

/** A filter whose columns exist, as a condition in the engine's SQL. */
export interface BoundFilter {
  /** Equal for filters that hold for the same rows, however the metrics spell their columns. */
  readonly sql: string;
}

/** An aggregate whose columns exist. */
export interface BoundAggregate {
  readonly aggregate: Aggregate<BoundOperand, BoundFilter>;
  /** The aggregate's operands, in the order of the table of primitives. */
  readonly operands: readonly BoundOperand[];
  /** Equal for aggregates that compute the same, however the metrics spell the columns. */
  readonly identity: string;
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
