import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import type { SourceParameters } from "@dqx/common";
import { clickhouseDialect } from "@dqx/sql";
import { loadClickHouse } from "./load-clickhouse.js";
import { FORMAT, readTable, type TextTable } from "./read-table.js";
import type { StatementSettings } from "./statement-settings.js";

/** A statement that is ready to run. */
export interface ReadyStatement {
  readonly sql: string;
  readonly parameters?: SourceParameters;
  readonly settings?: StatementSettings;
}

/** After how many milliseconds a request to end a statement is repeated: one that has just begun may not hear it. */
const KILL_AGAIN = 200;
/** How often it is asked for before the connection is cut. */
const KILLS = 25;

/**
 * Runs one statement.
 *
 * An abort asks the server to end the statement, by its id, until it has ended. Where that cannot be asked for, the
 * connection is cut.
 *
 * @param client - where
 * @param statement - what; the interface takes exactly one
 * @returns its result
 * @throws the signal's reason when aborted; what the client throws when it fails
 */
export async function runStatement(
  client: ClickHouseClient,
  statement: ReadyStatement,
  signal?: AbortSignal,
): Promise<TextTable> {
  signal?.throwIfAborted();
  const id = randomUUID();
  const cut = new AbortController();
  const running = request(client, statement, id, cut.signal);
  let killing: Promise<void> | undefined;
  const kill = (): void => {
    killing = killUntilEnded(client, id, running).catch(() => cut.abort());
  };
  signal?.addEventListener("abort", kill, { once: true });
  try {
    return readTable(await running);
  } catch (cause) {
    signal?.throwIfAborted();
    if (isAbandoned(cause)) await killOnce(client, id).catch(() => undefined);
    throw cause;
  } finally {
    signal?.removeEventListener("abort", kill);
    await killing;
  }
}

async function request(
  client: ClickHouseClient,
  { sql, parameters = {}, settings = {} }: ReadyStatement,
  id: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { stream } = await client.exec({
    query: sql,
    query_id: id,
    query_params: { ...parameters },
    // The answer begins when the statement has succeeded, so that its status tells of a failure.
    clickhouse_settings: { ...settings, default_format: FORMAT, wait_end_of_query: 1 },
    abort_signal: signal,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  throwException(bytes);
  return bytes;
}

// A client of the caller's own may have the server answer before the statement has ended; then a failure is its text.
function throwException(bytes: Buffer): void {
  const [, code, message = "", type] =
    /^Code: (\d+)\. DB::Exception: ([\s\S]*?)\s*\((\w+)\)(?: \(version [\s\S]*)?\s*$/.exec(
      bytes.toString("utf8", 0, 4_096),
    ) ?? [];
  if (code === undefined) return;
  const { ClickHouseError } = loadClickHouse();
  throw new ClickHouseError({ message, code, ...(type !== undefined && { type }) });
}

async function killUntilEnded(
  client: ClickHouseClient,
  id: string,
  running: Promise<unknown>,
): Promise<void> {
  let hasEnded = false;
  const end = running.then(ignore, ignore).then(() => {
    hasEnded = true;
  });
  for (let asked = 0; asked < KILLS && !hasEnded; asked += 1) {
    await killOnce(client, id);
    await Promise.race([end, setTimeout(KILL_AGAIN)]);
  }
  if (!hasEnded) throw new Error("the statement has not ended");
}

async function killOnce(client: ClickHouseClient, id: string): Promise<void> {
  await client.command({ query: `KILL QUERY WHERE query_id = ${clickhouseDialect.literal(id)} ASYNC` });
}

// The client stopped waiting, and the server did not stop working.
function isAbandoned(cause: unknown): boolean {
  return cause instanceof Error && /^Timeout error/.test(cause.message);
}

function ignore(): void {}
