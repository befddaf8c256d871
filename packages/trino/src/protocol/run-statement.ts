import { setTimeout } from "node:timers/promises";
import { type Page, type ResultColumn, readPage } from "./read-page.js";
import { send } from "./request.js";
import type { Server } from "./server.js";
import { TrinoFailure } from "./trino-failure.js";

/** How far the server is with a statement. */
export interface StatementProgress {
  /** The server's id of the query. */
  readonly queryId: string;
  /** Trino's word for where it is, such as `QUEUED` or `RUNNING`. */
  readonly state: string;
  /** How many rows it has read. */
  readonly rows: number;
  /** How many bytes it has read. */
  readonly bytes: number;
  /** From 0 to 100; absent while the server does not know how much there is to do. */
  readonly percentage?: number;
}

/** How a statement is run. */
export interface RunOptions {
  /** After how many milliseconds the server ends it, the time in the queue included. */
  readonly timeout?: number;
  /** Takes each progress that the server reports. */
  readonly onProgress?: (progress: StatementProgress) => void;
}

/** A result, as Trino gives it. */
export interface StatementResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

/** How many milliseconds an abort waits for the server to take note of it. */
const CANCEL_WAIT = 5_000;

/**
 * Runs one statement. An abort, an error and a page that cannot be read end it on the server: without a request to, it
 * would run on.
 *
 * @param server - where
 * @param sql - exactly one statement, which is all that the server takes
 * @param options - how
 * @param signal - ends it
 * @throws TrinoFailure when it fails; the signal's reason when aborted
 */
export async function runStatement(
  server: Server,
  sql: string,
  { timeout, onProgress }: RunOptions = {},
  signal?: AbortSignal,
): Promise<StatementResult> {
  let columns: readonly ResultColumn[] | undefined;
  const rows: (readonly unknown[])[] = [];
  let page = await firstPage(server, sql, timeout, signal);
  for (;;) {
    if (page.error !== undefined) throw new TrinoFailure(page.error.name, page.error.message);
    columns ??= page.columns;
    for (const row of page.data) rows.push(row);
    if (onProgress !== undefined) report(page, onProgress);
    if (page.nextUri === undefined) return { columns: columns ?? [], rows };
    page = await nextPage(server, page.nextUri, signal);
  }
}

// Before the first answer there is nothing that could be cancelled, so an abort waits for it.
async function firstPage(
  server: Server,
  sql: string,
  timeout: number | undefined,
  signal: AbortSignal | undefined,
): Promise<Page> {
  signal?.throwIfAborted();
  const headers = timeout === undefined ? {} : { "X-Trino-Session": `query_max_run_time=${timeout}ms` };
  const given = new AbortController();
  const asked = send(
    server,
    { method: "POST", url: `${server.origin}/v1/statement`, body: sql, headers },
    given.signal,
  ).then(readPage);
  const aborted = rejectionOf(signal);
  try {
    return await Promise.race([asked, aborted.promise]);
  } catch (cause) {
    if (signal?.aborted !== true) throw cause;
    const cancelled = asked.then(({ nextUri }) => cancel(server, nextUri)).catch(ignore);
    await Promise.race([cancelled, setTimeout(CANCEL_WAIT, undefined, { ref: false })]);
    given.abort();
    throw cause;
  } finally {
    aborted.forget();
  }
}

async function nextPage(server: Server, nextUri: string, signal: AbortSignal | undefined): Promise<Page> {
  requireSameOrigin(server, nextUri);
  try {
    return readPage(await send(server, { method: "GET", url: nextUri }, signal));
  } catch (cause) {
    await cancel(server, nextUri);
    signal?.throwIfAborted();
    throw cause;
  }
}

async function cancel(server: Server, nextUri: string | undefined): Promise<void> {
  if (nextUri === undefined) return;
  const limit = AbortSignal.timeout(CANCEL_WAIT);
  await send({ ...server, retryFor: 0 }, { method: "DELETE", url: nextUri }, limit).catch(ignore);
}

// Every request has the credentials in it.
function requireSameOrigin({ origin }: Server, nextUri: string): void {
  const next = URL.canParse(nextUri) ? new URL(nextUri).origin : nextUri;
  if (next === origin) return;
  throw new TrinoFailure(
    "CONNECTION_FAILURE",
    `the server at ${origin} says that its results are at ${next}. Give that as the URL, or set http-server.process-forwarded=true on a server behind a proxy`,
  );
}

function report({ id, stats }: Page, onProgress: (progress: StatementProgress) => void): void {
  const { state, processedRows, processedBytes, progressPercentage } = stats;
  try {
    onProgress({
      queryId: id,
      state: String(state ?? "UNKNOWN"),
      rows: Number(processedRows ?? 0),
      bytes: Number(processedBytes ?? 0),
      ...(typeof progressPercentage === "number" && { percentage: progressPercentage }),
    });
  } catch {
    // Who watches a statement does not end it.
  }
}

function rejectionOf(signal: AbortSignal | undefined): {
  readonly promise: Promise<never>;
  readonly forget: () => void;
} {
  let listener = ignore;
  const promise = new Promise<never>((_, reject) => {
    listener = () => reject(signal?.reason);
    signal?.addEventListener("abort", listener, { once: true });
  });
  return { promise, forget: () => signal?.removeEventListener("abort", listener) };
}

function ignore(): void {}
