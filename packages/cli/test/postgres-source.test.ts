import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PostgresServer } from "@dqx/test-support/postgres-server";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder } from "./dqx.js";

let url = process.env.DQX_TEST_POSTGRES ?? "";
let stop = async (): Promise<void> => undefined;

beforeAll(async () => {
  if (url === "") {
    const server = await PostgresServer.start("fsync=off");
    url = server.url;
    stop = () => server.stop();
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`
    DROP SCHEMA IF EXISTS "dqx cli" CASCADE;
    CREATE SCHEMA "dqx cli";
    CREATE TABLE "dqx cli"."the.orders" (day date, customer text, revenue numeric(10, 2));
    INSERT INTO "dqx cli"."the.orders" VALUES
      ('2025-01-05', 'ann', 90), ('2025-01-06', 'ann', 100), ('2025-01-07', 'ann', 100), ('2025-01-07', 'bob', 50),
      ('2025-01-08', NULL, 75), ('2025-01-08', 'bob', 60), (NULL, 'eve', 1);
  `);
  await client.end();
}, 120_000);
afterAll(() => stop());

/** The table by its URI. */
const orders = (): string => `${url}#dqx%20cli.the%2Eorders`;

describe("a source on PostgreSQL", () => {
  it("is a table by its URI, in a configuration and in a flag", async () => {
    using folder = new Folder({
      "dqx.yaml":
        "sources: { orders: { uri: '$" +
        "{ORDERS}', dateColumn: day } }\nchecks: { c: { assertions: [{ assert: sum(revenue), equal: 135 }] } }\n",
    });
    const env = { ORDERS: orders() };
    expect((await folder.dqx(["run", "--date", "2025-01-08"], { env })).out).toContain(
      "The one assertion holds.",
    );
    const other = ["--source", `orders=${orders()}`];
    expect((await folder.dqx(["run", "--date", "2025-01-08", ...other], { env: { ORDERS: "x" } })).code).toBe(
      0,
    );
  });

  it("that is not there is told from one whose columns are not, the password never shown", async () => {
    using folder = new Folder({
      "dqx.yaml":
        "sources: { o: '$" +
        "{ORDERS}' }\nchecks: { c: { assertions: [{ assert: numRows(), equal: 1 }] } }\n",
    });
    const { code, out, err } = await folder.dqx(["run"], { env: { ORDERS: `${url}#gone` } });
    expect([code, `${out}${err}`]).toEqual([3, expect.stringContaining("gone")]);
    expect(`${out}${err}`).not.toContain(new URL(url).password);
  });

  it("has the profile that the same rows have in DuckDB", async () => {
    using folder = new Folder({
      "orders.csv": `day,customer,revenue\n2025-01-05,ann,90\n2025-01-06,ann,100\n2025-01-07,ann,100\n2025-01-07,bob,50\n2025-01-08,,75\n2025-01-08,bob,60\n,eve,1\n`,
    });
    const told = async (uri: string) => {
      const { out } = await folder.dqx(["profile", uri, "--json", "--name", "orders"]);
      const made = JSON.parse(out);
      const columns = made.columns.map((column: { type: string; kind: string; histogram: unknown }) => ({
        ...column,
        type: "",
        kind: "",
        // Whole numbers in one of both, decimals in the other.
        histogram: null,
      }));
      return { ...made, columns, engine: "", profiledAt: "", statements: made.statements.length };
    };
    const [postgres, duckdb] = [await told(orders()), await told("orders.csv")];
    expect(postgres).toEqual(duckdb);
    expect(postgres.columns[2]).toMatchObject({ mean: 68, minimum: 1, maximum: 100, distinct: { count: 6 } });
  });

  it("is measured by init, which writes no password", async () => {
    using folder = new Folder();
    const { code, out } = await folder.dqx(["init", orders()]);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(
        "The password is not written: set PGPASSWORD.\nRead it, then verify: dqx run --date 2025-01-07",
      ),
    ]);
    const text = readFileSync(join(folder.path, "dqx.yaml"), "utf8");
    expect(text).toContain('# 1 to 2 rows on 4 days\n      - { assert: "numRows()", between: [1, 4]');
    expect(text).toContain("#dqx%20cli.the%2Eorders");
    expect(text).not.toContain(new URL(url).password);
    expect(text).not.toContain(decodeURIComponent(new URL(url).password));
  });
});
