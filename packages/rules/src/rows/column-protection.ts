import { Either, InvalidArgumentError } from "@dqx/common";
import type { BoundColumn, RowTarget } from "@dqx/sql";

/** Columns whose values nobody is shown. */
export interface ColumnProtection {
  /** Columns that are not shown at all. */
  readonly deny?: readonly string[];
  /** Columns of which it is shown only whether there is a value. */
  readonly mask?: readonly string[];
}

/** What is done with the values of a column. */
export type Disclosure = "shown" | "masked" | "denied";

/** What stands for a value of a masked column. */
export const MASK = "***";

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
