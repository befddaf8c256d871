import { LocalDate } from "@dqx/common";
import { maxLength } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import {
  clickhouseDialect,
  type Dialect,
  describePlan,
  duckdbDialect,
  planSource,
  postgresDialect,
  trinoDialect,
} from "../src/index.js";
import { plannedStatements } from "../src/plan/source-plan.js";
import { scriptedSource } from "./scripted-source.js";

const date = LocalDate("2024-01-31");

async function planned(dialect: Dialect, type: string) {
  const { source } = scriptedSource({ columns: [{ name: "x", type }], dialect });
  const requests = [{ spec: maxLength.spec({ column: "x" }), dates: [date] }];
  const plan = await planSource(source, requests, { referenceDate: date });
  return {
    sql: plannedStatements(plan).map(({ sql }) => sql),
    reasons: describePlan(plan).failures.map(({ reason }) => reason),
  };
}

describe("the length of lists and maps", () => {
  test.each([
    [duckdbDialect, "INTEGER[]", 'max(len("x"))'],
    [duckdbDialect, "DECIMAL(3,1)[3]", 'max(len("x"))'],
    [duckdbDialect, "STRUCT(a INTEGER)[]", 'max(len("x"))'],
    [duckdbDialect, "MAP(VARCHAR, INTEGER[])", 'max(cardinality("x"))'],
    [postgresDialect, "text[]", 'max(cardinality("x"))'],
    [clickhouseDialect, "Array(Nullable(String))", "length(`x`)"],
    [clickhouseDialect, "Map(String, UInt8)", "length(`x`)"],
    [trinoDialect, "array(row(a integer))", 'max(cardinality("x"))'],
    [trinoDialect, "map(varchar, integer)", 'max(cardinality("x"))'],
  ])("%# is the number of their elements", async (dialect, type, sql) => {
    const plan = await planned(dialect, type);
    expect(plan.reasons).toEqual([]);
    expect(plan.sql.join()).toContain(sql);
  });

  test.each([
    [duckdbDialect, "STRUCT(a INTEGER[], b MAP(VARCHAR, INTEGER))"],
    [postgresDialect, "jsonb"],
    [clickhouseDialect, "Tuple(a Array(String))"],
    [trinoDialect, "row(a array(varchar))"],
  ])("%# is asked for of nothing else", async (dialect, type) => {
    const { reasons } = await planned(dialect, type);
    expect(reasons).toEqual([`column 'x' is ${type}, and length takes texts, lists and maps`]);
  });
});
