import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { DataSource } from "typeorm";
import { beforeAll, describe } from "vitest";
import { MetricDB } from "../src/index.js";
import { sqlStoreContract } from "../src/testing/index.js";
import { driversHere, sqliteOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

describe.each(driversHere)("$title", ({ name, missing }) => {
  describe.skipIf(missing)("", () => {
    const directory = temporaryDirectory();
    const empty = join(directory, "empty.db");
    let files = 0;
    // Making the tables takes twenty times as long as a copy of a file that has them.
    beforeAll(async () => (await MetricDB.open(`sqlite:${empty}`, { driver: name })).close());

    sqlStoreContract(`${name}, in a file`, async (settings) => {
      files += 1;
      const file = join(directory, `metrics-${files}.db`);
      await copyFile(empty, file);
      return MetricDB.open(`sqlite:${file}`, { ...settings, driver: name });
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
