import { inspect } from "node:util";

/** What stands in the place of a password. */
const HIDDEN = "…";

/**
 * A text without the passwords of the URLs in it: `postgres://me@host/db` for `postgres://me:secret@host/db`.
 *
 * @param text - any text
 */
export function withoutUserInfo(text: string): string {
  return text.replaceAll(URL_USER, "$1@");
}

/**
 * A host or a database's name without what somebody put before an `@` or behind a `?` in it.
 *
 * @param text - what should be a name, and may be the whole of a URL, or `user:password@host`
 */
export function withoutCredentials(text: string): string {
  return withoutUserInfo(text)
    .replace(BARE_USER, "$1@")
    .replace(/[?#].*$/s, "");
}

/**
 * A text of a driver without any password of the options that the database was opened with.
 *
 * @param text - what the driver said
 * @param options - TypeORM's options, or what was given in their place
 */
export function withoutSecrets(text: string, options: unknown): string {
  let clean = withoutUserInfo(text);
  for (const [secret, shown] of secretsIn(options)) clean = clean.replaceAll(secret, shown);
  return clean;
}

/**
 * An error of a driver as it may be kept: itself, or its clean message alone when anything of it shows a password.
 *
 * @param cause - what was thrown
 * @param options - TypeORM's options
 */
export function withoutSecretsInCause(cause: unknown, options: unknown): unknown {
  const all = inspect(cause, { depth: 6, showHidden: true });
  if (withoutSecrets(all, options) === all) return cause;
  const clean = new Error(withoutSecrets(cause instanceof Error ? cause.message : String(cause), options));
  const code = cause instanceof Error && "code" in cause ? { code: cause.code } : {};
  return Object.assign(clean, code);
}

// A password with an @ in it goes up to the last one.
const URL_USER = /([a-z][\w+.-]*:\/\/[^\s/:@'"]*):[^\s'"]*@/gi;
const BARE_USER = /^([^\s/:@]*):(?!\/\/).*@/s;

const SECRET_NAME = /pass(?:word|wd|phrase)|pwd|secret|token|credential|^key$/i;
const PLACE_NAME = /^(?:host|user(?:name)?|url)$/i;
/** Shorter ones would hide half of every message; where a URL has them they are cut out as part of it. */
const SHORTEST_SECRET = 4;
const DEEPEST = 5;

/** What must not be shown, and what is shown instead; whole values first, since they hold the others. */
function* secretsIn(
  value: unknown,
  name = "",
  depth = 0,
): Iterable<readonly [secret: string, shown: string]> {
  if (typeof value === "string") yield* secretsOfText(value, name);
  if (value instanceof URL) yield* secretsOfText(value.href, "url");
  if (!isPlain(value) || depth > DEEPEST) return;
  for (const [key, inner] of Object.entries(value))
    if (key !== "driver") yield* secretsIn(inner, key, depth + 1);
}

// Options are plain; a driver's module or a logger is not, and is no business of ours.
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
}

function* secretsOfText(text: string, name: string): Iterable<readonly [secret: string, shown: string]> {
  if (SECRET_NAME.test(name) && text.length >= SHORTEST_SECRET) yield [text, HIDDEN];
  const bare = PLACE_NAME.test(name) ? BARE_USER.exec(text) : null;
  if (bare !== null) yield [text, withoutCredentials(text)];
  const password =
    /:\/\/[^\s/:@]*:([^\s]*)@/.exec(text)?.[1] ?? bare?.[0].slice((bare[1]?.length ?? 0) + 1, -1);
  for (const secret of [password, decoded(password)]) {
    if (secret !== undefined && secret.length >= SHORTEST_SECRET) yield [secret, HIDDEN];
  }
  for (const [, key = "", parameter = ""] of text.matchAll(/[?&]([^=&#\s]+)=([^&#\s]*)/g)) {
    if (SECRET_NAME.test(key) && parameter.length >= SHORTEST_SECRET) yield [parameter, HIDDEN];
  }
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
