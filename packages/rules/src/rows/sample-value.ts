import { escapeControls, type SqlValue } from "@dqx/common";

/** A value of a row as it is shown: plain JSON. */
export type SampleValue = null | boolean | number | string;

/** How many characters of a text are shown. */
const LONGEST_TEXT = 200;

/**
 * A value as it is shown. Numbers that JSON or a double does not hold are texts, as are bytes and lists; long texts
 * are cut off, and control characters escaped.
 *
 * @param value - what the engine gave
 */
export function toSampleValue(value: SqlValue): SampleValue {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "string") return shorten(escapeControls(value.toWellFormed()));
  if (value instanceof Uint8Array) return shorten(`0x${Buffer.from(value).toString("hex")}`);
  return shorten(JSON.stringify(value.map(toSampleValue)));
}

// By code points, so that no character is cut in two.
function shorten(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${Array.from(text).slice(0, LONGEST_TEXT).join("")}…`;
}
