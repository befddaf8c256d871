import { InvalidArgumentError, inSlices, showValue } from "@dqx/common";

/** Plain JSON: what `JSON.parse` can give. Properties that are `undefined` are left out. */
export type PlainJson =
  | string
  | number
  | boolean
  | null
  | readonly PlainJson[]
  | { readonly [name: string]: PlainJson | undefined };

/** Plain JSON with properties, for example a report. */
export type PlainJsonObject = { readonly [name: string]: PlainJson | undefined };

/** Plain JSON that says which version of its form it has, so that later releases can read it. */
export type VersionedJson = PlainJsonObject & { readonly version: number };

/**
 * The text of plain JSON that has a version.
 *
 * @param what - what the value is, for the message
 * @param value - the value; JavaScript callers may pass anything
 * @throws {@link InvalidArgumentError} when it has no version, or JSON would change it
 */
export function versionedJsonText(what: string, value: object): string {
  requireVersion(what, value);
  return plainJsonText(what, value);
}

/**
 * {@link versionedJsonText} of what may hold long lists, written without keeping others from the event loop.
 *
 * @param what - what the value is, for the message
 * @param value - the value, not to be changed meanwhile; JavaScript callers may pass anything
 * @throws {@link InvalidArgumentError} when it has no version, or JSON would change it
 */
export async function versionedJsonTextInSlices(what: string, value: object): Promise<string> {
  requireVersion(what, value);
  if (!isPlainObject(value)) return plainJsonText(what, value);
  const members: string[] = [];
  for (const [name, child] of Object.entries(value)) {
    if (child === undefined) continue;
    const place = `${what}.${name}`;
    const text = Array.isArray(child) ? await listText(place, child) : plainJsonText(place, child);
    members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(",")}}`;
}

async function listText(place: string, list: readonly unknown[]): Promise<string> {
  const texts: string[] = [];
  await inSlices(list, (item, index) => texts.push(plainJsonText(`${place}.${index}`, item)));
  return `[${texts.join(",")}]`;
}

function requireVersion(what: string, value: object): void {
  const version: unknown =
    typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (typeof version === "number" && Number.isSafeInteger(version) && version > 0) return;
  throw new InvalidArgumentError(
    `${what} is ${showValue(value)}, which says no version. Give an object whose version is a whole number, 1 or more.`,
  );
}

/**
 * Reads what {@link versionedJsonText} wrote.
 *
 * @param text - JSON
 * @throws {@link InvalidArgumentError} when it is not JSON, or has no version
 */
export function parseVersionedJson(text: string): VersionedJson {
  const value = parsePlainJson(text);
  if (isObject(value) && typeof value.version === "number") return { ...value, version: value.version };
  throw new InvalidArgumentError(`${showValue(text)} has no version.`);
}

/**
 * Whether plain JSON is an object.
 *
 * @param value - the value
 */
export function isObject(value: PlainJson): value is PlainJsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The text of plain JSON. It holds no character that a database refuses: JSON escapes U+0000 and lone surrogates.
 *
 * @param what - what the value is, for the message
 * @param value - the value; JavaScript callers may pass anything
 * @throws {@link InvalidArgumentError} naming the place of what JSON would change: NaN, ±Infinity, a bigint, a
 *   function, an object that is not plain, a cycle
 */
export function plainJsonText(what: string, value: unknown): string {
  if (!isPlain(value, MAXIMUM_DEPTH)) requirePlain(what, value, []);
  return JSON.stringify(value);
}

/**
 * Reads what {@link plainJsonText} wrote.
 *
 * @param text - JSON
 * @throws {@link InvalidArgumentError} when it is not JSON
 */
export function parsePlainJson(text: string): PlainJson {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidArgumentError(`${showValue(text)} is not JSON.`, { cause });
  }
}

/** How deep a value is looked at without keeping count of where; cycles are deeper. */
const MAXIMUM_DEPTH = 32;

/** Whether a value is plain, without finding out what of it is not; false for what is too deep to tell. */
function isPlain(value: unknown, depth: number): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value !== "object") return typeof value === "number" && Number.isFinite(value);
  if (depth === 0) return false;
  if (Array.isArray(value)) {
    // Not by every(), which passes over holes.
    for (const child of value) if (!isPlain(child, depth - 1)) return false;
    return true;
  }
  if (!isPlainObject(value)) return false;
  for (const child of Object.values(value)) {
    if (child !== undefined && !isPlain(child, depth - 1)) return false;
  }
  return true;
}

function requirePlain(path: string, value: unknown, ancestors: readonly unknown[]): void {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  const children = ancestors.includes(value) ? undefined : childrenOf(value);
  if (children === undefined) {
    throw new InvalidArgumentError(
      `${path} is ${ancestors.includes(value) ? "a cycle" : showValue(value)}, which is not plain JSON. Use text, finite numbers, booleans, null, lists and plain objects.`,
    );
  }
  const inside = [...ancestors, value];
  for (const [name, child] of children) {
    if (child !== undefined || Array.isArray(value)) requirePlain(`${path}.${name}`, child, inside);
  }
}

/** What a list or a plain object holds, by name; nothing for anything else. */
function childrenOf(value: unknown): readonly (readonly [name: string, child: unknown])[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return Array.from(value, (child, index) => [String(index), child] as const);
  return isPlainObject(value) ? Object.entries(value) : undefined;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
