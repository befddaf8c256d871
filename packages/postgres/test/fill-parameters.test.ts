import type { SourceParameters } from "@dqx/common";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PostgresDataSource } from "../src/index.js";
import { url } from "./support/database.js";

const value = fc.oneof(
  fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
  fc.constantFrom("*/ UNION ALL SELECT 1 /*", "$b", "'", "$é$", "$$", "\\", "\n"),
  fc.boolean(),
  fc.bigInt({ min: -(2n ** 100n), max: 2n ** 100n }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(null, -0, 2 ** 53, 1e300),
);

test("values stand in a statement as they are bound to it, of the same types", async () => {
  const source = PostgresDataSource.fromQuery({ name: "values", connection: url(), query: "SELECT 1 AS x" });
  // A text and a null have the type that is expected at their place.
  const statement = `SELECT coalesce($a)::text AS a, pg_typeof(coalesce($b)) = 'boolean'::regtype,
    '$a' AS "$a", $q$ $a $q$, concat($b, '|', $b) /* $a /* $b */ $a */ -- $b`;
  await source.withSession(async (session) => {
    const property = fc.asyncProperty(value, value, async (a, b) => {
      const parameters: SourceParameters = { a, b };
      const filled = await session.fillIn?.({ sql: statement, parameters });
      expect(await session.query(filled ?? "")).toEqual(await session.query({ sql: statement, parameters }));
    });
    await fc.assert(property, { numRuns: 100 });
    await expect(session.fillIn?.({ sql: "SELECT $c", parameters: {} })).rejects.toThrow(
      "needs a value for $c",
    );
    const day = { sql: "SELECT DATE '2025-01-08' = $day", parameters: { day: "2025-01-08" } };
    expect(await session.query((await session.fillIn?.(day)) ?? "")).toEqual([[true]]);
  });
  await source.close();
});
