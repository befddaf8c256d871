import { MetricDB } from "../src/index.js";
import { sqlStoreContract } from "../src/testing/index.js";

// By itself, so that it is quick: the mutants of isolation are run against it.
sqlStoreContract("SQLite in memory", (settings) => MetricDB.open("sqlite::memory:", settings));
