import {
  InvalidArgumentError,
  LocalDate,
  requireKnownOptions,
  type SourceParameters,
  showValue,
} from "@dqx/common";
import { type Predicate, predicateField } from "@dqx/metrics";

/** One of the two tables that are compared. */
export type Side = "left" | "right";

/** Something for both tables, or for each of them. */
export type PerSide<Value> = Value | { readonly left?: Value; readonly right?: Value };

/** What is done with a value of both tables before they are compared. */
export type NormaliseStep =
  /** Texts without white space at their ends, or in lower or upper case. */
  | "trim"
  | "lower"
  | "upper"
  /** Numbers to so many digits behind the point, computed in doubles. */
  | { readonly round: number }
  /** What a null is compared as. */
  | { readonly nullAs: string | number | boolean };

/** How two tables are compared. */
export interface ReconcileOptions {
  /** The columns that tell rows apart. */
  readonly keys: readonly string[];
  /** The columns that are compared; all others that both tables have by default. */
  readonly columns?: readonly string[];
  /** What a key or column is called in a table, where it is called otherwise there. */
  readonly names?: Readonly<Record<string, { readonly left?: string; readonly right?: string }>>;
  /** The rows that are compared; all by default. */
  readonly where?: PerSide<Predicate>;
  /** What is done with the values of a column, in this order. */
  readonly normalise?: Readonly<Record<string, readonly NormaliseStep[]>>;
  /** How far apart numbers may be and still count as equal, for all columns that are numbers on both sides, or by column. */
  readonly tolerance?: number | Readonly<Record<string, number>>;
  /** The day whose rows are compared; all rows by default. Sources that are made anew for each date need one. */
  readonly date?: string;
  /** Parameters of the datasets' own queries. */
  readonly parameters?: { readonly left?: SourceParameters; readonly right?: SourceParameters };
  /** How many rows that differ are looked for; 1,000 by default. */
  readonly limit?: number;
  /** Ends the work early. */
  readonly signal?: AbortSignal;
}

/** {@link ReconcileOptions}, checked. */
export interface ReconcileSettings extends Pick<ReconcileOptions, "keys" | "columns" | "signal"> {
  readonly names: NonNullable<ReconcileOptions["names"]>;
  readonly normalise: NonNullable<ReconcileOptions["normalise"]>;
  readonly date: LocalDate | undefined;
  readonly limit: number;
  /** By column, where they are given so. */
  readonly tolerances: Readonly<Record<string, number>>;
  /** Of a column; nothing where values have to be equal. */
  readonly toleranceOf: (column: string) => number | undefined;
  readonly left: SideSettings;
  readonly right: SideSettings;
}

/** What is said of one table. */
export interface SideSettings {
  readonly where: Predicate | undefined;
  readonly parameters: SourceParameters;
}

const names = [
  "keys",
  "columns",
  "names",
  "where",
  "normalise",
  "tolerance",
  "date",
  "parameters",
  "limit",
  "signal",
] as const satisfies readonly (keyof ReconcileOptions)[];

/**
 * Checks how two tables are compared.
 *
 * @param options - callers without types may give anything
 * @throws {@link InvalidArgumentError} naming the option
 */
export function reconcileSettings(options: ReconcileOptions): ReconcileSettings {
  requireKnownOptions("reconcile", options, names);
  return settingsOf("reconcile", options);
}

/**
 * {@link reconcileSettings} for whatever compares two tables.
 *
 * @param asker - what does, for messages
 * @param options - callers without types may give anything
 */
export function settingsOf(asker: string, options: ReconcileOptions): ReconcileSettings {
  const { keys, columns, limit = 1000, date, signal, tolerance = {} } = options;
  requireNames(`${asker} got keys`, keys);
  if (keys.length === 0) throw wrong(`${asker} got keys`, keys, NAMES);
  if (columns !== undefined) requireNames(`${asker} got columns`, columns);
  if (!(Number.isSafeInteger(limit) && limit > 0)) {
    throw wrong(`${asker} got limit`, limit, "a whole number, 1 or more");
  }
  if (typeof tolerance === "number") requireTolerance(`${asker} got tolerance`, tolerance);
  const tolerances =
    typeof tolerance === "number" ? {} : byColumn(`${asker} got tolerance`, tolerance, requireTolerance);
  return {
    keys,
    ...(columns !== undefined && { columns }),
    ...(signal !== undefined && { signal }),
    names: byColumn(`${asker} got names`, options.names, requireSideNames),
    normalise: byColumn(`${asker} got normalise`, options.normalise, requireSteps),
    tolerances,
    date: date === undefined ? undefined : LocalDate(date),
    limit,
    toleranceOf: (column) => {
      if (keys.includes(column)) return undefined;
      return typeof tolerance === "number" ? tolerance : tolerances[column];
    },
    left: sideOf(asker, options, "left"),
    right: sideOf(asker, options, "right"),
  };
}

function sideOf(asker: string, { where, parameters = {} }: ReconcileOptions, side: Side): SideSettings {
  requireKnownOptions(`${asker}: parameters`, parameters, ["left", "right"]);
  const isForBoth = where === undefined || typeof where !== "object" || where === null || "kind" in where;
  if (!isForBoth) requireKnownOptions(`${asker}: where`, where, ["left", "right"]);
  const own = isForBoth ? where : where[side];
  return {
    where: own === undefined ? undefined : predicateField.decode(own, `${asker}: where`),
    parameters: parameters[side] ?? {},
  };
}

function byColumn<Value>(
  place: string,
  given: Readonly<Record<string, Value>> = {},
  check: (place: string, value: Value) => void,
): Readonly<Record<string, Value>> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw wrong(place, given, "an object by the names of columns");
  }
  for (const [column, value] of Object.entries(given)) check(`${place} of '${column}'`, value);
  return given;
}

const NAMES = "a list of the names of columns, each once";

function requireNames(place: string, given: unknown): void {
  const isList =
    Array.isArray(given) &&
    given.every((name) => typeof name === "string" && name !== "") &&
    new Set(given).size === given.length;
  if (!isList) throw wrong(place, given, NAMES);
}

function requireSideNames(place: string, given: unknown): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw wrong(place, given, 'an object such as { right: "customer_id" }');
  }
  requireKnownOptions(place, given, ["left", "right"]);
}

function requireTolerance(place: string, given: unknown): void {
  if (!(typeof given === "number" && Number.isFinite(given) && given > 0)) {
    throw wrong(place, given, "a finite number above 0, or leave it out");
  }
}

const WORDS: readonly unknown[] = ["trim", "lower", "upper"];

function requireSteps(place: string, given: unknown): void {
  if (!Array.isArray(given)) throw wrong(place, given, 'a list such as ["trim", { nullAs: "" }]');
  for (const step of given) {
    if (WORDS.includes(step)) continue;
    const [name, value] = Object.entries(Object(step))[0] ?? [];
    const isRound = name === "round" && Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 15;
    const isNull = name === "nullAs" && ["string", "number", "boolean"].includes(typeof value);
    if (isRound || isNull) continue;
    throw wrong(place, step, '"trim", "lower", "upper", { round: 0 to 15 } or { nullAs: … }');
  }
}

function wrong(place: string, given: unknown, wanted: string): InvalidArgumentError {
  return new InvalidArgumentError(`${place} ${showValue(given)}. Give ${wanted}.`);
}
