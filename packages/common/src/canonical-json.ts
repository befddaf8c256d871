import { InvalidArgumentError } from "./invalid-argument-error.js";
import { showValue } from "./text/show-value.js";

/** What canonical JSON can hold: JSON and whole numbers of any size. */
export type CanonicalValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [name: string]: CanonicalValue | undefined };

/** The name of the property that holds a bigint's digits in canonical JSON. */
const BIGINT = "$bigint";
const WHOLE_NUMBER = /^(?:0|-?[1-9]\d*)$/;

/**
 * Writes a value as JSON whose text is the same for equal values: keys sorted by UTF-16 code unit, no white
 * space, absent (`undefined`) properties left out. `1`, `1n` and `"1"` differ; `0` and `-0` are equal.
 *
 * The one identity function of DQX: metric specs, tags and parameters are compared, hashed and stored by it.
 * Numbers and text are written as by RFC 8785 (JSON Canonicalization Scheme); bigints, which JSON has not,
 * as `{"$bigint":"…"}`.
 *
 * @param value - the value
 * @returns its canonical text
 * @throws {@link InvalidArgumentError} naming the place of a value that JSON cannot hold (NaN, ±Infinity, a
 *   function, a `Date`, lone surrogates, a cycle)
 */
export function canonicalJson(value: CanonicalValue): string {
  return write(value, undefined);
}

/**
 * Reads what {@link canonicalJson} wrote, bigints included.
 *
 * @param text - canonical JSON
 * @throws {@link InvalidArgumentError} when the text is not JSON, or holds a damaged bigint
 */
export function parseCanonicalJson(text: string): CanonicalValue {
  try {
    return JSON.parse(text, (_, value: unknown) => unwrapBigint(value));
  } catch (cause) {
    throw new InvalidArgumentError(`${showValue(text)} is not canonical JSON.`, { cause });
  }
}

/** Where a value stands: a step inward from what it is in, which is written out only for a message. */
interface Place {
  readonly inside: Place | undefined;
  readonly container: object;
  readonly step: string | number;
}

function write(value: unknown, place: Place | undefined): string {
  switch (typeof value) {
    case "string":
      return writeText(value, place);
    case "boolean":
      return String(value);
    case "bigint":
      return `{"${BIGINT}":"${value}"}`;
    case "number":
      if (!Number.isFinite(value)) refuse(showValue(value), place);
      return JSON.stringify(value);
    case "object":
      return value === null ? "null" : writeObject(value, place);
    default: // foreign: values of any kind may be passed
      return refuse(showValue(value), place);
  }
}

function writeText(text: string, place: Place | undefined): string {
  if (!text.isWellFormed()) refuse(showValue(text), place);
  return JSON.stringify(text);
}

// By loops: identities are written thousands of times in a run.
function writeObject(value: object, place: Place | undefined): string {
  if (isInside(value, place)) refuse("a cycle", place);
  if (Array.isArray(value)) {
    let items = "";
    for (let index = 0; index < value.length; index++) {
      if (index > 0) items += ",";
      items += write(value[index], { inside: place, container: value, step: index });
    }
    return `[${items}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) refuse(showValue(value), place);
  if (BIGINT in value) refuse(showValue(value), place);
  const record = value as Readonly<Record<string, unknown>>;
  let members = "";
  for (const name of Object.keys(record).sort()) {
    const member = record[name];
    if (member === undefined) continue;
    if (members !== "") members += ",";
    members += `${writeText(name, place)}:${write(member, { inside: place, container: value, step: name })}`;
  }
  return `{${members}}`;
}

function isInside(value: object, place: Place | undefined): boolean {
  for (let outer = place; outer !== undefined; outer = outer.inside) {
    if (outer.container === value) return true;
  }
  return false;
}

function pathOf(place: Place | undefined): string {
  if (place === undefined) return "value";
  const { inside, step } = place;
  return typeof step === "number" ? `${pathOf(inside)}[${step}]` : `${pathOf(inside)}.${step}`;
}

function unwrapBigint(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(BIGINT in value)) return value;
  const digits = value[BIGINT];
  const whole = typeof digits === "string" && WHOLE_NUMBER.test(digits) && Object.keys(value).length === 1;
  if (!whole) throw new SyntaxError(`${showValue(value)} is no bigint`);
  return BigInt(digits);
}

function refuse(what: string, place: Place | undefined): never {
  throw new InvalidArgumentError(
    `${pathOf(place)} is ${what}, which has no canonical JSON. Use text, finite numbers, bigints, booleans, null, lists and plain objects.`,
  );
}
