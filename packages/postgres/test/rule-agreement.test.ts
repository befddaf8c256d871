import { check, col, increasing, type RowCondition, sql, unique, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { all, any, length, type NullPolicy, not } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PostgresDataSource } from "../src/index.js";
import { makeSchema, run } from "./support/database.js";

const DAY = "2025-01-08";

const row = fc.record({
  day: fc.constantFrom(DAY, DAY, DAY, "2025-01-07", null),
  k: fc.constantFrom("a", "b", "c", null),
  x: fc.constantFrom("-1", "0", "2.5", "NaN", null),
  y: fc.constantFrom(-2, 0, 1, 3, null),
  email: fc.constantFrom("a@b.cz", "no address", "", null),
});

/** Every kind of rule, and the same in PostgreSQL by hand: true for a row that fails where no null is looked at. */
const kinds: Readonly<Record<string, readonly [condition: RowCondition, holds: string]>> = {
  comparison: [col("y").isGeq(0), "y >= 0"],
  "comparison of columns": [col("y").isLt(col("n")), "y < n"],
  interval: [col("y").isBetween(0, 2), "y BETWEEN 0 AND 2"],
  set: [col("k").isIn(["a", "b"]), "k IN ('a', 'b')"],
  pattern: [col("email").matches(/@/), "email LIKE '%@%'"],
  format: [col("email").hasFormat("email"), "email = 'a@b.cz'"],
  finite: [col("x").isFinite(), "x <> 'NaN'"],
  function: [length(col("email")).isLeq(6), "char_length(email) <= 6"],
  presence: [col("k").isNotNull(), "k IS NOT NULL"],
  "SQL of one's own": [sql("y * 2 > 1"), "y * 2 > 1"],
  both: [all(col("y").isGeq(0), col("k").isEq("a")), "y >= 0 AND k = 'a'"],
  either: [any(col("y").isGeq(0), col("k").isEq("a")), "y >= 0 OR k = 'a'"],
  negation: [not(col("k").isEq("a")), "NOT k = 'a'"],
};

const policies: readonly NullPolicy[] = ["ignore", "fail", "pass"];
const filters = [
  { where: undefined, sql: "true" },
  { where: col("k").isNeq("c"), sql: "k <> 'c'" },
];

test("for every kind of rule the metric counts the rows that are shown, and these are the failing ones", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const [rows = []] = fc.sample(fc.array(row, { minLength: 120, maxLength: 160 }), { numRuns: 1, seed });
  const quoted = (value: string | number | null) => (value === null ? "NULL" : `'${value}'`);
  const values = rows.map(
    ({ day, k, x, y, email }, n) => `(${n}, ${[day, k, x, y, email].map(quoted).join(", ")})`,
  );
  const { connection } = await makeSchema(
    `CREATE TABLE rows (n integer, day date, k text, x double precision, y integer, email text);
     INSERT INTO rows VALUES ${values.join(", ")}`,
  );
  const source = PostgresDataSource.fromTable({ name: "rows", connection, table: "rows", dateColumn: "day" });
  const expected = new Map<string, string>();
  const made = check({ name: "rows" }, (_, ctx) => {
    for (const filter of filters) {
      const asked = ctx.rows("rows", filter.where === undefined ? {} : { where: filter.where });
      const inScope = `day = '${DAY}' AND (${filter.sql})`;
      for (const [kind, [condition, holds]] of Object.entries(kinds)) {
        for (const nulls of policies) {
          const name = `${kind}, nulls ${nulls}, where ${filter.sql}`;
          const fails = nulls === "fail" ? `(${holds}) IS NOT TRUE` : `(${holds}) IS FALSE`;
          expected.set(name, `SELECT n FROM rows WHERE ${inScope} AND ${fails} ORDER BY n`);
          asked.expect(condition).config({ name, nulls }).holds();
        }
      }
      const repeated = `unique, where ${filter.sql}`;
      expected.set(
        repeated,
        `SELECT n FROM rows AS r WHERE ${inScope} AND k IS NOT NULL AND (SELECT count(*) FROM rows WHERE ${inScope} AND k = r.k) > 1 ORDER BY n`,
      );
      asked
        .expect(unique(["k"]))
        .config({ name: repeated })
        .holds();
      const falling = `increasing, where ${filter.sql}`;
      expected.set(
        falling,
        `SELECT n FROM rows AS r WHERE ${inScope} AND y < (SELECT b.y FROM rows AS b WHERE b.${inScope.replace("(k", "(b.k")} AND b.y IS NOT NULL AND b.n < r.n ORDER BY b.n DESC LIMIT 1) ORDER BY n`,
      );
      asked
        .expect(increasing("y", { orderBy: "n" }))
        .config({ name: falling })
        .holds();
    }
  });
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([made], db, { name: "shop" });
  const samples = { limit: 1000, datasets: { rows: { keys: ["n"] } } };
  const result = await suite.run([source], new ResultKey(DAY), { samples });
  await source.close();
  expect(result.assertions.map(({ name }) => name).toSorted()).toEqual([...expected.keys()].toSorted());
  for (const { name, rows: counts, sample, message } of result.assertions) {
    const places = (await run(expected.get(name) ?? "", connection)).map(([n]) => n);
    const shown = sample?.rows.map(({ values: [n] }) => n) ?? [];
    expect([counts?.failing ?? 0, shown], `${name}: ${message} (seed ${seed})`).toEqual([
      places.length,
      places,
    ]);
  }
});
