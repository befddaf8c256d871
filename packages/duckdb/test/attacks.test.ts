import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Attacks, attack, type Place } from "./attack.js";

let folder: string;
let parquet: Buffer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dqx-attack-"));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`COPY (SELECT 1 AS a) TO '${folder}/t.parquet'`);
  await connection.run(`COPY (SELECT 'hunter2' AS pw) TO '${folder}/secret.csv'`);
  connection.closeSync();
  parquet = readFileSync(join(folder, "t.parquet"));
  writeFileSync(join(folder, "plain"), "a plain file");
});
afterAll(() => rmSync(folder, { recursive: true }));

const everywhere: readonly Place[] = ["no database", "file", "instance", "connection", "memory", "files"];
const withTables: readonly Place[] = ["file", "instance", "connection"];

/** Queries that must be refused before they are bound, by name; FOLDER is where the process may write. */
const ATTACKS: readonly (readonly [string, readonly Place[], string])[] = [
  [
    "a log that is a file, filled by write_log",
    everywhere,
    `SELECT write_log('owned', level := 'error', scope := 'database')
     FROM enable_logging(level = 'info', storage = 'file', storage_config = {'path': 'FOLDER/log'})
     RIGHT JOIN range(3) r(i) ON true`,
  ],
  [
    "a log below a file, over which DuckDB ended the process",
    everywhere,
    `SELECT write_log('owned', level := 'error', scope := 'database')
     FROM enable_logging(level = 'info', storage = 'file', storage_config = {'path': 'FOLDER/plain/log'})
     RIGHT JOIN range(3) r(i) ON true`,
  ],
  ["write_log alone", everywhere, "SELECT write_log('owned', level := 'error', scope := 'database')"],
  ["write_log in a lambda", everywhere, "SELECT list_transform([1], lambda x: write_log('owned'))"],
  ["write_log in ORDER BY", everywhere, "SELECT 1 ORDER BY write_log('owned')"],
  ["write_log as a method", everywhere, "SELECT ('owned').write_log()"],
  ["write_log in a window", everywhere, "SELECT count(*) OVER (ORDER BY write_log('owned'))"],
  ["write_log by its schema", everywhere, "SELECT system.main.write_log('owned')"],
  ["a file by read_text", everywhere, "SELECT * FROM read_text('/etc/hostname')"],
  ["a file by read_blob", everywhere, "SELECT * FROM read_blob('/etc/hostname')"],
  ["a file by read_csv", everywhere, "SELECT * FROM read_csv('/etc/passwd')"],
  ["a file by a computed path", everywhere, "SELECT * FROM read_csv('FOLDER/' || 'secret.csv')"],
  ["a file by a home directory", everywhere, "SELECT * FROM read_text('~/.bashrc')"],
  ["a folder by glob", everywhere, "SELECT * FROM glob('/etc/*')"],
  ["a sniffed file", everywhere, "SELECT * FROM sniff_csv('/etc/passwd')"],
  ["the metadata of a file", everywhere, "SELECT * FROM parquet_schema('FOLDER/secret.parquet')"],
  ["a database file", everywhere, "SELECT * FROM read_duckdb('FOLDER/other.duckdb')"],
  ["secrets", everywhere, "SELECT * FROM duckdb_secrets()"],
  ["settings", everywhere, "SELECT * FROM duckdb_settings()"],
  ["a setting that may be secret", everywhere, "SELECT current_setting('http_proxy_password')"],
  ["a computed setting", everywhere, "SELECT current_setting('http_' || 'proxy_password')"],
  ["the log", everywhere, "SELECT * FROM duckdb_logs"],
  ["the environment", everywhere, "SELECT getenv('HOME')"],
  ["a query in a text", everywhere, "SELECT * FROM query('SELECT write_log(''owned'')')"],
  ["a relation in a text", everywhere, "SELECT * FROM query_table('FOLDER/secret.csv')"],
  ["a histogram of a file", everywhere, "SELECT * FROM histogram('FOLDER/secret.csv', pw)"],
  [
    "a serialized query",
    everywhere,
    `SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT write_log(''owned'')'))`,
  ],
  [
    "a serialized plan",
    everywhere,
    "SELECT json_serialize_plan('SELECT * FROM read_text(''/etc/hostname'')')",
  ],
  [
    "a reader that writes tables",
    everywhere,
    "SELECT * FROM read_csv('FOLDER/secret.csv', store_rejects = true)",
  ],
  ["a checkpoint", everywhere, "SELECT * FROM force_checkpoint()"],
  ["a statement of another kind", everywhere, "COPY (SELECT 1) TO 'FOLDER/t.parquet' (USE_TMP_FILE false)"],
  ["a setting that is set", everywhere, "SET enable_external_access = true"],
  ["a database that is attached", everywhere, "ATTACH 'FOLDER/other.duckdb'"],
  ["PRAGMA", everywhere, "PRAGMA enable_logging"],
  ["CALL", everywhere, "CALL enable_logging()"],
  ["a second statement", everywhere, "SELECT 1; CALL enable_logging()"],
  [
    "a second statement behind a bracket",
    everywhere,
    "SELECT 1) AS t; CALL enable_logging(); SELECT * FROM (SELECT 1",
  ],
  ["a data file beside a database", withTables, "SELECT * FROM 'FOLDER/secret.csv'"],
  ["a data file by its reader beside a database", withTables, "SELECT * FROM read_csv('FOLDER/secret.csv')"],
  ["a data file beside other files", ["memory", "files"], "SELECT * FROM 'FOLDER/secret.csv'"],
  ["a sequence that is advanced", withTables, "SELECT nextval('s')"],
  ["a macro that writes", withTables, "SELECT innocent('owned')"],
  ["a macro that reads a file", withTables, "SELECT * FROM sneaky('/etc/hostname')"],
  ["a macro under the name of a function", withTables, "SELECT upper('x')"],
  ["a refused function under the name of another schema's macro", withTables, "SELECT write_log('owned')"],
  ["a refused view under the name of another schema's view", withTables, "SELECT * FROM duckdb_logs"],
  [
    "a refused reader under the name of another schema's macro",
    withTables,
    "FROM read_text('/etc/hostname')",
  ],
  ["a view that reads a file", withTables, `SELECT * FROM "peek AS ("`],
];

