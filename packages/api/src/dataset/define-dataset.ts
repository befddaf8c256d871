import { InvalidArgumentError, showValue } from "@dqx/common";
import { col, type RowValue } from "@dqx/metrics";
import { type BaselineColumn, type DeclaredType, type KindOf, kindOf } from "@dqx/rules/rule";

/** The types of columns by name. */
export type DeclaredColumns = { readonly [column: string]: DeclaredType };

/** What each column is, whatever its type is called. */
export type DeclaredKinds<Columns extends DeclaredColumns> = {
  readonly [Column in keyof Columns]: KindOf<Columns[Column]>;
};

/** A dataset whose columns are declared. */
export interface Dataset<Columns extends DeclaredColumns = DeclaredColumns> {
  readonly name: string;
  readonly kinds: DeclaredKinds<Columns>;
  /** The same as a list, in the order of the declaration. */
  readonly columns: readonly BaselineColumn[];
  /** The value of a column; a name that is not declared does not compile. */
  readonly col: (column: keyof Columns & string) => RowValue;
}

/**
 * Declares the columns of a dataset, so that a check of it that names another column, or asks for the average of a
 * text, does not compile. A run compares the declaration with the data first.
 *
 * @param name - the dataset's name
 * @param columns - what each column is: `integer`, `decimal`, `float`, `boolean`, `text`, `date`, `timestamp`,
 *   `timestamptz`, `other`, or another name of one of them such as `int`, `double` or `string`
 * @throws {@link InvalidArgumentError} when the name is empty, there is no column, or a type is unknown
 * @example
 * ```ts
 * import { check, defineDataset } from "@dqx/api";
 *
 * const flights = defineDataset("flights", { date: "timestamp", delay: "int", origin: "string" });
 * const delays = check({ name: "delays", dataset: flights }, (mp, ctx) => {
 *   ctx.assertThat(mp.average("delay")).config({ name: "average" }).isLt(30);
 *   ctx.rows().expect(flights.col("origin").isNotNull()).config({ name: "origin" }).holds();
 * });
 * ```
 */
export function defineDataset<const Columns extends DeclaredColumns>(
  name: string,
  columns: Columns,
): Dataset<Columns> {
  if (typeof name !== "string" || name === "") {
    throw new InvalidArgumentError(`defineDataset got the name ${showValue(name)}. Give the dataset's name.`);
  }
  if (typeof columns !== "object" || columns === null || Object.keys(columns).length === 0) {
    throw new InvalidArgumentError(
      `defineDataset of '${name}' got the columns ${showValue(columns)}. Give a type for each, for example { amount: "decimal" }.`,
    );
  }
  const list = Object.entries(columns).map(([column, type]) => ({
    name: column,
    kind: kindOf(type, `Column '${column}' of dataset '${name}'`),
  }));
  return Object.freeze({
    name,
    // A kind for each column of the declaration.
    kinds: Object.fromEntries(
      list.map((column) => [column.name, column.kind]),
    ) as unknown as DeclaredKinds<Columns>,
    columns: list,
    col: (column: keyof Columns & string) => col(column),
  });
}

/** Whether a value is a dataset that was declared. */
export function isDataset(value: unknown): value is Dataset {
  return (
    typeof value === "object" && value !== null && "kinds" in value && "columns" in value && "name" in value
  );
}
