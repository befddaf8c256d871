import { nearestName } from "@dqx/common";
import { duckdbDialect } from "../dialects/duckdb.js";
import { PlanningError } from "../plan/planning-error.js";
import type { Dialect } from "./dialect.js";

/** The dialects that are known without being given. */
const builtIn: readonly Dialect[] = [duckdbDialect];

/**
 * The dialect of a source.
 *
 * @param name - what the source calls it
 * @param dataset - the source's name, for the message
 * @param given - dialects beside the built-in ones; they win
 * @throws {@link PlanningError} listing the known dialects
 */
export function findDialect(name: string, dataset: string, given: readonly Dialect[] = []): Dialect {
  const known = new Map([...builtIn, ...given].map((dialect) => [dialect.name, dialect]));
  const dialect = known.get(name);
  if (dialect !== undefined) return dialect;
  const nearest = nearestName(name, known.keys());
  const hint =
    nearest === undefined ? `Known are: ${[...known.keys()].join(", ")}.` : `Did you mean '${nearest}'?`;
  throw new PlanningError(
    `Dataset '${dataset}' speaks the SQL dialect '${name}', which is unknown. ${hint} Give others as \`dialects\`.`,
  );
}
