// A new and empty ClickHouse for tests and the demo, in a process of its own: the HTTP interface of ClickHouse in front
// of chdb, which is its engine as a library. Usage: node scripts/clickhouse.mjs
// When it is ready, one line of JSON says where it is: {"url": "http://…"}. It stops and its files are removed when
// stdin ends or a signal asks for it. Exits with 69 where the engine cannot be had.
//
// What it cannot tell: requests run one after another, there are no users and no clusters, and an abandoned request
// runs on. `KILL QUERY WHERE query_id = '…'` ends what runs, and system.processes shows it, as on a server.
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { gunzipSync } from "node:zlib";
import { ChdbUnavailable, loadChdb } from "./chdb.mjs";

/**
 * @typedef {import("./chdb.mjs").ChdbSession} ChdbSession
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 */

const UNAVAILABLE = 69;

/** Parameters of a request that are no settings. */
const OWN = new Set(
  `query database default_format query_id session_id session_timeout session_check user password role
  enable_http_compression compress decompress quota_key wait_end_of_query send_progress_in_http_headers buffer_size
  cancel_http_readonly_queries_on_client_close http_headers_progress_interval_ms`.split(/\s+/),
);

/** @type {Readonly<Record<number, number>>} the statuses of errors, by their numbers; all others are 500 */
const STATUSES = {
  516: 403,
  497: 403,
  60: 404,
  81: 404,
  46: 404,
  47: 404,
  115: 404,
  62: 400,
  53: 400,
  159: 408,
};

let stopping = false;
const folder = await mkdtemp(join(tmpdir(), "dqx-clickhouse-"));
process.stdin.on("close", stop).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);

/** @type {ChdbSession | undefined} */
let engine;
/** @type {ChdbSession | undefined} a second connection to the same engine, which answers while the first one works */
let watcher;
/** @type {Promise<unknown>} */
let queue = Promise.resolve();
/** @type {string | undefined} the request that runs */
let running;
/** @type {Set<string>} the requests that wait and are to end before they run */
const killed = new Set();
let current = "default";
/** @type {Set<string>} parameters that were bound: a session cannot forget them */
const bound = new Set();

try {
  const { Session } = await loadChdb((line) => process.stderr.write(`${line}\n`));
  engine = new Session(folder);
  watcher = new Session(folder);
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ChdbUnavailable ? UNAVAILABLE : 1;
  await stop();
}

/** Ends the process; the engine's threads end with it. */
async function stop() {
  if (stopping) return;
  stopping = true;
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit();
}

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
async function answer(request, response) {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname === "/ping") return void response.end("Ok.\n");
  const sql = await textOf(request, url.searchParams);
  const id = url.searchParams.get("query_id") ?? "";
  response.setHeader("X-ClickHouse-Query-Id", id);
  response.setHeader("X-ClickHouse-Timezone", "UTC");
  try {
    const bytes = await (isWatched(sql)
      ? watch(sql, url.searchParams)
      : inTurn(() => run(sql, id, url.searchParams)));
    response.setHeader("X-ClickHouse-Summary", JSON.stringify({ read_rows: "0" }));
    response.end(bytes);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, code = "1002", rest = `DB::Exception: ${message}. (UNKNOWN_EXCEPTION)`] =
      /Code: (\d+)\. (DB::Exception: [\s\S]*)/.exec(message) ?? [];
    response.writeHead(STATUSES[Number(code)] ?? 500, { "X-ClickHouse-Exception-Code": code });
    response.end(`Code: ${code}. ${rest}\n`);
  }
}

/**
 * The statement of a request, which stands in its address or its body, or begins in the one and ends in the other.
 * @param {IncomingMessage} request
 * @param {URLSearchParams} parameters
 */
async function textOf(request, parameters) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const body = (request.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw).toString();
  const first = parameters.get("query") ?? "";
  return (first !== "" && body !== "" ? `${first}\n${body}` : first + body).trim();
}

/**
 * Runs a job when those before it have ended: the settings of one request must not meet another's.
 * @template T
 * @param {() => Promise<T>} job
 * @returns {Promise<T>}
 */
function inTurn(job) {
  const turn = queue.then(job);
  queue = turn.catch(() => undefined);
  return turn;
}

/** @param {string} sql whether it is about what runs */
function isWatched(sql) {
  return /^\s*KILL QUERY\b/i.test(sql) || /\bsystem\.processes\b/.test(sql);
}

