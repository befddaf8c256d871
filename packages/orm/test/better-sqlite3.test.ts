import { join } from "node:path";
import { MetricDB } from "../src/index.js";
import { sqlStoreContract } from "../src/testing/index.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
let files = 0;

sqlStoreContract("better-sqlite3, in memory", (settings) =>
  MetricDB.open({ type: "better-sqlite3", database: ":memory:" }, settings),
);

sqlStoreContract("better-sqlite3, in a file", (settings) => {
  files += 1;
  return MetricDB.open(
    { type: "better-sqlite3", database: join(directory, `metrics-${files}.db`) },
    settings,
  );
});
