import { LocalDate } from "@dqx/common";
import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import { describe, expect, it } from "vitest";
import { fromRecord, toRecord } from "../src/history/day-record.js";
import { dayHistory } from "../src/index.js";

const query = `SELECT DATE '2025-01-01' + CAST(i % 10 AS INTEGER) AS day, CASE WHEN i % 4 > 0 THEN i END AS x,
  ['a', 'b', 'c'][1 + i % 3] AS status, i % 2 = 0 AS even, 'n' || i AS name FROM range(100) AS r(i)
  UNION ALL SELECT NULL, 1, 'a', true, 'n'`;
const days = { from: LocalDate("2025-01-02"), until: LocalDate("2025-01-04") };

describe("the history of days", () => {
  it("is what SQL says of each day, in two statements", async () => {
    await using source = DuckDBDataSource.fromQuery({ name: "t", query, dateColumn: "day" });
    const history = await dayHistory(source, days);
    const told = history.days.map(({ date, rows, columns }) => {
      const x = columns.get("x");
      return [date, rows, x?.nonNull, x?.minimum, x?.maximum, x?.mean];
    });
    const asked = await source.withSession((session) =>
      session.query(
        `SELECT CAST(day AS VARCHAR), count(*), count(x), min(x), max(x), avg(x) FROM (${query}) t WHERE day BETWEEN '2025-01-02' AND '2025-01-04' GROUP BY day ORDER BY day`,
      ),
    );
    expect(told).toEqual(
      asked.map(([day, rows, known, ...rest]) => [day, Number(rows), Number(known), ...rest]),
    );
    expect(history.dayColumn).toBe("day");
    expect([...(history.days[0]?.values ?? [])].map(([name, counts]) => [name, [...counts].sort()])).toEqual([
      ["even", [["false", 10]]],
      ["name", expect.any(Array)],
      [
        "status",
        [
          ["a", 3],
          ["b", 4],
          ["c", 3],
        ],
      ],
    ]);
    expect([...history.failures]).toEqual([]);
  });

  it("is kept as JSON, and comes back", async () => {
    await using source = DuckDBDataSource.fromQuery({ name: "t", query, dateColumn: "day" });
    const [day] = (await dayHistory(source, days)).days;
    if (day === undefined) throw new Error("no day");
    const record = toRecord(day);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    const back = fromRecord(record);
    expect(toRecord(back)).toEqual(record);
    expect(back.columns.get("x")).toMatchObject({
      nonNull: day.columns.get("x")?.nonNull,
      mean: day.columns.get("x")?.mean,
    });
    expect(back.values).toEqual(day.values);
  });

  it("of rows without days is one day, and of no rows none", async () => {
    await using all = InMemoryDataSource.fromColumns({ name: "t", columns: { a: [1, 2], b: ["x", "y"] } });
    const found = await dayHistory(all, days);
    expect([found.dayColumn, found.days.map(({ date, rows }) => [date, rows])]).toEqual([
      undefined,
      [["2025-01-04", 2]],
    ]);
    await using none = DuckDBDataSource.fromQuery({ name: "t", query: "SELECT 1 AS a WHERE false" });
    expect((await dayHistory(none, days)).days).toEqual([]);
    await using dated = DuckDBDataSource.fromDatedQuery({
      name: "t",
      relationFor: (date) => `SELECT '${date}' AS d`,
    });
    expect((await dayHistory(dated, days)).days.map(({ values }) => [...(values.get("d") ?? [])])).toEqual([
      [["2025-01-04", 1]],
    ]);
  });

  it("names columns that the engine fails on", async () => {
    await using source = DuckDBDataSource.fromQuery({
      name: "t",
      query:
        "SELECT DATE '2025-01-03' AS day, v AS a, CAST(v AS INTEGER) AS b FROM (VALUES ('1'), ('x')) AS t(v)",
      dateColumn: "day",
    });
    const { failures, days: found } = await dayHistory(source, days);
    expect([[...failures.keys()], [...(found[0]?.columns.keys() ?? [])]]).toEqual([["b"], ["day", "a"]]);
  });
});
