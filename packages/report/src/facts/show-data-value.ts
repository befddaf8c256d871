import { showNumber } from "./show-number.js";

/** How long a text may be before it is cut. */
const LONGEST = 40;

/**
 * A value of a column for people.
 *
 * @param value - as a profile or a detail of a metric has it
 * @returns `null` for null; a text in quotes when it would not show what it is
 */
export function showDataValue(value: null | boolean | number | string): string {
  if (value === null) return "null";
  if (typeof value === "number") return showNumber(value);
  if (typeof value === "boolean") return String(value);
  const characters = [...value];
  const text = characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : value;
  return value === "" || value.trim() !== value || value === "null" ? `"${text}"` : text;
}
