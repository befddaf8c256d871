import { expect, it } from "vitest";
import { MetricDB } from "../src/index.js";
import { sqlStoreContract } from "../src/testing/index.js";
import { isTypeORM1 } from "./support/typeorm-release.js";

// TypeORM 1 does not know sqlite3, so that a sqlite: URL is opened by better-sqlite3.
sqlStoreContract("TypeORM 1, a sqlite: URL", (settings) => MetricDB.open("sqlite::memory:", settings));

it("really is TypeORM 1", () => {
  expect(isTypeORM1).toBe(true);
});
