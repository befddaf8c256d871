import { DQXError } from "@dqx/common";

/** A metric whose value is asked for before anything has named its dataset. */
export class UnresolvedDatasetError extends DQXError {
  readonly _tag = "UnresolvedDatasetError";
}
