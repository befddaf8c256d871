import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokensOf } from "../src/gate/tokens.js";
import { TrinoGate } from "../src/gate/trino-gate.js";

const gate = new TrinoGate();

/** Queries that must be refused before they are sent, by name. */
const ATTACKS: readonly (readonly [string, string, string])[] = [
  ["nothing", "-- only a comment", "no statement"],
  ["a second statement", "SELECT 1; DROP TABLE t", "several statements"],
  [
    "a second statement behind a comment that ends at a carriage return",
    "SELECT 1 -- x\r; DROP TABLE t",
    "several",
  ],
  ["a second statement behind a backslash in a text", String.raw`SELECT 'a\'; DROP TABLE t --'`, "several"],
  ["a second statement behind a comment that seems nested", "SELECT 1 /* /* */; DROP TABLE t", "several"],
  ["a bracket that closes the one around it", "SELECT 1) AS q CROSS JOIN (SELECT 2", "brackets"],
  ["a bracket that is not closed", "SELECT (1", "brackets"],
  ["brackets that cross", "SELECT (ARRAY[1)]", "brackets"],
  ["a text without an end", "SELECT 'a", "no end"],
  ["a name without an end", 'SELECT "a', "no end"],
  ["a comment without an end", "SELECT 1 /* a", "no end"],
  ["an INSERT", "INSERT INTO t VALUES 1", "INSERT"],
  ["an INSERT in brackets", "(INSERT INTO t VALUES 1)", "INSERT"],
  ["a DELETE", "delete from t", "DELETE"],
  ["a MERGE", "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE", "MERGE"],
  ["CREATE TABLE AS", "CREATE TABLE owned AS SELECT 1", "CREATE"],
  ["EXPLAIN ANALYZE, which runs what it explains", "EXPLAIN ANALYZE DELETE FROM t", "EXPLAIN"],
  ["a procedure", "CALL system.runtime.kill_query('x')", "CALL"],
  ["a setting", "SET SESSION query_max_run_time = '1d'", "SET"],
  ["a role", "SET ROLE admin", "SET"],
  ["a prepared statement", "PREPARE p FROM DELETE FROM t", "PREPARE"],
  ["a text that is run", "EXECUTE IMMEDIATE 'DELETE FROM t'", "EXECUTE"],
  ["a transaction", "START TRANSACTION", "START"],
  ["a number", "1", "only one SELECT"],
  ["a setting of the query", "WITH SESSION query_max_run_time = '1d' SELECT 1", "WITH SESSION"],
  [
    "a function of the query's own",
    "WITH FUNCTION f() RETURNS bigint BEGIN WHILE true DO END WHILE; RETURN 1; END SELECT f()",
    "several",
  ],
  [
    "a function of the query's own of one line",
    "WITH FUNCTION f() RETURNS bigint RETURN 1 SELECT f()",
    "of the query's own",
  ],
  [
    "a text that is run on another system",
    "SELECT * FROM TABLE(postgresql.system.query(query => 'SELECT pg_sleep(60)'))",
    "postgresql.system.query",
  ],
  ["the same by quoted names", `SELECT * FROM TABLE ("pg"."system"."query"(query => 'x'))`, "table function"],
  [
    "the same behind a comment",
    "SELECT * FROM TABLE/**/(pg/**/.system.query(query => 'x'))",
    "table function",
  ],
  [
    "a table function of the server that is not known",
    "SELECT * FROM TABLE(raw_query(query => 'x'))",
    "raw_query",
  ],
  ["a function of a catalog", "SELECT ai.ai.ai_gen('tell')", "of a catalog"],
  ["a function of a catalog by quoted names", `SELECT "ai" . "ai" . "ai_gen" ('tell')`, "of a catalog"],
  ["queries of others", "SELECT query FROM system.runtime.queries", "catalog system"],
  ["queries of others by a quoted name", `SELECT query FROM "SYSTEM"."runtime"."queries"`, "catalog system"],
  ["a parameter without a name", "SELECT * FROM t WHERE a = ?", "$name"],
];

test.each(ATTACKS)("refuses %s", async (_, query, reason) => {
  await expect(gate.admit(query)).rejects.toThrow(reason);
});

test.each([
  ["a SELECT", "SELECT a, count(*) FROM t GROUP BY a", []],
  ["a SELECT in brackets", "((SELECT 1))", []],
  ["a WITH", "with w as (select 1 as a) select a from w", []],
  ["VALUES", "VALUES 1, 2", []],
  ["TABLE", "TABLE orders", []],
  ["signs in texts, names and comments", `SELECT 'a;?(', ";?(", 1 /* ;?( */ -- ;?(`, []],
  ["binary texts and those with code points", "SELECT X'00;', U&'\\0041;'", []],
  ["a name that is a keyword", 'SELECT "insert", "system" FROM t WITH_ORDINALITY', []],
  ["table functions that make rows", "SELECT * FROM TABLE(sequence(start => 1, stop => 9))", []],
  [
    "a table that a table function is given",
    "SELECT * FROM TABLE(exclude_columns(input => TABLE(s.t), columns => DESCRIPTOR(a)))",
    [],
  ],
  [
    "a subquery in TABLE",
    "SELECT * FROM TABLE(exclude_columns(input => TABLE(SELECT (1)), columns => DESCRIPTOR(a)))",
    [],
  ],
  ["a list behind a column of a table", "SELECT t.a IN (1, 2), arr[1] FROM t", []],
  ["an alias that is called as the catalog", "SELECT system.a FROM t AS system", []],
  ["a schema that is called as the catalog", "SELECT a FROM hive.system.t", []],
  ["placeholders, each once", "SELECT $a, $b, $a, '$c', \"$d\" -- $e\n FROM t", ["a", "b"]],
])("lets %s through", async (_, query, parameters) => {
  expect(await gate.admit(query)).toEqual({ parameters });
});

describe("tokens", () => {
  test("leave nothing away", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom("'", '"', "a", "$", "-", "\n", "/", "*", "1", ".", " ", "🎉") }),
        async (sql) => {
          try {
            expect(
              tokensOf(sql)
                .map(({ text }) => text)
                .join(""),
            ).toBe(sql);
          } catch (error) {
            expect(String(error)).toContain("no end");
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test("numbers do not swallow what follows them", () => {
    expect(tokensOf("1.random").map(({ kind }) => kind)).toEqual(["number", "word"]);
    expect(tokensOf("1e5 1.5E-3 1abc").map(({ text }) => text)).toEqual([
      "1e5",
      " ",
      "1.5E-3",
      " ",
      "1",
      "abc",
    ]);
  });
});
