import { canonicalJson, type SqlValue } from "@dqx/common";
import { decodeExpression, decodePredicate } from "../row/decode-row.js";
import type { Predicate } from "../row/predicate.js";
import type { RowExpression } from "../row/row-expression.js";
import type { Aggregate, AggregateFields, AggregateKind, AggregateOf } from "./aggregate.js";

/** What an aggregate demands of an operand. */
export interface OperandNeeds {
  /**
   * `numeric`: whole numbers, decimals and doubles; `numericOrTime`: these, and days, timestamps and instants, which
   * become their epoch seconds; `ordered`: anything that can be sorted; `any`: whatever.
   */
  readonly type: "any" | "numeric" | "numericOrTime" | "ordered";
}

/** All that is known of a kind of aggregate. */
export interface Primitive<Kind extends AggregateKind> {
  /** The value over no rows. */
  readonly overNoRows: Extract<SqlValue, bigint | null>;
  /** Whether it is that of the finite values, so that NaN and ±Infinity have to be kept out of it. */
  readonly ofFiniteValues: boolean;
  /**
   * How engines answer when it is computed over NaN or ±Infinity without a guard: `value` with a number that is
   * not finite or that of the finite values, `error` perhaps with an error.
   */
  readonly overNonFinite: "value" | "error";
  /**
   * The types that it is computed for: all, floats (only they have NaN and ±Infinity), or whole numbers and
   * decimals. For others it is its value over no rows.
   */
  readonly computedFor: "any" | "float" | "exact";
  /** The aggregate whose finite result over the same operand and rows says that this one is 0. */
  readonly zeroIfFinite?: "sum";
  /** What it gives: a whole number of 0 or more, a value of the type of its first operand, or a double. */
  readonly result: "count" | "operand" | "double";
  /** Whether its result is a value of its operand, and so tells what stands in a row. */
  readonly showsOperand: boolean;
  /** What it costs beside the reading: `light`, or `distinct` for all values of a group in memory. */
  readonly cost: "light" | "distinct";
  /**
   * The fields over other operands, in the order of the operands.
   *
   * @param fields - the fields of an aggregate
   * @param operand - makes the new operand of an old one, which has to be as it needs
   * @param condition - makes the new predicate of an old one
   */
  map<From, To, FromCondition, ToCondition>(
    fields: AggregateFields<From, FromCondition>[Kind],
    operand: (of: From, needs: OperandNeeds) => To,
    condition: (predicate: FromCondition) => ToCondition,
  ): AggregateFields<To, ToCondition>[Kind];
}

const numeric: OperandNeeds = { type: "numeric" };
const any: OperandNeeds = { type: "any" };

const count = {
  overNoRows: 0n,
  result: "count",
  showsOperand: false,
  ofFiniteValues: false,
  overNonFinite: "value",
  computedFor: "any",
  cost: "light",
} as const;

const ofNumbers = {
  overNoRows: null,
  result: "operand",
  showsOperand: false,
  ofFiniteValues: true,
  overNonFinite: "value",
  computedFor: "any",
  cost: "light",
  map: <From, To>({ of }: { readonly of: From }, operand: (of: From, needs: OperandNeeds) => To) => ({
    of: operand(of, numeric),
  }),
} as const;

const ofPoints = {
  ...ofNumbers,
  showsOperand: true,
  map: <From, To>({ of }: { readonly of: From }, operand: (of: From, needs: OperandNeeds) => To) => ({
    of: operand(of, { type: "numericOrTime" }),
  }),
} as const;

const byOrder = {
  ...ofNumbers,
  showsOperand: true,
  map: <From, To>(
    { of, orderBy }: { readonly of: From; readonly orderBy: From },
    operand: (of: From, needs: OperandNeeds) => To,
  ) => ({ of: operand(of, numeric), orderBy: operand(orderBy, { type: "ordered" }) }),
} as const;

const ofPairs = {
  ...ofNumbers,
  map: <From, To>(
    fields: { readonly of: From; readonly with: From },
    operand: (of: From, needs: OperandNeeds) => To,
  ) => ({ of: operand(fields.of, numeric), with: operand(fields.with, numeric) }),
} as const;

