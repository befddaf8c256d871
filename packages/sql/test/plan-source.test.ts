import { type LocalDate, LocalDate as toDate } from "@dqx/common";
import { average, countDistinct, freshness, maximum, numRows } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import {
  describePlan,
  duckdbDialect,
  PlanningError,
  plannedStatements,
  planSource,
  runPlan,
} from "../src/index.js";
import { makeDuckDBSource } from "./duckdb-source.js";
import { ScriptedError, scriptedSource } from "./scripted-source.js";

const today = toDate("2024-01-31");
const yesterday = toDate("2024-01-30");
const options = { referenceDate: today };
const request = (spec: ReturnType<typeof numRows.spec>, ...dates: LocalDate[]) => ({ spec, dates });
const columns = [
  { name: "day", type: "DATE" },
  { name: "price", type: "DOUBLE" },
];
const dating = { kind: "column", column: "day", timeZone: "UTC" } as const;

describe("the plan of a source", () => {
  test("is made without a statement: the engine only describes the relation", async () => {
    const { source, asked } = scriptedSource({ columns, dating });
    const plan = await planSource(source, [request(average.spec({ column: "price" }), today)], options);
    expect(asked).toEqual([]);
    expect(plan.dataset).toBe("orders");
    expect(plannedStatements(plan).map(({ purpose, dates }) => [purpose, dates])).toEqual([
      ["scan", [today]],
    ]);
  });

  test("measures ages against the time that it is made at, unless another is given", async () => {
    const { source } = scriptedSource({ columns, dating });
    const ages = [request(freshness.spec({ column: "day" }), today)];
    const sqlOf = async (given: object) =>
      plannedStatements(await planSource(source, ages, { ...options, ...given }))
        .map(({ sql }) => sql)
        .join();
    const [earliest, sql, latest] = [new Date(), await sqlOf({}), new Date()];
    const written = /TIMESTAMPTZ '(.{23})[+]00:00'/.exec(sql)?.[1]?.replace(" ", "T");
    const instant = Date.parse(`${written}Z`);
    expect(instant).toBeGreaterThanOrEqual(earliest.getTime());
    expect(instant).toBeLessThanOrEqual(latest.getTime());
    expect(await sqlOf({ referenceTime: new Date("2024-01-31T10:30:00.5Z") })).toContain(
      "TIMESTAMPTZ '2024-01-31 10:30:00.500+00:00'",
    );
  });

  test.each([
    [new Date(Number.NaN)],
    [new Date("+010000-01-01T00:00:00Z")],
    [new Date("0000-12-31T23:59:59Z")],
    ["2024-01-31T10:30:00Z"],
  ])("refuses %s as a reference time", async (referenceTime: unknown) => {
    const { source } = scriptedSource({ columns, dating });
    const wrong: object = { referenceTime };
    await expect(
      planSource(source, [request(numRows.spec({}), today)], { ...options, ...wrong }),
    ).rejects.toThrow(/^The reference time is .*[.] Give a Date of the years 1 to 9999[.]$/);
  });

  test("holds the statements that running it runs, and no other", async () => {
    const { source, asked } = scriptedSource({ columns, dating });
    const specs = [numRows.spec({}), maximum.spec({ column: "price" })];
    const plan = await planSource(
      source,
      specs.map((spec) => request(spec, today)),
      options,
    );
    const analysis = await source.withSession((session) => runPlan(plan, session));
    expect(asked).toEqual(plannedStatements(plan).map(({ sql }) => sql));
    expect(analysis.statements.map(({ sql }) => sql)).toEqual(asked);
  });

  test("can be run twice, with the engine's numbers each time", async () => {
    const source = await makeDuckDBSource({
      name: "orders",
      columns: [
        { name: "day", type: "date" },
        { name: "price", type: "double" },
      ],
      rows: [
        ["2024-01-30", 1],
        ["2024-01-31", 2],
        ["2024-01-31", 4],
      ],
      dateColumn: "day",
    });
    const plan = await planSource(
      source,
      [request(average.spec({ column: "price" }), yesterday, today)],
      options,
    );
    for (const _ of [1, 2]) {
      const { measured } = await source.withSession((session) => runPlan(plan, session));
      expect(measured.map(({ date, outcome }) => [date, outcome])).toEqual([
        [yesterday, { kind: "value", value: 1, warnings: [], arithmetic: "double" }],
        [today, { kind: "value", value: 3, warnings: [], arithmetic: "double" }],
      ]);
    }
    await source.close();
  });

  test("keeps a day that cannot be described, whose metrics then fail with that reason", async () => {
    const { source } = scriptedSource({
      columns,
      dating: { kind: "per-date" },
      relation: ({ date }) => `"orders ${date}"`,
      describe(relation) {
        if (relation.includes(yesterday)) throw new ScriptedError("there is no file for the day");
      },
    });
    const plan = await planSource(source, [request(numRows.spec({}), yesterday, today)], options);
    expect(plan.relations.map(({ kind }) => kind)).toEqual(["unreadable", "scan"]);
    const { measured } = await source.withSession((session) => runPlan(plan, session));
    expect(measured.map(({ date, outcome }) => [date, outcome.kind])).toEqual([
      [yesterday, "failed"],
      [today, "value"],
    ]);
    expect(measured[0]?.outcome).toMatchObject({ reason: "there is no file for the day" });
  });

  test("of a source that has no history refuses an earlier day before a session is opened", async () => {
    const { source } = scriptedSource({ columns });
    source.withSession = () => expect.fail("no session is needed");
    await expect(planSource(source, [request(numRows.spec({}), yesterday)], options)).rejects.toThrow(
      PlanningError,
    );
  });

  test("of nothing is empty, and opens no session", async () => {
    const { source } = scriptedSource({ columns });
    source.withSession = () => expect.fail("no session is needed");
    expect((await planSource(source, [], options)).relations).toEqual([]);
  });

  test("is not made once its signal is aborted", async () => {
    const { source } = scriptedSource({ columns });
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(planSource(source, [], { ...options, signal })).rejects.toThrow("enough");
  });
});

