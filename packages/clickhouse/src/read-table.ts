import { SourceError } from "@dqx/sql";

/** The format of all results: exact, and the same whatever the settings that say how numbers are written in JSON. */
export const FORMAT = "TabSeparatedWithNamesAndTypes";

/** A result, as ClickHouse writes it. */
export interface TextTable {
  readonly names: readonly string[];
  /** ClickHouse's names of the types. */
  readonly types: readonly string[];
  /** Each value's text; null for NULL. */
  readonly rows: readonly (readonly (string | null)[])[];
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["r", "\r"],
  ["n", "\n"],
  ["t", "\t"],
  ["0", "\0"],
]);

/**
 * Reads a result.
 *
 * @param bytes - in {@link FORMAT}
 * @throws SourceError when it is something else, or has texts that are not UTF-8
 */
export function readTable(bytes: Uint8Array): TextTable {
  const [names = [], types, ...rows] = linesOf(decode(bytes)).map((line) => line.split("\t").map(unescaped));
  const isTable = types !== undefined && [types, ...rows].every(({ length }) => length === names.length);
  if (!isTable) {
    throw new SourceError(
      `the server answered with something that is no result: ${JSON.stringify(names[0] ?? "")}`,
    );
  }
  return { names: names.map(String), types: types.map(String), rows };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new SourceError(
      "a text is not UTF-8, and would not be what it is. Make it one in the source's query, by hex() or toValidUTF8()",
      { cause },
    );
  }
}

// Each line ends in a line feed; those inside of values are escaped.
function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function unescaped(text: string): string | null {
  if (text === "\\N") return null;
  return text.includes("\\")
    ? text.replaceAll(/\\([\s\S])/g, (_, character: string) => ESCAPES.get(character) ?? character)
    : text;
}