/**
 * Answers beside the request that runs. The engine gives requests numbers of its own.
 * @param {string} sql
 * @param {URLSearchParams} parameters
 * @returns {Promise<Uint8Array>}
 */
async function watch(sql, parameters) {
  const format = formatOf(sql, parameters);
  const id = /^\s*KILL QUERY WHERE query_id = '([^']*)'/i.exec(sql)?.[1];
  if (id === undefined) return (await connection(watcher).queryAsync(sql, { format })).bytes();
  if (id !== running) {
    killed.add(id);
    return new Uint8Array();
  }
  const own = connection(watcher).query(
    "SELECT query_id FROM system.processes WHERE query NOT LIKE '%system.processes%'",
    "TabSeparated",
  );
  const kill = `KILL QUERY WHERE query_id = '${own.trim()}'`;
  return (await connection(watcher).queryAsync(kill, { format })).bytes();
}

/**
 * Runs a statement with the settings and parameters of its request, which end with it.
 * @param {string} sql
 * @param {string} id
 * @param {URLSearchParams} parameters
 * @returns {Promise<Uint8Array>}
 */
async function run(sql, id, parameters) {
  if (killed.delete(id))
    throw new Error("Code: 394. DB::Exception: Query was cancelled. (QUERY_WAS_CANCELLED)");
  requireOneStatement(sql);
  requireParameters(sql, parameters);
  const values = [...parameters].filter(([name]) => name.startsWith("param_"));
  // The last one forbids to set others, so it is also the first one that ends.
  const settings = [...parameters]
    .filter(([name]) => !OWN.has(name) && !name.startsWith("param_"))
    .sort(([a], [b]) => Number(a === "readonly") - Number(b === "readonly"));
  use(parameters.get("database") ?? "");
  running = id;
  try {
    set([...values, ...settings]);
    for (const [name] of values) bound.add(name);
    const result = await connection(engine).queryAsync(sql, { format: formatOf(sql, parameters) });
    return Buffer.from(result.bytes());
  } finally {
    running = undefined;
    reset(settings.map(([name]) => name).reverse());
  }
}

/** @param {string} database that names without one are in; the default one when empty */
function use(database) {
  const name = database === "" ? "default" : database;
  if (name !== current) connection(engine).query(`USE \`${name.replaceAll("`", "\\`")}\``);
  current = name;
}

/** @param {[string, string][]} values by name */
function set(values) {
  if (values.length === 0) return;
  const changes = values.map(([name, value]) => {
    if (/^\w+$/.test(name)) return `${name} = ${literal(value)}`;
    throw new Error(`Code: 115. DB::Exception: Unknown setting '${name}'. (UNKNOWN_SETTING)`);
  });
  connection(engine).query(`SET ${changes.join(", ")}`);
}

/** @param {string[]} names of settings; those that were unknown have been refused, and none of the request has been set */
function reset(names) {
  if (names.length === 0) return;
  try {
    connection(engine).query(`SET ${names.map((name) => `${name} = DEFAULT`).join(", ")}`);
  } catch {
    // A name was unknown.
  }
}

/**
 * The engine takes several statements, and the interface only one.
 * @param {string} sql
 */
function requireOneStatement(sql) {
  if (sql.includes(";") && !/^\s*INSERT\b/i.test(sql))
    connection(engine).query(`SELECT formatQuerySingleLine(${literal(sql)})`);
}

/**
 * A parameter that was bound before would be bound again.
 * @param {string} sql
 * @param {URLSearchParams} parameters
 */
function requireParameters(sql, parameters) {
  for (const [, name] of sql.replaceAll(/'(?:[^'\\]|\\[\s\S])*'/g, "''").matchAll(/\{(\w+):/g)) {
    if (!bound.has(`param_${name}`) || parameters.has(`param_${name}`)) continue;
    throw new Error(
      `Code: 456. DB::Exception: Substitution \`${name}\` is not set. (UNKNOWN_QUERY_PARAMETER)`,
    );
  }
}

/**
 * @param {string} sql
 * @param {URLSearchParams} parameters
 */
function formatOf(sql, parameters) {
  return /\bFORMAT\s+(\w+)\s*$/i.exec(sql)?.[1] ?? parameters.get("default_format") ?? "TabSeparated";
}

/** @param {string} text */
function literal(text) {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\0", "\\0")}'`;
}

/**
 * @param {ChdbSession | undefined} session
 * @returns {ChdbSession}
 */
function connection(session) {
  if (session === undefined) throw new Error("The engine has not started.");
  return session;
}
