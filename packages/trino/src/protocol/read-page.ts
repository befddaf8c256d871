import { TrinoFailure } from "./trino-failure.js";

/** A column of a result. */
export interface ResultColumn {
  readonly name: string;
  /** Trino's name of its type. */
  readonly type: string;
}

/** One answer of the protocol: a part of the result, and where the next one is. */
export interface Page {
  readonly nextUri?: string;
  readonly columns?: readonly ResultColumn[];
  readonly data: readonly (readonly unknown[])[];
  readonly stats: Readonly<Record<string, unknown>>;
  readonly id: string;
  readonly error?: { readonly name: string; readonly message: string };
}

// Texts, which are left alone, and numbers.
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LONG_INTEGER = /^-?\d{16,}$/;

/**
 * Reads an answer. Whole numbers that a double would round become texts.
 *
 * @param text - JSON
 * @throws TrinoFailure when it is something else
 */
export function readPage(text: string): Page {
  const answer = parse(text);
  if (!isRecord(answer) || typeof answer.id !== "string") throw unreadable(text);
  const { id, nextUri, columns, data, stats, error } = answer;
  return {
    id,
    data: isRows(data) ? data : [],
    stats: isRecord(stats) ? stats : {},
    ...(typeof nextUri === "string" && { nextUri }),
    ...(Array.isArray(columns) && { columns: columns.map(columnOf) }),
    ...(isRecord(error) && {
      error: {
        name: String(error.errorName ?? "UNKNOWN"),
        message: String(error.message ?? "no reason was given"),
      },
    }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(TOKENS, (token) => (LONG_INTEGER.test(token) ? `"${token}"` : token)));
  } catch {
    throw unreadable(text);
  }
}

function columnOf(column: unknown): ResultColumn {
  const { name, type } = isRecord(column) ? column : {};
  return { name: String(name), type: String(type) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRows(value: unknown): value is readonly (readonly unknown[])[] {
  return Array.isArray(value) && value.every((row) => Array.isArray(row));
}

function unreadable(text: string): TrinoFailure {
  return new TrinoFailure(
    "CONNECTION_FAILURE",
    `the server answered with something that is not Trino's protocol: ${JSON.stringify(text.slice(0, 80))}`,
  );
}
