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
  return write(value, "value", []);
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

function write(value: unknown, path: string, ancestors: readonly object[]): string {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) refuse(showValue(value), path);
      return JSON.stringify(value);
    case "boolean":
      return String(value);
    case "bigint":
      return `{"${BIGINT}":"${value}"}`;
    case "number":
      if (!Number.isFinite(value)) refuse(showValue(value), path);
      return JSON.stringify(value);
    case "object":
      return value === null ? "null" : writeObject(value, path, ancestors);
    default: // foreign: values of any kind may be passed
      return refuse(showValue(value), path);
  }
}

function writeObject(value: object, path: string, ancestors: readonly object[]): string {
  if (ancestors.includes(value)) refuse("a cycle", path);
  const inside = [...ancestors, value];
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item, index) => write(item, `${path}[${index}]`, inside)).join(",")}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) refuse(showValue(value), path);
  if (BIGINT in value) refuse(showValue(value), path);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${write(name, path, [])}:${write(member, `${path}.${name}`, inside)}`);
  return `{${members.join(",")}}`;
}

function unwrapBigint(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(BIGINT in value)) return value;
  const digits = value[BIGINT];
  const whole = typeof digits === "string" && WHOLE_NUMBER.test(digits) && Object.keys(value).length === 1;
  if (!whole) throw new SyntaxError(`${showValue(value)} is no bigint`);
  return BigInt(digits);
}

function refuse(what: string, path: string): never {
  throw new InvalidArgumentError(
    `${path} is ${what}, which has no canonical JSON. Use text, finite numbers, bigints, booleans, null, lists and plain objects.`,
  );
}
