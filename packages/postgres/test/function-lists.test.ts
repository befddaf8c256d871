import { expect, test } from "vitest";
import { ADMITTED_VOLATILE, REFUSED_FUNCTIONS, REFUSED_RELATIONS } from "../src/gate/refused-functions.js";
import { run } from "./support/database.js";

async function names(sql: string): Promise<readonly string[]> {
  return (await run(sql)).map(([name]) => String(name));
}

test("of the functions that PostgreSQL says to be VOLATILE just those on the list are let through", async () => {
  const volatile = await names(
    "SELECT DISTINCT proname FROM pg_proc WHERE provolatile = 'v' AND pronamespace = 'pg_catalog'::regnamespace",
  );
  expect(volatile.length).toBeGreaterThan(150);
  const admitted = volatile.filter((name) => ADMITTED_VOLATILE.has(name));
  expect([...ADMITTED_VOLATILE]).toEqual(expect.arrayContaining(admitted));
  // Versions that do not have them yet: PostgreSQL 15 has no random_normal, 17 no uuidv4.
  expect(admitted).toEqual(
    expect.arrayContaining(["clock_timestamp", "gen_random_uuid", "random", "timeofday"]),
  );
});

test("functions with effects that PostgreSQL does not say to be VOLATILE are refused by name", async () => {
  const others = await names(`SELECT DISTINCT proname FROM pg_proc
    WHERE provolatile <> 'v' AND pronamespace = 'pg_catalog'::regnamespace
      AND (proname ~ '(table|schema|database|query|cursor)_to_xml(_and_xmlschema)?$' OR proname ~ 'current_xact_id$|txid_current$')`);
  expect(others.length).toBeGreaterThan(6);
  expect(others.filter((name) => !REFUSED_FUNCTIONS.has(name))).toEqual([]);
});

test("the relations that are refused are PostgreSQL's own", async () => {
  const own = await names("SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace");
  expect([...REFUSED_RELATIONS].filter((name) => !own.includes(name))).toEqual([]);
});
