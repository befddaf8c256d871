import { LocalDate } from "@dqx/common";
import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import { describe, expect, it } from "vitest";
import {
  profile,
  type Suggestions,
  suggest,
  suggestChecks,
  suggestedTypeScript,
  suggestedYaml,
} from "../src/index.js";
import { difference, metric, metricOfColumns, quotient } from "../src/suggest/metric-formula.js";
import { rounded } from "../src/suggest/rounded.js";
import { meets } from "../src/suggest/suggestion.js";

/** Forty days of fifty rows; the last ones have what those before had not, where it is asked for. */
const query = (late = "'eu'") => `
  SELECT DATE '2025-01-01' + CAST(i // 50 AS INTEGER) AS day, i AS id, 10 + i % 7 AS price, i - 1000 AS growing,
    CASE WHEN i >= 1750 THEN ${late} ELSE ['eu', 'us'][1 + i % 2] END AS region,
    CASE WHEN i % 10 > 0 THEN 'c' || i || '@example.com' END AS email, 'it''s "quoted"' AS odd
  FROM range(2000) AS r(i)`;

const formulas = ({ suggestions }: Suggestions) =>
  suggestions.map(({ formula, demand }) => `${formula} ${JSON.stringify(Object.values(demand))}`);

describe("suggestions of data with days", () => {
  it("are learnt from earlier days and tried on later ones", async () => {
    await using source = DuckDBDataSource.fromQuery({ name: "orders", dateColumn: "day", query: query() });
    const made = await suggest(source);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    expect(made).toMatchObject({
      format: "dqx.suggestions",
      learntFrom: "30 days from 2025-01-01 to 2025-01-30",
      triedOn: "10 days from 2025-01-31 to 2025-02-09",
      lastDay: "2025-02-08",
      leftOut: [],
    });
    expect(made.heldOut.held).toBe(made.heldOut.tried);
    expect(formulas(made)).toEqual(
      expect.arrayContaining([
        // Fifty rows each day: √50, which is more than a tenth of them, to each side, rounded outwards.
        'numRows() ["between",42,58]',
        'nullCount(id) ["equal",0]',
        expect.stringMatching(/^nullCount\(email\) \/ numRows\(\) \["atMost",0\.\d+\]$/),
        'duplicateCount(id) ["equal",0]',
        `outOfSetCount(region, ['eu', 'us']) ["equal",0]`,
        `numRows() - nullCount(email) - formatMatch(email, 'email') ["equal",0]`,
        'maximum(price) ["atMost",24]',
      ]),
    );
    // Ids grow from day to day, so that no bound holds; a text with both quotes cannot be written.
    expect(formulas(made).join()).not.toMatch(/minimum\(id\)|average\(growing\)|outOfSetCount\(odd/);
  });

  it("that do not hold are left out, and counted", async () => {
    await using source = DuckDBDataSource.fromQuery({
      name: "orders",
      dateColumn: "day",
      query: query("'mars'"),
    });
    const made = await suggest(source);
    expect(made.leftOut.map(({ formula, heldOut }) => [formula, heldOut])).toEqual([
      ["outOfSetCount(region, ['eu', 'us'])", { held: 0, tried: 1 }],
    ]);
    expect(made.heldOut.tried - made.heldOut.held).toBe(1);
  });

  it("are learnt up to a day where one is given", async () => {
    await using source = DuckDBDataSource.fromQuery({ name: "orders", dateColumn: "day", query: query() });
    expect((await suggest(source, { until: LocalDate("2025-01-30") })).triedOn).toBe(
      "8 days from 2025-01-23 to 2025-01-30",
    );
  });

  it("of too few days are of the rows, with the rows of a day as their number", async () => {
    await using source = DuckDBDataSource.fromQuery({
      name: "orders",
      dateColumn: "day",
      query: `${query()} WHERE i < 300`,
    });
    const made = await suggest(source);
    expect(made.learntFrom).toMatch(/^2\d\d of 300 rows$/);
    expect(formulas(made)).toContain('numRows() ["between",25,100]');
  });
});

describe("suggestions that are told to end early", () => {
  const sources = {
    "with days": { name: "orders", dateColumn: "day", query: query() },
    "without days": { name: "orders", query: query() },
  };

  it.each(Object.entries(sources))("are made of data %s unless it happens", async (_, options) => {
    await using source = DuckDBDataSource.fromQuery(options);
    const made = await suggest(source, { signal: new AbortController().signal });
    expect(made.suggestions.length).toBeGreaterThan(10);
  });

  it.each(Object.entries(sources))("are not made of data %s when it did", async (_, options) => {
    await using source = DuckDBDataSource.fromQuery(options);
    const reason = new Error("enough");
    await expect(suggest(source, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("suggestions of data whose days cannot be told", () => {
  const withDay = (day: string) =>
    DuckDBDataSource.fromQuery({
      name: "orders",
      dateColumn: "day",
      query: `SELECT ${day} AS day, i AS id FROM range(20) AS r(i)`,
    });

  it("are of the rows where no row has a day", async () => {
    await using source = withDay("CAST(NULL AS DATE)");
    const made = await suggest(source);
    expect([made.learntFrom, made.triedOn, made.lastDay]).toEqual(["20 rows", null, null]);
  });

  it("are not made where the day is a text", async () => {
    await using source = withDay("'2025-01-' || i");
    await expect(suggest(source)).rejects.toThrow("'day'");
  });
});

describe("suggestions of data without days", () => {
  it("are learnt from three quarters of the rows, the same each time", async () => {
    await using source = DuckDBDataSource.fromQuery({ name: "t", query: query() });
    const [made, again] = [await suggest(source), await suggest(source)];
    expect(made).toEqual(again);
    const [, learnt] = /^(\d+) of 2000 rows$/.exec(made.learntFrom) ?? [];
    expect(Number(learnt)).toBeGreaterThan(1400);
    expect(Number(learnt)).toBeLessThan(1600);
    expect(made.triedOn).toBe(`the other ${2000 - Number(learnt)} rows`);
    expect(made.lastDay).toBeNull();
    expect(formulas(made)).toEqual(
      expect.arrayContaining([
        'numRows() ["between",1000,4000]',
        'minimum(price) ["atLeast",7]',
        'maximum(price) ["atMost",19]',
      ]),
    );
  });

  it("of few rows are learnt from all of them, and of none there is none", async () => {
    await using few = InMemoryDataSource.fromColumns({ name: "t", columns: { a: [1, null], b: ["x", " "] } });
    const made = await suggest(few);
    expect([made.triedOn, made.heldOut]).toEqual([null, { held: 0, tried: 0 }]);
    expect(formulas(made)).toContain('numRows() ["between",1,4]');
    await using none = DuckDBDataSource.fromQuery({ name: "t", query: "SELECT 1 AS a WHERE false" });
    expect((await suggest(none)).suggestions).toEqual([]);
  });

  it("follow from a profile alone", async () => {
    await using source = InMemoryDataSource.fromColumns({ name: "t", columns: { a: [1, 2, 3] } });
    const made = suggestChecks(await profile(source));
    expect(made.learntFrom).toBe("3 rows");
    expect(formulas(made)).toEqual([
      'numRows() ["between",1,6]',
      'nullCount(a) ["equal",0]',
      'minimum(a) ["atLeast",0]',
      'maximum(a) ["atMost",4]',
    ]);
  });
});

describe("suggestions as text", () => {
  it("have their evidence above them, in YAML and in TypeScript", async () => {
    await using source = InMemoryDataSource.fromColumns({ name: "t", columns: { a: [1, 2, 3] } });
    const made = suggestChecks(await profile(source));
    expect(suggestedYaml(made)).toBe(
      [
        "checks:",
        "  volume:",
        '    dataset: "t"',
        "    assertions:",
        "      # 3 rows",
        '      - { assert: "numRows()", between: [1, 6], severity: P1 }',
        "  completeness:",
        '    dataset: "t"',
        "    assertions:",
        "      # 0 of 3 rows",
        '      - { assert: "nullCount(a)", equal: 0, severity: P1 }',
        "  ranges:",
        '    dataset: "t"',
        "    assertions:",
        "      # from 1 to 3",
        '      - { assert: "minimum(a)", atLeast: 0, severity: P2 }',
        "      # from 1 to 3",
        '      - { assert: "maximum(a)", atMost: 4, severity: P2 }',
        "",
      ].join("\n"),
    );
    expect(suggestedTypeScript(made)).toContain(
      [
        '  check({ name: "volume", datasets: ["t"] }, (mp, ctx) => {',
        "    // 3 rows",
        '    ctx.assertThat(mp.numRows()).config({ severity: "P1" }).isBetween(1, 6);',
        "  }),",
      ].join("\n"),
    );
    expect(suggestedTypeScript(made)).toContain(
      'ctx.assertThat(mp.minimum("a")).config({ severity: "P2" }).isGeq(0);',
    );
  });

  it("say how they did on what was held out", async () => {
    await using dated = DuckDBDataSource.fromQuery({ name: "orders", dateColumn: "day", query: query() });
    expect(suggestedTypeScript(await suggest(dated))).toContain(
      "// 50 on 30 days; held on 10 of 10 later days",
    );
    await using whole = DuckDBDataSource.fromQuery({ name: "t", query: query() });
    expect(suggestedYaml(await suggest(whole))).toMatch(/# from 10 to 16; held on what was held out$/m);
  });

  it("quote what is no word, and leave out what no quotes hold", () => {
    expect(metric("sum", ["a b"])?.formula).toBe("sum('a b')");
    expect(metric("sum", ["it's"])).toEqual({ formula: `sum("it's")`, code: `mp.sum("it's")` });
    expect(metric("sum", ["true"])?.formula).toBe("sum('true')");
    expect(metric("sum", [`it's "so"`])).toBeUndefined();
    expect(metric("inSet", ["a"], [1, true, `it's "so"`])).toBeUndefined();
    expect(metricOfColumns("duplicateCount", ["a", "b c"])?.formula).toBe("duplicateCount(['a', 'b c'])");
    expect(quotient(undefined, metric("numRows", []))).toBeUndefined();
    expect(difference(metric("numRows", []), undefined)).toBeUndefined();
  });

  it("have bounds of three digits, away from what lies within", () => {
    expect([
      rounded(12345, "up"),
      rounded(12345, "down"),
      rounded(-0.012345, "down"),
      rounded(0, "up"),
    ]).toEqual([12400, 12300, -0.0124, 0]);
    expect(rounded(Number.POSITIVE_INFINITY, "up")).toBe(Number.POSITIVE_INFINITY);
    expect(rounded(1.7e308, "up")).toBe(1.7e308);
    expect([meets(1, { kind: "equal", bound: 1 }), meets(2, { kind: "atLeast", bound: 3 })]).toEqual([
      true,
      false,
    ]);
  });
});
