import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A query, and the values of its placeholders. */
export interface AttackQuery {
  readonly query: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What became of a process that ran queries. */
export interface Attacks {
  /** Of each query, in order: `refused: …` with the message, or `read: …` with what came back. */
  readonly said: readonly string[];
  /** The exit code, or the signal that ended the process. */
  readonly ended: number | string;
}

/** How a query reaches the engine. */
export type Place = "no database" | "file" | "instance" | "connection" | "memory" | "files";

/**
 * Runs queries, one after the other, on sources in a process of its own: DuckDB has ended whole processes over
 * a query. What was said before the end is kept.
 *
 * @param place - the kind of source
 * @param queries - the attacks
 * @param folder - where the process may write
 */
export async function attack(
  place: Place,
  queries: readonly AttackQuery[],
  folder: string,
): Promise<Attacks> {
  const script = fileURLToPath(new URL("./attack-child.mjs", import.meta.url));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, JSON.stringify({ place, queries, folder })],
      { encoding: "utf8" },
      (error, stdout) => {
        const ended = error === null ? 0 : (error.signal ?? error.code ?? "unknown");
        const said = stdout.split("\n").filter((line) => line !== "");
        resolve({ said: said.map((line) => String(JSON.parse(line))), ended });
      },
    );
  });
}
