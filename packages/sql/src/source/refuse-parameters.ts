import type { SourceParameters } from "@dqx/common";
import { SourceError } from "./source-error.js";

/**
 * Refuses parameters for a source that takes none.
 *
 * @throws {@link SourceError} naming the first one
 */
export function refuseParameters(dataset: string, parameters: SourceParameters): void {
  const [name] = Object.keys(parameters);
  if (name === undefined) return;
  throw new SourceError(
    `dataset '${dataset}' takes no parameters, and was given '${name}'. Leave it out, or make the source from a query that uses $${name}.`,
  );
}
