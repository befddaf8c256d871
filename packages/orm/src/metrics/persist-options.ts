import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";

/** How a batch is stored. */
export interface PersistOptions {
  /** The batch's own name, 1 to 255 characters, under which it is stored once however often it is sent. */
  readonly batchId?: string;
}

/**
 * The id of a batch.
 *
 * @param options - what was given
 * @throws {@link InvalidArgumentError} when it is no text of 1 to 255 characters
 */
export function batchIdOf(options: PersistOptions): string | undefined {
  requireKnownOptions("persist", options, ["batchId"]);
  const { batchId } = options;
  if (batchId === undefined) return undefined;
  const valid = typeof batchId === "string" && batchId.isWellFormed() && !batchId.includes("\0");
  if (valid && batchId !== "" && [...batchId].length <= 255) return batchId;
  throw new InvalidArgumentError(
    `${showValue(batchId)} is no batch id. Give 1 to 255 characters, for example a UUID.`,
  );
}