/** The facts about every kind of aggregate. Whoever needs one reads it here. */
export const primitives: { readonly [Kind in AggregateKind]: Primitive<Kind> } = {
  rows: { ...count, map: () => ({}) },
  nonNull: { ...count, map: ({ of }, operand) => ({ of: operand(of, any) }) },
  nonFinite: {
    ...count,
    computedFor: "float",
    zeroIfFinite: "sum",
    map: ({ of }, operand) => ({ of: operand(of, numeric) }),
  },
  sum: ofNumbers,
  minimum: ofPoints,
  maximum: ofPoints,
  sumOfSquares: { ...ofNumbers, computedFor: "exact" },
  populationVariance: { ...ofNumbers, computedFor: "float", result: "double", overNonFinite: "error" },
  sumOfProducts: { ...ofPairs, computedFor: "exact" },
  populationCovariance: { ...ofPairs, computedFor: "float", result: "double", overNonFinite: "error" },
  sumXLogX: { ...ofNumbers, result: "double", overNonFinite: "error" },
  first: byOrder,
  last: byOrder,
  quantile: {
    ...ofNumbers,
    showsOperand: true,
    cost: "distinct",
    map: ({ of, at, method }, operand) => ({ of: operand(of, numeric), at, method }),
  },
  countDistinct: {
    ...count,
    cost: "distinct",
    map: ({ of }, operand) => ({ of: of.map((key) => operand(key, any)) }),
  },
  countIf: { ...count, map: ({ predicate }, _, condition) => ({ predicate: condition(predicate) }) },
  countKnown: { ...count, map: ({ predicate }, _, condition) => ({ predicate: condition(predicate) }) },
  custom: {
    ...count,
    overNoRows: null,
    result: "double",
    map: ({ text }) => ({ text }),
  },
};

/**
 * The facts about an aggregate's kind.
 *
 * @param aggregate - the aggregate, over whatever operands
 */
export function primitiveOf({ kind }: Aggregate<unknown, unknown>): Primitive<AggregateKind> {
  return primitives[kind];
}

/**
 * The same aggregate over other operands.
 *
 * @param aggregate - the aggregate
 * @param operand - makes the new operand of an old one, which has to be as it needs
 * @param filter - makes the new filter, and the new predicate of an aggregate that has one
 */
export function mapAggregate<Kind extends AggregateKind, From, To, FromFilter, ToFilter>(
  aggregate: AggregateOf<Kind, From, FromFilter>,
  operand: (of: From, needs: OperandNeeds) => To,
  filter: (where: FromFilter) => ToFilter,
): AggregateOf<Kind, To, ToFilter> {
  const { kind, where } = aggregate;
  return {
    kind,
    ...primitives[kind].map(aggregate, operand, filter),
    ...(where !== undefined && { where: filter(where) }),
  };
}

/** An operand of an aggregate, and what it has to be. */
export interface OperandOf<Operand> {
  readonly of: Operand;
  readonly needs: OperandNeeds;
}

/**
 * The operands of an aggregate, in their order, those of its filter and its predicate left out.
 *
 * @param aggregate - the aggregate, over whatever operands
 */
export function operandsOf<Operand>(aggregate: Aggregate<Operand, unknown>): readonly OperandOf<Operand>[] {
  const operands: OperandOf<Operand>[] = [];
  mapAggregate(
    aggregate,
    (of: Operand, needs) => operands.push({ of, needs }),
    () => undefined,
  );
  return operands;
}

/**
 * All that an aggregate says of rows: its operands, its filter and its predicate.
 *
 * @param aggregate - the aggregate
 */
export function rowPartsOf(aggregate: Aggregate): readonly (RowExpression | Predicate)[] {
  const parts: (RowExpression | Predicate)[] = [];
  mapAggregate(
    aggregate,
    (of: RowExpression) => parts.push(of),
    (predicate: Predicate) => parts.push(predicate),
  );
  return parts;
}

/**
 * The identity of an aggregate: equal aggregates are computed once, whatever metric asked for them.
 *
 * @param aggregate - the aggregate
 * @returns canonical JSON
 */
export function aggregateIdentity(aggregate: Aggregate): string {
  return canonicalJson(
    mapAggregate(
      aggregate,
      (of: RowExpression) => decodeExpression(of, "the operand"),
      (predicate: Predicate) => decodePredicate(predicate, "the filter"),
    ),
  );
}
