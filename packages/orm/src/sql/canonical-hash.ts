import { createHash } from "node:crypto";

/**
 * The hash by which canonical text is looked up: the first 128 bits of its SHA-256, as 32 hex digits.
 *
 * Every lookup compares the full text too, so that two texts of one hash are never mixed up.
 *
 * @param text - canonical JSON
 */
export function canonicalHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
