import { Either, InvalidArgumentError } from "@dqx/common";
import { type BoundColumn, type ColumnProtection, isProtected, type RowTarget } from "@dqx/sql";

/** What is done with the values of a column. */
export type Disclosure = "shown" | "masked" | "denied";

/** What stands for a value of a masked column. */
const MASK = "***";

/**
 * Finds what may be shown of the columns of some rows.
 *
 * @param target - the rows
 * @param protections - of the source and of the run: a column is denied where one of them says so
 * @returns tells it of a column that has been found
 * @throws {@link InvalidArgumentError} when a protected column is not there: a misspelt name would protect nothing
 */
export function disclosureOf(
  target: Pick<RowTarget, "dataset" | "scope">,
  protections: readonly ColumnProtection[],
): (column: Pick<BoundColumn, "name">) => Disclosure {
  const namesOf = (names: readonly string[]) => new Set(names.map((name) => nameOf(name, target)));
  const denied = namesOf(protections.flatMap(({ deny = [] }) => deny));
  const masked = namesOf(protections.flatMap(({ mask = [] }) => mask));
  return ({ name }) => {
    if (denied.has(name)) return "denied";
    return masked.has(name) ? "masked" : "shown";
  };
}

// As the engine has it: where it ignores the case of names, so does their protection.
function nameOf(name: string, { scope, dataset }: Pick<RowTarget, "dataset" | "scope">): string {
  const found = scope.find(name);
  if (Either.isRight(found)) return found.right.name;
  throw new InvalidArgumentError(
    `A column of dataset '${dataset}' cannot be protected: ${found.left.reason}. Correct its name, or nothing would be protected.`,
  );
}

/**
 * What is selected of all columns where some are protected.
 *
 * @param target - the rows
 * @param protections - of the source and of the run
 * @returns SQL of each column that may be shown, masked ones by a mask; all columns where none is protected
 */
export function shownColumns(target: RowTarget, protections: readonly ColumnProtection[]): readonly string[] {
  if (!isProtected(protections)) return ["*"];
  const disclosure = disclosureOf(target, protections);
  return target.columns.flatMap((column) => shownColumn(column, disclosure(column), target));
}

function shownColumn(
  column: Pick<BoundColumn, "name">,
  disclosure: Disclosure,
  target: RowTarget,
): readonly string[] {
  const quoted = target.dialect.quote(column.name);
  switch (disclosure) {
    case "shown":
      return [quoted];
    case "masked":
      return [`${maskedColumn(column, target)} AS ${quoted}`];
    case "denied":
      return [];
  }
}

/** SQL of a column's mask: null where the value is, and the same text for all others. */
export function maskedColumn(
  { name }: Pick<BoundColumn, "name">,
  { dialect }: Pick<RowTarget, "dialect">,
): string {
  const column = dialect.quote(name);
  return `CASE WHEN ${dialect.rows.isNull(column)} THEN NULL ELSE ${dialect.literal(MASK)} END`;
}
