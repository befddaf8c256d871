import { DQXError, nearestName } from "@dqx/common";

/** A dataset that is unknown, ambiguous or not allowed where it is used. */
export class DatasetError extends DQXError {
  readonly _tag = "DatasetError";
}

/**
 * The error for a dataset that the run does not have.
 *
 * @param place - who asked for it
 * @param name - what was asked for
 * @param known - the datasets of the run
 */
export function unknownDataset(place: string, name: string, known: readonly string[]): DatasetError {
  const nearest = nearestName(name, known);
  const hint = nearest === undefined ? "" : ` Did you mean '${nearest}'?`;
  return new DatasetError(
    `${place} names the dataset '${name}', which this run does not have.${hint} Known datasets: ${listNames(known)}.`,
  );
}

/** Names in quotes, separated by commas. */
export function listNames(names: Iterable<string>): string {
  return [...names].map((name) => `'${name}'`).join(", ");
}
