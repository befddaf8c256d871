import type { SourceParameters } from "@dqx/common";
import type { SqlSession } from "@dqx/sql";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DuckDBDataSource } from "../src/index.js";

const source = DuckDBDataSource.fromQuery({ name: "values", query: "SELECT 1 AS x" });

function inSession<T>(use: (session: SqlSession) => Promise<T>): Promise<T> {
  return source.withSession(use);
}

const value = fc.oneof(
  fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
  fc.constantFrom("*/ UNION ALL SELECT 1 /*", "$b", "'", '"class":"PARAMETER"', "$$", "\\", "\n"),
  fc.boolean(),
  fc.bigInt({ min: -(2n ** 127n) + 1n, max: 2n ** 127n - 1n }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(null, -0, 2 ** 53, 1e300),
);

test("values stand in a statement as they are bound to it, of the same types", async () => {
  const statement = `SELECT $a AS a, typeof($a), '$a' AS "$a", [$b, $b], typeof($b) /* $a /* $b */ $a */ -- $b`;
  await inSession(async (session) => {
    const property = fc.asyncProperty(value, value, async (a, b) => {
      const parameters: SourceParameters = { a, b };
      const filled = await session.fillIn?.({ sql: statement, parameters });
      expect(await session.query(filled ?? "")).toEqual(await session.query({ sql: statement, parameters }));
    });
    await fc.assert(property, { numRuns: 200 });
  });
});

test("a statement that cannot be filled in is refused, and the session goes on", async () => {
  await inSession(async (session) => {
    const fill = (sql: string) => session.fillIn?.({ sql, parameters: { a: 1 } });
    await expect(fill("SELECT $b")).rejects.toThrow("the statement needs a value for $b");
    const nul = session.fillIn?.({ sql: "SELECT $a", parameters: { a: "a\0b" } });
    await expect(nul).rejects.toThrow("the value of $a holds the character NUL");
    await expect(fill("SELECT (")).rejects.toThrow("syntax error");
    await expect(fill("COPY (SELECT 1) TO 'x.csv'")).rejects.toThrow("Only SELECT statements");
    expect(
      await fill("SELECT 170141183460469231731687303715884105727 AS big, 0.1::DECIMAL(2,1) WHERE $a = 1"),
    ).toContain("170141183460469231731687303715884105727");
    expect(await session.query("SELECT 1")).toEqual([[1n]]);
  });
});
