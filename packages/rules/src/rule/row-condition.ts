import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import {
  columnField,
  columnsField,
  type Predicate,
  predicateField,
  showName,
  showPredicate,
} from "@dqx/metrics";

/** What a row has to meet: a predicate over the row alone, or a demand that other rows decide, too. */
export type RowCondition = Predicate | UniqueRows | IncreasingRows;

/** No other row has the same key. Rows whose key is entirely null are not tested; inside a key NULL equals NULL. */
export interface UniqueRows {
  readonly kind: "unique";
  /** The columns of the key, sorted. */
  readonly columns: readonly string[];
}

/** A value is not less than that of the row before, in an order of the rows. */
export interface IncreasingRows extends Required<IncreasingOptions> {
  readonly kind: "increasing";
  readonly column: string;
}

/** How rows are compared with the row before. */
export interface IncreasingOptions {
  /** The column that the rows are ordered by; among rows of one place the smaller value is first. */
  readonly orderBy: string;
  /** The columns that make a sequence of its own where they are equal; one sequence by default. */
  readonly per?: readonly string[];
  /** Whether equal neighbours fail, too; false by default. */
  readonly strict?: boolean;
}

/**
 * Holds for rows whose key no other row has.
 *
 * @param columns - of the key, at least one; their order has no meaning
 * @throws {@link InvalidArgumentError} when a column is no name
 * @example
 * ```ts
 * import { showCondition, unique } from "@dqx/rules";
 *
 * showCondition(unique(["order_id", "line"])); // "line, order_id is unique"
 * ```
 */
export function unique(columns: readonly string[]): UniqueRows {
  return Object.freeze({
    kind: "unique",
    columns: Object.freeze([...columnsField.decode(columns, "unique")]),
  });
}

/**
 * Holds for rows whose value is not less than that of the row before. Rows in which the value or its place in the
 * order is null, NaN or infinite are not tested, nor is the first row of a sequence.
 *
 * @param column - of the value
 * @param options - the order of the rows
 * @throws {@link InvalidArgumentError} when an option is missing, unknown or of the wrong kind
 * @example
 * ```ts
 * import { increasing, showCondition } from "@dqx/rules";
 *
 * showCondition(increasing("reading", { orderBy: "at", per: ["meter"] })); // "reading is increasing by at per meter"
 * ```
 */
export function increasing(column: string, options: IncreasingOptions): IncreasingRows {
  requireKnownOptions("increasing", options, ["orderBy", "per", "strict"]);
  const { orderBy, per = [], strict = false } = options;
  if (typeof strict !== "boolean") {
    throw new InvalidArgumentError(`increasing got strict ${showValue(strict)}. Give true or false.`);
  }
  return Object.freeze({
    kind: "increasing",
    column: columnField.decode(column, "increasing: column"),
    orderBy: columnField.decode(orderBy, "increasing: orderBy"),
    per: Object.freeze(per.length === 0 ? [] : [...columnsField.decode(per, "increasing: per")]),
    strict,
  });
}

/**
 * Checks a condition that may come from anywhere.
 *
 * @param value - what was given
 * @param place - what it is for, for messages
 * @returns the condition in its canonical form
 * @throws {@link InvalidArgumentError} naming what does not fit, and what to give
 */
export function decodeCondition(value: RowCondition, place: string): RowCondition {
  // Callers without types may give anything; the predicates' own check says so.
  if (typeof value !== "object" || value === null) return predicateField.decode(value, place);
  if (value.kind === "unique") return unique(value.columns);
  if (value.kind !== "increasing") return predicateField.decode(value, place);
  const { column, orderBy, per, strict } = value;
  return increasing(column, { orderBy, per, strict });
}

/**
 * Shows a condition as people write it.
 *
 * @param condition - any condition
 * @returns for example `amount >= 0` or `id is unique`, on one line
 */
export function showCondition(condition: RowCondition): string {
  if (condition.kind === "unique") return `${condition.columns.map(showName).join(", ")} is unique`;
  if (condition.kind !== "increasing") return showPredicate(condition);
  const { column, orderBy, per, strict } = condition;
  const sequences = per.length === 0 ? "" : ` per ${per.map(showName).join(", ")}`;
  return `${showName(column)} is ${strict ? "strictly increasing" : "increasing"} by ${showName(orderBy)}${sequences}`;
}
