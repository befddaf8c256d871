import { InvalidArgumentError, showValue } from "@dqx/common";

/** How a batch is stored. */
export interface PersistOptions {
  /** The batch's own name, 1 to 255 characters, under which it is stored once however often it is sent. */
  readonly batchId?: string;
}

/**
 * Checks the id of a batch.
 *
 * @param batchId - what was given
 * @throws {@link InvalidArgumentError} when it is no text of 1 to 255 characters
 */
export function requireBatchId(batchId: string | undefined): string | undefined {
  if (batchId === undefined) return undefined;
  const valid = typeof batchId === "string" && batchId.isWellFormed() && !batchId.includes("\0");
  if (valid && batchId !== "" && [...batchId].length <= 255) return batchId;
  throw new InvalidArgumentError(
    `${showValue(batchId)} is no batch id. Give 1 to 255 characters, for example a UUID.`,
  );
}
