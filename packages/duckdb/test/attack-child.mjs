// Runs queries on one kind of source, and says what came of each, as it comes.
import { writeSync } from "node:fs";
import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import { DuckDBInstance } from "@duckdb/node-api";

const { place, queries, folder } = JSON.parse(process.argv[2]);
const setup = `
  CREATE TABLE t AS SELECT 1 AS a, 'x' AS s;
  CREATE TABLE secret AS SELECT 'hunter2' AS pw;
  CREATE SEQUENCE s;
  CREATE MACRO innocent(x) AS write_log(CAST(x AS VARCHAR), level := 'error', scope := 'database');
  CREATE MACRO sneaky(p) AS TABLE SELECT * FROM read_text(p);
  CREATE MACRO json_serialize_sql(x, skip_null := true, skip_empty := true, skip_default := true) AS '{"error":false,"statements":[{}]}';
  CREATE MACRO duckdb_functions() AS TABLE SELECT 1 AS function_name;
  CREATE MACRO current_schema() AS 'other';
  CREATE MACRO current_setting(x) AS true;
  CREATE MACRO txid_current() AS 1;
  CREATE SCHEMA other;
  CREATE MACRO other.write_log(x) AS x;
  CREATE MACRO other.read_text(p) AS TABLE SELECT p;
  CREATE VIEW other.duckdb_logs AS SELECT 1 AS x;
  CREATE MACRO upper(x) AS nextval('s');
  CREATE VIEW "peek AS (" AS SELECT * FROM read_text('/etc/hostname')`;

// The owner's, made once: what one attack leaves behind, the next one would meet.
const owned = await database();

async function database() {
  if (place === "file") {
    const path = `${folder}/${process.pid}.duckdb`;
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run(setup);
    connection.closeSync();
    instance.closeSync();
    return path;
  }
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(setup);
  return place === "instance" ? instance : connection;
}

function sourceOf(query) {
  const options = { name: "attacked", query };
  switch (place) {
    case "no database":
      return DuckDBDataSource.fromQuery(options);
    case "memory":
      return InMemoryDataSource.fromColumns({ name: "attacked", columns: { a: [1] } });
    case "files":
      return DuckDBDataSource.fromFiles({ name: "attacked", files: `${folder}/t.parquet` });
    case "file":
    case "instance":
    case "connection":
      return DuckDBDataSource.fromQuery({ ...options, database: owned });
    default:
      throw new RangeError(place);
  }
}

for (const { query, parameters = {} } of queries) {
  const source = sourceOf(query);
  try {
    const rows = await source.withSession(async (session) => {
      if (place === "memory" || place === "files") return session.query(query);
      const relation = source.relation({ parameters });
      await session.describe(relation);
      return typeof relation === "string"
        ? session.query(`SELECT * FROM ${relation}`)
        : session.query({ ...relation, sql: `SELECT * FROM ${relation.sql}` });
    });
    say(`read: ${rows.map((row) => row.map(String).join("|")).join("; ")}`);
  } catch (error) {
    say(`refused: ${error.name}: ${error.message}`);
  }
  await source.close();
}

// At once, so that it is known what came before an abort.
function say(text) {
  writeSync(1, `${JSON.stringify(text)}\n`);
}
