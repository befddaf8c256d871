import { InvalidArgumentError } from "@dqx/common";
import { plainCall, plainColumn, type RowExpression } from "@dqx/metrics";
import { type BoundColumn, type ColumnType, isNumeric } from "@dqx/sql";
import type { NormaliseStep, ReconcileSettings, Side } from "./reconcile-options.js";
import type { TableSide } from "./table-side.js";

/** Something of each table. */
export type BySide<Value> = Readonly<Record<Side, Value>>;

/** A column as it is compared. */
export interface ComparedColumn extends BySide<ComparedValue> {
  /** What it is called in the result. */
  readonly name: string;
  /** How far apart the numbers may be; absent where values have to be equal. */
  readonly tolerance?: number;
}

/** A column in one of the tables. */
interface ComparedValue {
  /** What it holds, for people. */
  readonly shown: RowExpression;
  /** What is compared: equal values are equal, and have one canonical text on all engines. */
  readonly value: RowExpression;
  /** What stands for it in a checksum: it only is the same for values that are no further apart than they may be. */
  readonly summed: RowExpression;
}

/**
 * Finds the columns that are compared when it is not said which: those that both tables have, keys and protected ones
 * left out.
 *
 * @returns their names, and those of the columns that only one of the tables has
 */
export function sharedColumns(
  { left, right }: BySide<TableSide>,
  settings: ReconcileSettings,
): Readonly<Record<"shared" | Side, readonly string[]>> {
  const { keys, names } = settings;
  const renamed = Object.keys(names).filter((name) => !keys.includes(name));
  const named = [...keys, ...renamed];
  const [takenLeft, takenRight] = [
    namesOn("left", named, settings, left),
    namesOn("right", named, settings, right),
  ];
  const free = left.columns.filter((name) => !takenLeft.has(name));
  const shared = free.filter((name) => {
    const other = right.nameOf(name);
    return other !== undefined && !takenRight.has(other);
  });
  const matched = new Set(shared.map((name) => right.nameOf(name)));
  return {
    shared: [...renamed, ...shared.filter((name) => !left.hides(name) && !right.hides(name))],
    left: free.filter((name) => !shared.includes(name)),
    right: right.columns.filter((name) => !takenRight.has(name) && !matched.has(name)),
  };
}

function namesOn(
  side: Side,
  named: readonly string[],
  { names }: ReconcileSettings,
  table: TableSide,
): ReadonlySet<string | undefined> {
  return new Set(named.map((name) => table.nameOf(names[name]?.[side] ?? name)));
}

/**
 * Makes a column of both tables comparable.
 *
 * @param name - what it is called in the result
 * @param tables - both
 * @param settings - its names, what is done with its values, and how far apart they may be
 * @throws {@link InvalidArgumentError} when a table has no such column, or its values cannot be compared
 */
export function compareColumn(
  name: string,
  tables: BySide<TableSide>,
  settings: ReconcileSettings,
): ComparedColumn {
  const { names, normalise, toleranceOf } = settings;
  const found = bothSides((side) => tables[side].column(names[name]?.[side] ?? name));
  const inDoubles = needsDoubles(name, found, tables);
  const steps = normalise[name] ?? [];
  const isNumber = isNumeric(found.left.type) && isNumeric(found.right.type);
  const tolerance = isNumber ? toleranceOf(name) : undefined;
  const values = bothSides((side): ComparedValue => {
    const shown = plainColumn(found[side].name);
    // A quotient is a double, whatever is divided.
    const number = inDoubles || tolerance !== undefined ? plainCall("div", shown, 1) : shown;
    const value = steps.reduce(normalised, number);
    tables[side].bind(plainCall("canonicalText", value));
    const summed = tolerance === undefined ? value : plainCall("floor", plainCall("div", value, tolerance));
    return { shown, value, summed };
  });
  return { name, ...values, ...(tolerance !== undefined && { tolerance }) };
}

/** Something of each table, made in one way. */
export function bothSides<Value>(make: (side: Side) => Value): BySide<Value> {
  return { left: make("left"), right: make("right") };
}

const LIKE_INSTANTS: readonly ColumnType["kind"][] = ["timestamp", "timestamptz"];

// Whether both have to be doubles to be compared; an engine's doubles and another's decimals have other texts.
function needsDoubles(
  name: string,
  { left, right }: BySide<BoundColumn>,
  tables: BySide<TableSide>,
): boolean {
  const kinds = [left.type.kind, right.type.kind];
  if (isNumeric(left.type) && isNumeric(right.type)) return kinds.includes("float") && kinds[0] !== kinds[1];
  const isSame = kinds[0] === kinds[1] || kinds.every((kind) => LIKE_INSTANTS.includes(kind));
  if (isSame && kinds[0] !== "other") return false;
  const shown = (
    [
      ["left", left],
      ["right", right],
    ] as const
  ).map(([side, { typeName }]) => `${typeName} in dataset '${tables[side].dataset}'`);
  throw new InvalidArgumentError(
    `reconcile cannot compare column '${name}', which is ${shown.join(" and ")}. Leave it out by naming the columns to compare, or cast it in a query of the dataset.`,
  );
}

function normalised(value: RowExpression, step: NormaliseStep): RowExpression {
  if (typeof step === "string") return plainCall(step, value);
  if ("nullAs" in step) return plainCall("coalesce", value, step.nullAs);
  // Whole numbers of the last digit: the same double on every engine.
  const digits = plainCall("div", plainCall("mul", plainCall("div", value, 1), 10 ** step.round), 1);
  return plainCall("floor", plainCall("add", digits, 0.5));
}
