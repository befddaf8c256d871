import { join } from "node:path";
import { DataSource } from "typeorm";
import { describe } from "vitest";
import { MetricDB } from "../src/index.js";
import { sqlStoreContract } from "../src/testing/index.js";
import { driversHere, sqliteOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

describe.each(driversHere)("$title", ({ name, missing }) => {
  describe.skipIf(missing)("", () => {
    const directory = temporaryDirectory();
    let files = 0;

    sqlStoreContract(`${name}, in a file`, (settings) => {
      files += 1;
      return MetricDB.open(`sqlite:${join(directory, `metrics-${files}.db`)}`, { ...settings, driver: name });
    });
  });
});

sqlStoreContract("a data source of the consumer's own, beside another store", async (settings) => {
  const dataSource = await new DataSource({
    ...sqliteOptions(":memory:"),
    ...(settings.logger !== undefined && { logger: settings.logger }),
  }).initialize();
  await MetricDB.open(dataSource, { tablePrefix: "other_" });
  return MetricDB.open(dataSource, { ...settings, tablePrefix: "Team_1_" });
});
