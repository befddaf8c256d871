import { LocalDate } from "@dqx/common";
import {
  approxCountDistinct,
  average,
  col,
  compliance,
  countDistinct,
  exactQuantile,
  maxLength,
  meanLength,
  minLength,
  numRows,
  type SimpleMetricSpec,
  sum,
  variance,
} from "@dqx/metrics";
import { analyze, type SqlDataSource, sampleRows } from "@dqx/sql";
import { describe, expect, test } from "vitest";
import { ClickHouseDataSource } from "../../src/index.js";
import { engineUrl, makeDatabase, NO_ENGINE, run, urlOf } from "../support/engine.js";

const hasNoEngine = engineUrl === undefined;
const today = LocalDate("2024-03-31");

async function measure(
  source: SqlDataSource,
  specs: readonly SimpleMetricSpec[],
  dates: readonly LocalDate[] = [today],
): Promise<readonly unknown[]> {
  const requests = specs.map((spec) => ({ spec, dates }));
  const { measured } = await analyze(source, requests, { referenceDate: today });
  await source.close();
  return measured.map(({ outcome }) => (outcome.kind === "value" ? outcome.value : outcome.reason));
}

describe.skipIf(hasNoEngine)(hasNoEngine ? NO_ENGINE : "ClickHouse", () => {
  test("draws one sample of a table or a query, by its rows, nulls among them", async () => {
    const database = await makeDatabase(
      "CREATE TABLE t (i Nullable(Int32), s Nullable(String)) ENGINE = Memory",
      "INSERT INTO t SELECT number, if(number % 3 = 0, NULL, toString(number)) FROM numbers(40000)",
    );
    const connection = urlOf(database);
    const date = today;
    const specs = [average.spec({ column: "i" }), exactQuantile.spec({ column: "i", share: 0 })];
    const asked = [...specs, compliance.spec({ predicate: col("s").isNull() })].map((spec) => ({
      spec,
      dates: [date],
    }));
    for (const source of [
      ClickHouseDataSource.fromTable({ name: "t", connection, table: "t" }),
      ClickHouseDataSource.fromQuery({ name: "t", connection, query: "SELECT * FROM t" }),
    ]) {
      const { measured } = await analyze(sampleRows(source, { percent: 10 }), asked, { referenceDate: date });
      const values = measured.map(({ outcome }) =>
        outcome.kind === "value" ? outcome.value : outcome.reason,
      );
      const drawn = await run(
        "SELECT avg(i), min(i), avg(s IS NULL) FROM t WHERE cityHash64(tuple(i, s)) % 1000000 < 100000",
        database,
      );
      expect(values).toEqual(drawn.split("\t").map((value) => expect.closeTo(Number(value), 9)));
      // Rows that are equal are drawn together, so that no error has a bound.
      expect(measured.map(({ outcome }) => "error" in outcome)).toEqual([false, false, false]);
      await source.close();
    }
  });

  test("ends an aborted statement, as the server says, and the source works on", async () => {
    const source = ClickHouseDataSource.fromQuery({
      name: "endless",
      connection: String(engineUrl),
      query: "SELECT count() AS aborted FROM numbers(1000000000000) WHERE sipHash64(number) = 7",
    });
    const running = async () =>
      Number(
        await run(
          "SELECT count() FROM system.processes WHERE query LIKE '%AS aborted%' AND query NOT LIKE '%system.processes%'",
        ),
      );
    const controller = new AbortController();
    const reason = new Error("enough");
    const work = source.withSession(
      (session) =>
        session.query("SELECT count() AS aborted FROM numbers(1000000000000) WHERE sipHash64(number) = 7"),
      controller.signal,
    );
    const rejected = expect(work).rejects.toBe(reason);
    while ((await running()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort(reason);
    await rejected;
    expect(await running()).toBe(0);
    expect(await source.withSession((session) => session.query("SELECT 1"))).toEqual([[1n]]);
    await source.close();
  });

  test("ends a statement that takes longer than the limit", async () => {
    const source = ClickHouseDataSource.fromQuery({
      name: "slow",
      connection: String(engineUrl),
      query: "SELECT 1",
      statementTimeout: 200,
    });
    await expect(
      source.withSession((session) =>
        session.query("SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 8"),
      ),
    ).rejects.toThrow("raise the limit if it was too short (code 159, TIMEOUT_EXCEEDED)");
    await source.close();
  });

  test("reads a ReplacingMergeTree as it was chosen", async () => {
    const database = await makeDatabase(
      "CREATE TABLE versions (id Int64, v UInt8) ENGINE = ReplacingMergeTree(v) ORDER BY id",
      "SYSTEM STOP MERGES versions",
      "INSERT INTO versions VALUES (1, 1), (2, 1)",
      "INSERT INTO versions VALUES (1, 2)",
    );
    const from = (more: object) =>
      ClickHouseDataSource.fromTable({ name: "v", connection: urlOf(database), table: "versions", ...more });
    const specs = [numRows.spec({}), sum.spec({ column: "v" })];
    await expect(measure(from({}), specs)).rejects.toThrow("Give final: true");
    expect(await measure(from({ final: true }), specs)).toEqual([2, 3]);
    expect(await measure(from({ final: false }), specs)).toEqual([3, 4]);
  });

  test("cuts instants into days of 23 and 24 hours, whatever zone their column is shown in", async () => {
    const database = await makeDatabase(
      "CREATE TABLE instants (at DateTime('America/Havana')) ENGINE = MergeTree ORDER BY at PARTITION BY toYYYYMM(at)",
      "INSERT INTO instants SELECT toDateTime('2024-03-30 00:00:00', 'UTC') + number * 1800 FROM numbers(144)",
    );
    const source = ClickHouseDataSource.fromTable({
      name: "instants",
      connection: urlOf(database),
      table: "instants",
      dateColumn: "at",
      timeZone: "Europe/Prague",
    });
    const days = ["2024-03-30", "2024-03-31", "2024-04-01"].map((day) => LocalDate(day));
    // The first instant is 01:00 in Prague: two half hours of that day are missing.
    expect(await measure(source, [numRows.spec({})], days)).toEqual([46, 46, 48]);
  });

  test("loses no digit of numbers of 64 to 256 bits", async () => {
    const database = await makeDatabase(
      "CREATE TABLE wide (a UInt64, b UInt256, c Decimal(38, 10)) ENGINE = Memory",
      `INSERT INTO wide VALUES (${2n ** 64n - 1n}, '${2n ** 256n - 1n}', '1234567890123456789012345678.0000000001'),
        (${2n ** 64n - 2n}, '${2n ** 256n - 2n}', '1234567890123456789012345678.0000000003')`,
    );
    const source = ClickHouseDataSource.fromTable({
      name: "wide",
      connection: urlOf(database),
      table: "wide",
    });
    const specs = ["a", "b"].flatMap((column) => [sum.spec({ column }), variance.spec({ column })]);
    expect(await measure(source, [...specs, variance.spec({ column: "c" })])).toEqual([
      Number(2n ** 65n - 3n),
      0.5,
      Number(2n ** 257n - 3n),
      0.5,
      2e-20,
    ]);
  });

  test("counts equal doubles once, and estimates distinct texts", async () => {
    const database = await makeDatabase(
      "CREATE TABLE doubles (x Float64, s LowCardinality(String)) ENGINE = Memory",
      "INSERT INTO doubles VALUES (0, 'a'), (-0., 'b'), (nan, 'c'), (-nan, 'c'), (1.5, 'c')",
    );
    const source = ClickHouseDataSource.fromTable({
      name: "d",
      connection: urlOf(database),
      table: "doubles",
    });
    const specs = [countDistinct.spec({ columns: ["x"] }), approxCountDistinct.spec({ column: "s" })];
    const [exact, estimate] = await measure(source, specs);
    expect(exact).toBe(3);
    expect(Number(estimate)).toBeCloseTo(3, 1);
  });

  test("takes arrays and maps for as long as they have elements", async () => {
    const source = ClickHouseDataSource.fromQuery({
      name: "lists",
      connection: String(engineUrl),
      query: `SELECT arrayJoin([['a', 'b', 'c'], []]) AS list, map('a', 1, 'b', length(list)) AS pairs`,
    });
    const metrics = [minLength, maxLength, meanLength];
    const specs = ["list", "pairs"].flatMap((column) => metrics.map((metric) => metric.spec({ column })));
    expect(await measure(source, specs)).toEqual([0, 3, 1.5, 2, 2, 2]);
  });

  test("expects the rows of the parts, and knows every zone that Node does", async () => {
    const database = await makeDatabase(
      "CREATE TABLE parts (n UInt64) ENGINE = MergeTree ORDER BY n",
      "INSERT INTO parts SELECT number FROM numbers(1000)",
    );
    const source = ClickHouseDataSource.fromTable({ name: "p", connection: urlOf(database), table: "parts" });
    expect(await source.withSession(async (session) => session.expectedRows?.("`parts`"))).toBe(1000);
    await source.close();
    const zones = Intl.supportedValuesOf("timeZone");
    const days = zones.map((zone) => `toDate32(toDateTime64('2024-07-01 11:30:00', 0, 'UTC'), '${zone}')`);
    const instant = new Date("2024-07-01T11:30:00Z");
    expect((await run(`SELECT ${days.join(", ")}`)).split("\t")).toEqual(
      zones.map((timeZone) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(instant)),
    );
  });

  test("names what is near a table that is not there", async () => {
    const database = await makeDatabase("CREATE TABLE orders (n UInt64) ENGINE = Memory");
    const source = ClickHouseDataSource.fromTable({ name: "o", connection: urlOf(database), table: "order" });
    await expect(source.withSession((session) => session.describe("`order`"))).rejects.toThrow(
      "Did you mean 'orders'?",
    );
    await source.close();
  });
});
