import { LocalDate } from "@dqx/common";
import { maxLength, meanLength, minLength } from "@dqx/metrics";
import { analyze } from "@dqx/sql";
import { expect, test } from "vitest";
import { PostgresDataSource } from "../src/index.js";
import { makeSchema } from "./support/database.js";

test("arrays are as long as they have elements, null ones counted and null arrays passed over", async () => {
  const { connection } = await makeSchema(`
    CREATE TABLE t AS SELECT * FROM (VALUES (ARRAY['a', NULL, 'c']), (ARRAY[]::text[]), (NULL)) AS v (list)`);
  const source = PostgresDataSource.fromTable({ name: "t", connection, table: "t" });
  const date = LocalDate("2024-06-01");
  const requests = [minLength, maxLength, meanLength].map((metric) => ({
    spec: metric.spec({ column: "list" }),
    dates: [date],
  }));
  const { measured } = await analyze(source, requests, { referenceDate: date });
  expect(measured.map(({ outcome }) => outcome)).toMatchObject([{ value: 0 }, { value: 3 }, { value: 1.5 }]);
});
