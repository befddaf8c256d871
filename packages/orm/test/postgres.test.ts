import { Client } from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { MetricDB, type StoreSettings } from "../src/index.js";
import { render } from "../src/sql/sql.js";
import { storeTables } from "../src/sql/store-tables.js";
import { sqlStoreContract } from "../src/testing/index.js";

const naming = { schema: `Contract_${process.pid}`, tablePrefix: "Team_1_" };
const open = (settings: StoreSettings = {}) => MetricDB.open(inject("postgres"), { ...settings, ...naming });

// Making the tables takes ten times as long as emptying them.
let owner: Client;
beforeAll(async () => {
  await (await open()).close();
  owner = new Client({ connectionString: inject("postgres") });
  await owner.connect();
});
afterAll(() => owner.end());

sqlStoreContract("PostgreSQL", async (settings) => {
  await owner.query(emptyTables());
  return open(settings);
});

function emptyTables(): string {
  const { schema, tablePrefix: prefix } = naming;
  const { batch, metric, result, execution } = storeTables({ schema, prefix });
  return [batch, metric, result, execution]
    .map((table) => `DELETE FROM ${render(table, String).text}`)
    .join("; ");
}
