import { DQXError } from "@dqx/common";

/** A data source that cannot be read: a file, table or database that is not there, or a query that is refused. */
export class SourceError extends DQXError {
  readonly _tag = "SourceError";
}
