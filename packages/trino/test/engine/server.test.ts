import { LocalDate } from "@dqx/common";
import { average, countDistinct, maxLength, meanLength, minLength, numRows, sum } from "@dqx/metrics";
import { analyze, trinoDialect } from "@dqx/sql";
import { describe, expect, test } from "vitest";
import { SourceError, type StatementProgress, TrinoDataSource } from "../../src/index.js";
import { engineUrl, NO_ENGINE, run } from "../support/engine.js";

const connection = `${String(engineUrl)}/tpch/tiny`;

if (engineUrl === undefined) test.skip(NO_ENGINE);
else onServer();

function onServer(): void {
  describe("on a cluster", () => {
    test("an abort ends the statement on the server", async () => {
      const controller = new AbortController();
      let id = "";
      const source = TrinoDataSource.fromTable({
        name: "lines",
        connection,
        catalog: "tpch",
        schema: "sf1000",
        table: "lineitem",
        onProgress({ queryId, state }) {
          if (state !== "RUNNING") return;
          id = queryId;
          controller.abort(new Error("enough"));
        },
      });
      const running = source.withSession(
        (session) =>
          session.query(`SELECT count(DISTINCT comment) FROM ${String(source.relation({ parameters: {} }))}`),
        controller.signal,
      );
      await expect(running).rejects.toThrow("enough");
      const { rows } = await run(
        `SELECT state, error_code FROM system.runtime.queries WHERE query_id = ${trinoDialect.literal(id)}`,
      );
      expect(rows).toEqual([["FAILED", "USER_CANCELED"]]);
    });

    test("a time limit ends the statement, and the error says so", async () => {
      const source = TrinoDataSource.fromQuery({
        name: "lines",
        connection,
        query: "SELECT count(DISTINCT comment) FROM tpch.sf1000.lineitem",
        statementTimeout: 2_000,
      });
      const error: unknown = await source
        .withSession((session) =>
          session.query(`SELECT * FROM ${String(source.relation({ parameters: {} }))} AS q`),
        )
        .catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(SourceError);
      expect(trinoDialect.faults(String(error))).toBe("cancelled");
    });

    test("several nodes share a scan, which is one statement", async () => {
      const seen: StatementProgress[] = [];
      const source = TrinoDataSource.fromTable({
        name: "lines",
        connection,
        catalog: "tpch",
        schema: "sf0.1",
        table: "lineitem",
        onProgress: (progress) => seen.push(progress),
      });
      const date = LocalDate("2024-06-01");
      const specs = [
        numRows.spec({}),
        sum.spec({ column: "linenumber" }),
        average.spec({ column: "quantity" }),
      ];
      const { measured, statements } = await analyze(
        source,
        specs.map((spec) => ({ spec, dates: [date] })),
        { referenceDate: date },
      );
      expect(statements).toHaveLength(1);
      // The numbers of rows and lines are those of TPC-H at this scale.
      expect(measured[0]?.outcome).toMatchObject({ kind: "value", value: 600_572 });
      const last = seen.at(-1);
      expect(last?.rows).toBe(600_572);
      const { rows } = await run(
        `SELECT count(DISTINCT node_id) FROM system.runtime.tasks WHERE query_id = ${trinoDialect.literal(String(last?.queryId))}`,
      );
      expect(rows).toEqual([[2]]);
    });

    test("a table that is not there has one near to it", async () => {
      const source = TrinoDataSource.fromTable({ name: "lines", connection, table: "lineitm" });
      await expect(
        source.withSession((session) => session.describe(source.relation({ parameters: {} }))),
      ).rejects.toThrow("Did you mean 'lineitem'?");
    });

    test("no digit of a value is lost on the way", async () => {
      const source = TrinoDataSource.fromQuery({
        name: "values",
        connection,
        query: `SELECT BIGINT '9223372036854775807' a, DECIMAL '1234567890123456789012345678.0000000001' b,
  TIMESTAMP '2024-02-29 23:59:59.123456' c, nan() d, DOUBLE '0.1' e, REAL '0.1' f, X'00FF' g, $text h`,
      });
      const relation = source.relation({ parameters: { text: "it's \\ 🎉" } });
      const { sql, parameters } = typeof relation === "string" ? { sql: relation, parameters: {} } : relation;
      const rows = await source.withSession((session) =>
        session.query({ sql: `SELECT * FROM ${sql} AS q`, parameters }),
      );
      expect(rows).toEqual([
        [
          9223372036854775807n,
          "1234567890123456789012345678.0000000001",
          "2024-02-29 23:59:59.123456",
          Number.NaN,
          0.1,
          Math.fround(0.1),
          new Uint8Array([0, 255]),
          "it's \\ 🎉",
        ],
      ]);
    });

    test("an SQL expression has the type that the server says, and functions of many rows are refused", async () => {
      const source = TrinoDataSource.fromTable({ name: "lines", connection, table: "lineitem" });
      const check = (text: string): Promise<string> =>
        source.withSession(async (session) => String(await session.checkExpression?.(text, "lineitem")));
      expect(await check("upper(shipmode) || '!'")).toMatch(/^varchar/);
      await expect(check("approx_distinct(shipmode)")).rejects.toThrow("computes from many rows");
      await expect(check("rand()")).rejects.toThrow("another result for each call");
      await expect(check("shipmod")).rejects.toThrow("(Trino COLUMN_NOT_FOUND)");
      const checkMany = (text: string): Promise<string> =>
        source.withSession(async (session) => String(await session.checkAggregate?.(text, "lineitem")));
      expect(await checkMany("sum(quantity * 2) / count(*)")).toBe("double");
      await expect(checkMany("quantity + sum(quantity)")).rejects.toThrow("(Trino EXPRESSION_NOT_AGGREGATE)");
      await expect(checkMany("sum(sum(quantity))")).rejects.toThrow("(Trino NESTED_AGGREGATION)");
    });

    test("arrays and maps are as long as they have elements", async () => {
      const source = TrinoDataSource.fromQuery({
        name: "lists",
        connection,
        query:
          "SELECT * FROM (VALUES (ARRAY[1, NULL, 3], MAP(ARRAY['a'], ARRAY[1])), (ARRAY[], NULL), (NULL, NULL)) AS v (list, pairs)",
      });
      const date = LocalDate("2024-06-01");
      const metrics = [minLength, maxLength, meanLength];
      const requests = ["list", "pairs"].flatMap((column) =>
        metrics.map((metric) => ({ spec: metric.spec({ column }), dates: [date] })),
      );
      const { measured } = await analyze(source, requests, { referenceDate: date });
      const values = measured.map(({ outcome }) =>
        outcome.kind === "value" ? outcome.value : outcome.reason,
      );
      expect(values).toEqual([0, 3, 1.5, 1, 1, 1]);
    });

    test("a distinct count of a table is that of the server", async () => {
      const source = TrinoDataSource.fromTable({ name: "orders", connection, table: "orders" });
      const date = LocalDate("2024-06-01");
      const spec = countDistinct.spec({ columns: ["custkey"] });
      const { measured } = await analyze(source, [{ spec, dates: [date] }], { referenceDate: date });
      const { rows } = await run(
        "SELECT count(*) FROM (SELECT custkey FROM tpch.tiny.orders GROUP BY custkey)",
      );
      expect(measured[0]?.outcome).toMatchObject({ value: rows[0]?.[0] });
    });
  });
}
