import { InvalidArgumentError, nearestName, requireKnownOptions, showValue } from "@dqx/common";
import { type SchemaColumnKind, schemaColumnKinds } from "@dqx/metrics";

/** A column as it should be. */
export interface BaselineColumn {
  readonly name: string;
  /** What its type is, whatever the engine calls it. */
  readonly kind: SchemaColumnKind;
  /** Whether it may hold nulls; absent when that does not matter or is not known. */
  readonly nullable?: boolean;
}

/** The columns of a dataset as they should be, as they are kept in a file: plain JSON. */
export interface SchemaBaseline {
  readonly format: "dqx.schema";
  readonly version: 1;
  readonly dataset: string;
  /** In their order. */
  readonly columns: readonly BaselineColumn[];
}

/** What types are called besides: engines have a dozen names for each. */
const ALIASES = {
  int: "integer",
  bigint: "integer",
  numeric: "decimal",
  double: "float",
  real: "float",
  bool: "boolean",
  string: "text",
  varchar: "text",
} as const satisfies Readonly<Record<string, SchemaColumnKind>>;

/** The name of a type of a column in a declaration. */
export type DeclaredType = SchemaColumnKind | keyof typeof ALIASES;

/** The kind of type that a name stands for. */
export type KindOf<Type extends DeclaredType> = Type extends keyof typeof ALIASES
  ? (typeof ALIASES)[Type]
  : Type;

/**
 * The kind of type that a name stands for.
 *
 * @param type - a kind, or another name of one
 * @param place - what has it, for the message
 * @throws {@link InvalidArgumentError} when there is no such type
 */
export function kindOf(type: unknown, place: string): SchemaColumnKind {
  const kinds: readonly unknown[] = schemaColumnKinds;
  if (kinds.includes(type)) return type as SchemaColumnKind;
  if (typeof type === "string" && Object.hasOwn(ALIASES, type)) return ALIASES[type as keyof typeof ALIASES];
  const known = [...schemaColumnKinds, ...Object.keys(ALIASES)];
  const nearest = nearestName(String(type), known);
  throw new InvalidArgumentError(
    `${place} has the type ${showValue(type)}. ${nearest === undefined ? `Give one of ${known.join(", ")}.` : `Did you mean "${nearest}"?`}`,
  );
}

/**
 * Reads columns as they should be; callers without types, and files, may hold anything.
 *
 * @param columns - a list
 * @param place - what has it, for messages
 * @throws {@link InvalidArgumentError} naming the column that is none
 */
export function readColumns(columns: unknown, place: string): readonly BaselineColumn[] {
  if (!Array.isArray(columns) || columns.length === 0) {
    throw new InvalidArgumentError(
      `${place} has the columns ${showValue(columns)}. Give a list such as [{ name: "amount", kind: "decimal" }].`,
    );
  }
  return columns.map((column: unknown, index) => {
    const at = `Column ${index + 1} of ${place}`;
    if (typeof column !== "object" || column === null) {
      throw new InvalidArgumentError(`${at} is ${showValue(column)}. Give { name, kind }.`);
    }
    requireKnownOptions(at, column, ["name", "kind", "nullable"]);
    const { name, kind, nullable }: { name?: unknown; kind?: unknown; nullable?: unknown } = column;
    if (typeof name !== "string" || name === "") {
      throw new InvalidArgumentError(`${at} has the name ${showValue(name)}. Give it a name.`);
    }
    if (nullable !== undefined && typeof nullable !== "boolean") {
      throw new InvalidArgumentError(`${at} has nullable ${showValue(nullable)}. Give true or false.`);
    }
    return { name, kind: kindOf(kind, at), ...(nullable !== undefined && { nullable }) };
  });
}

/**
 * Reads a baseline, for example what a JSON file holds.
 *
 * @param baseline - anything
 * @throws {@link InvalidArgumentError} when it is none
 */
export function readBaseline(baseline: unknown): SchemaBaseline {
  const given = (
    typeof baseline === "object" && baseline !== null ? baseline : {}
  ) as Partial<SchemaBaseline>;
  if (given.format !== "dqx.schema" || given.version !== 1) {
    throw new InvalidArgumentError(
      `The baseline of a schema is ${showValue(baseline)}. Give what a file of one holds: { "format": "dqx.schema", "version": 1, "dataset": …, "columns": […] }.`,
    );
  }
  const { dataset } = given;
  if (typeof dataset !== "string") {
    throw new InvalidArgumentError(
      `The baseline of a schema has the dataset ${showValue(dataset)}. Give its name.`,
    );
  }
  return { format: "dqx.schema", version: 1, dataset, columns: readColumns(given.columns, "the baseline") };
}