describe("the description of a plan", () => {
  test("says what each statement is for, and which metrics cannot be measured", async () => {
    const { source } = scriptedSource({ columns, dating });
    const specs = [
      numRows.spec({}),
      average.spec({ column: "price" }),
      average.spec({ column: "prize" }),
      countDistinct.spec({ columns: ["price"] }),
    ];
    const plan = await planSource(
      source,
      specs.map((spec) => request(spec, yesterday, today)),
      options,
    );
    const { dataset, statements, failures } = describePlan(plan);
    expect(dataset).toBe("orders");
    expect(statements).toEqual([
      {
        sql: plannedStatements(plan)[0]?.sql,
        purpose: "scan",
        dates: [yesterday, today],
        metrics: ["numRows()", "average(price)"],
        expectedRows: null,
      },
      {
        sql: plannedStatements(plan)[1]?.sql,
        purpose: "distinct",
        dates: [yesterday, today],
        metrics: ["countDistinct(price)"],
        expectedRows: null,
      },
    ]);
    expect(failures).toEqual([
      {
        metric: "average(prize)",
        dates: [yesterday, today],
        reason: expect.stringContaining("column 'prize' does not exist in dataset 'orders'"),
      },
    ]);
  });

  test("has the reason of a day that cannot be described", async () => {
    const { source } = scriptedSource({
      columns,
      dating: { kind: "per-date" },
      relation: ({ date }) => `"orders ${date}"`,
      describe(relation) {
        if (relation.includes(yesterday)) throw new ScriptedError("there is no file for the day");
      },
    });
    const plan = await planSource(source, [request(numRows.spec({}), yesterday, today)], options);
    expect(describePlan(plan).failures).toEqual([
      { metric: "numRows()", dates: [yesterday], reason: "there is no file for the day" },
    ]);
  });
});

test("a source whose query has parameters is refused on an engine that binds none", async () => {
  const dialect = {
    ...duckdbDialect,
    name: "unbinding",
    capabilities: { ...duckdbDialect.capabilities, bindsParameters: "nowhere" as const },
  };
  const relation = () => ({ sql: "(SELECT $region)", parameters: { region: "eu" } });
  const { source } = scriptedSource({ columns, dialect, relation });
  await expect(planSource(source, [request(numRows.spec({}), today)], options)).rejects.toThrow(
    "its query has parameters, and unbinding binds none. Make a source for each set of values.",
  );
});

test("the values of a relation go with each of its statements", async () => {
  const relation = () => ({ sql: "(SELECT $region)", parameters: { region: "eu" } });
  const { source } = scriptedSource({ columns, dating, relation });
  const plan = await planSource(source, [request(numRows.spec({}), today)], options);
  expect(plannedStatements(plan).map(({ parameters }) => parameters)).toEqual([{ region: "eu" }]);
});
