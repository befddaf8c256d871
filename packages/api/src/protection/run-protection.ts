import { requireKnownOptions } from "@dqx/common";
import { type ColumnProtection, requireProtection, type SqlDataSource } from "@dqx/sql";

/** Columns whose values a run shows nobody, by dataset: beside those that the sources protect themselves. */
export type RunProtection = Readonly<Record<string, ColumnProtection>>;

/** What is protected of each dataset, by the source and by the run. */
export type Protections = (dataset: string) => readonly ColumnProtection[];

/**
 * What is protected in a run.
 *
 * @param protect - the run's own option
 * @param sources - the sources of the run
 * @returns gives what is protected of a dataset
 * @throws `InvalidArgumentError` when a dataset is not among the run's, or its protection is none
 */
export function protectionsOf(
  protect: RunProtection | undefined,
  sources: readonly Pick<SqlDataSource, "name" | "protection">[],
): Protections {
  const names = sources.map(({ name }) => name);
  const given = protect ?? {};
  requireKnownOptions("protect", given, names);
  const own = new Map(
    Object.entries(given).map(([name, protection]) => [
      name,
      requireProtection(`protect of dataset '${name}'`, protection),
    ]),
  );
  const all = new Map(
    sources.map(({ name, protection }) => [
      name,
      [protection, own.get(name)].filter((each) => each !== undefined),
    ]),
  );
  return (dataset) => all.get(dataset) ?? [];
}