describe.each(everywhere)("on a source of the kind: %s", (place) => {
  const chosen = ATTACKS.filter(([, places]) => places.includes(place));
  let attacks: Attacks;

  beforeAll(async () => {
    const queries = chosen.map(([, , query]) => ({ query: query.replaceAll("FOLDER", folder) }));
    attacks = await attack(place, queries, folder);
  }, 60_000);

  test("the process lives, no file is new, and none has changed", () => {
    expect(attacks.ended).toBe(0);
    expect(readdirSync(folder).filter((name) => /log|other/.test(name))).toEqual([]);
    expect(readFileSync(join(folder, "t.parquet")).equals(parquet)).toBe(true);
  });

  test.each(chosen.map(([name], index) => [name, index] as const))("%s is refused", (_, index) => {
    expect(attacks.said[index]).toMatch(/^refused: SourceError: .*(?:let through|Parser Error)/s);
  });
});

describe("a value cannot leave its place", () => {
  const breakout = "*/ UNION ALL SELECT length(pw) FROM secret /*";
  const values: readonly (readonly [string, string, string, string])[] = [
    ["in nested comments", "SELECT a FROM t WHERE s = $r /* /* */ $r */", breakout, "read: "],
    ["where it belongs", "SELECT a FROM t WHERE s = $r", "x", "read: 1"],
    ["in a quote tagged beyond ASCII", "SELECT a FROM t WHERE s = $é$ $r $é$ OR s = $r", "x", "read: 1"],
    ["behind such a quote", "SELECT a FROM t WHERE s = $é$ ' $é$ OR s = $r", " OR true --", "read: "],
    ["in a string", "SELECT a FROM t WHERE s = '$r' OR s = $r", "' OR true --", "read: "],
    ["in a name", `SELECT a AS "$r" FROM t WHERE s = $r`, '" FROM secret --', "read: "],
    ["at the end of the text", "SELECT a FROM t WHERE s = $r -- $r", "\n UNION ALL SELECT 7", "read: "],
  ];

  test.each(withTables)(
    "on a source of the kind: %s",
    async (place) => {
      const queries = values.map(([, query, r]) => ({ query, parameters: { r } }));
      const { said, ended } = await attack(place, queries, folder);
      expect(ended).toBe(0);
      expect(said.map((line, index) => [values[index]?.[0], line])).toEqual(
        values.map(([name, , , expected]) => [name, expected]),
      );
    },
    60_000,
  );
});
