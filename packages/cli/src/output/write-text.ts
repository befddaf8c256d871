import { appendFileSync, writeFileSync } from "node:fs";
import { InvalidArgumentError } from "@dqx/common";

/**
 * Writes a file, or adds to it.
 *
 * @param what - what is written, as a message begins: `The report`
 * @param path - where
 * @param text - what it holds
 * @param mode - whether what is there is replaced or kept
 * @throws `InvalidArgumentError` when that cannot be done
 */
export function writeText(
  what: string,
  path: string,
  text: string,
  mode: "replace" | "append" = "replace",
): void {
  try {
    if (mode === "append") appendFileSync(path, text);
    else writeFileSync(path, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidArgumentError(`${what} cannot be written to ${path}: ${reason}`, { cause });
  }
}
