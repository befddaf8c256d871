import { DataSource } from "typeorm";
import { expect, inject, it, vi } from "vitest";
import { MetricDB } from "../src/index.js";
import { metricStoreContract } from "../src/testing/index.js";

// What this file and the store import as "typeorm" is TypeORM 1.
vi.mock("typeorm", () => import("typeorm-1"));

let stores = 0;

// TypeORM 1 has no sqlite3, so that a sqlite: URL is opened by better-sqlite3.
metricStoreContract("TypeORM 1, SQLite", (settings) => MetricDB.open("sqlite::memory:", settings));

metricStoreContract("TypeORM 1, PostgreSQL", (settings) => {
  stores += 1;
  return MetricDB.open(inject("postgres"), { ...settings, schema: `typeorm_1_${stores}` });
});

it("really is TypeORM 1", () => {
  expect(() => new DataSource({ type: "sqlite", database: ":memory:" })).toThrow(/sqlite/);
});
