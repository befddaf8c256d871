import { join } from "node:path";
import { DataSource } from "typeorm";
import { MetricDB } from "../src/index.js";
import { sqlStoreContract } from "../src/testing/index.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
let files = 0;

sqlStoreContract("sqlite3, in memory", (settings) => MetricDB.open("sqlite::memory:", settings));

sqlStoreContract("sqlite3, beside another store", async (settings) => {
  const dataSource = await new DataSource({
    type: "sqlite",
    database: ":memory:",
    ...(settings.logger !== undefined && { logger: settings.logger }),
  }).initialize();
  await MetricDB.open(dataSource, { tablePrefix: "other_" });
  return MetricDB.open(dataSource, { ...settings, tablePrefix: "Team_1_" });
});

sqlStoreContract("sqlite3, in a file", (settings) => {
  files += 1;
  return MetricDB.open(`sqlite:${join(directory, `metrics-${files}.db`)}`, settings);
});
