import { Either, LocalDate } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { all, col, type NullPolicy } from "@dqx/metrics";
import {
  planSource,
  type RowTarget,
  rowTarget,
  runPlan,
  type SourcePlan,
  type SqlDataSource,
  type SqlSession,
} from "@dqx/sql";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  failingRows,
  increasing,
  type RowCondition,
  type RowFailure,
  type RowScope,
  rowFailure,
  shareSpec,
  splitRows,
  unique,
} from "../src/index.js";

const date = LocalDate("2025-01-08");

/** A row of the tests: `n` is its place, `day` whether it is of the day that is verified. */
interface Row {
  readonly n: number;
  readonly today: boolean;
  readonly k: string | null;
  readonly x: number | null;
}

function source(rows: readonly Row[]) {
  return InMemoryDataSource.fromColumns({
    name: "rows",
    dateColumn: "day",
    types: { n: "BIGINT", day: "DATE", k: "VARCHAR", x: "DOUBLE" },
    columns: {
      n: rows.map(({ n }) => n),
      day: rows.map(({ today }) => (today ? "2025-01-08" : "2025-01-07")),
      k: rows.map(({ k }) => k),
      x: rows.map(({ x }) => x),
    },
  });
}

function failureOf(condition: RowCondition, scope: RowScope, target: RowTarget): RowFailure {
  let windows = 0;
  return Either.getOrThrow(rowFailure(condition, scope, target, () => target.alias(windows++)));
}

/** A condition, and the rows that it is asked of. */
type Asked = readonly [condition: RowCondition, scope: RowScope];

/** The places of the failing rows by our statements, and their numbers by the metrics, on one instance. */
async function judge(rows: readonly Row[], asked: readonly Asked[]) {
  await using data = source(rows);
  const specs = asked.map(([condition, scope]) => shareSpec(condition, scope));
  const requests = specs.map((spec) => ({ spec, dates: [date] }));
  const plan = await planSource(data, requests, { referenceDate: date });
  return await data.withSession(async (session) => {
    const { measured } = await runPlan(plan, session);
    const results: { places: readonly number[]; failing: number }[] = [];
    for (const [index, [condition, scope]] of asked.entries()) {
      const spec = specs[index];
      const target = spec && rowTarget(plan, spec, date);
      if (target === undefined) throw new Error("The plan does not measure the rule.");
      const selection = { columns: ['"n"'], orderBy: ['"n"'] };
      const statement = failingRows(target, failureOf(condition, scope, target), selection);
      const outcome = measured.find((each) => each.spec.id === spec?.id)?.outcome;
      const detail =
        outcome?.kind === "value" && outcome.detail?.kind === "share" ? outcome.detail : undefined;
      results.push({
        places: (await session.query(statement)).map(([n]) => Number(n)),
        failing: detail === undefined ? 0 : detail.tested - detail.counted,
      });
    }
    await requireSameSplit(rows, asked, { plan, data, session, places: results.map(({ places }) => places) });
    return results;
  });
}

interface Judged {
  readonly plan: SourcePlan;
  readonly data: SqlDataSource;
  readonly session: SqlSession;
  /** The places of the rows that fail each rule. */
  readonly places: readonly (readonly number[])[];
}

/** A quarantine says the same of each row as the statements that look for failing rows do, and has each row once. */
async function requireSameSplit(
  rows: readonly Row[],
  asked: readonly Asked[],
  { plan, data, session, places }: Judged,
): Promise<void> {
  const [first] = asked;
  const target = first && rowTarget(plan, shareSpec(first[0], first[1]), date);
  if (target === undefined || data.rowFiles === undefined) return;
  const rules = asked.map(([condition, scope], index) => ({
    name: String(index),
    condition,
    scope,
    onlyWarns: index % 4 === 3,
  }));
  const request = { rules, executionId: "e", format: "parquet" as const };
  const { bad, good, count } = splitRows(target, request, data.rowFiles);
  const names = (column: string) => `list_transform(${column}, lambda fault: fault.name::INTEGER)`;
  const found = await session.query(
    `SELECT n, ${names("_errors")}, ${names("_warnings")} FROM (${bad.sql}) ORDER BY n`,
  );
  const failed = (onlyWarns: boolean, n: number) =>
    rules.flatMap((rule, index) => {
      const fails = rule.onlyWarns === onlyWarns && places[index]?.includes(n) === true;
      return fails ? [BigInt(index)] : [];
    });
  const today = rows.filter((row) => row.today).map(({ n }) => n);
  const isBad = (n: number) => failed(false, n).length > 0;
  expect(found).toEqual(today.filter(isBad).map((n) => [BigInt(n), failed(false, n), failed(true, n)]));
  expect(await session.query(`SELECT n FROM (${good.sql}) ORDER BY n`)).toEqual(
    today.filter((n) => !isBad(n)).map((n) => [BigInt(n)]),
  );
  expect(await session.query(count)).toEqual([[BigInt(today.length)]]);
}

/** The places of the failing rows, found row by row. `null` is unknown, as in SQL. */
function expected(rows: readonly Row[], nulls: NullPolicy, isFiltered: boolean) {
  const inScope = rows.filter(({ today, k }) => today && (!isFiltered || (k !== null && k !== "c")));
  const negative = inScope.filter(({ x }) => (x === null ? nulls === "fail" : !(x >= 0)));
  const keyed = inScope.filter(({ k }) => k !== null);
  const repeated = keyed.filter((row) => keyed.some((other) => other !== row && other.k === row.k));
  const falling = inScope
    .filter(({ x }) => x !== null && Number.isFinite(x))
    .filter(({ x, n }, index, members) => {
      const before = members[index - 1];
      return before !== undefined && before.n < n && Number(x) < Number(before.x);
    });
  const places = (found: readonly Row[]) => found.map(({ n }) => n);
  return { negative: places(negative), repeated: places(repeated), falling: places(falling) };
}

const cells = fc.record({
  today: fc.boolean(),
  k: fc.constantFrom("a", "b", "c", null),
  x: fc.constantFrom(-1, 0, 1, 2.5, null, Number.NaN, Number.POSITIVE_INFINITY),
});
const table = fc.record({
  cells: fc.array(cells, { maxLength: 12 }),
  nulls: fc.constantFrom<NullPolicy>("ignore", "fail", "pass"),
  isFiltered: fc.boolean(),
});

describe("the failing rows", () => {
  it("are those that are found row by row, as many as the metric counts", async () => {
    // Many tables on one instance: each has the places of a range, which is a filter.
    const property = fc.asyncProperty(fc.array(table, { minLength: 10, maxLength: 10 }), async (tables) => {
      const rows: Row[] = [];
      const asked: Asked[] = [];
      const places: (readonly number[])[] = [];
      for (const { cells: made, nulls, isFiltered } of tables) {
        const first = rows.length;
        const own = made.map((cell, index): Row => ({ n: first + index, ...cell }));
        rows.push(...own);
        const range = col("n").isBetween(first, first + made.length - 1);
        const where = isFiltered ? all(range, col("k").isNeq("c")) : range;
        if (made.length === 0) continue;
        asked.push([col("x").isGeq(0), { nulls, where }], [unique(["k"]), { where }]);
        asked.push([increasing("x", { orderBy: "n" }), { where }]);
        const { negative, repeated, falling } = expected(own, nulls, isFiltered);
        places.push(negative, repeated, falling);
      }
      expect(await judge(rows, asked)).toEqual(
        places.map((found) => ({ places: found, failing: found.length })),
      );
    });
    await fc.assert(property, { numRuns: 4, endOnFailure: true });
  });

  it("are compared with the row before of the same sequence, strictly where that is asked for", async () => {
    const rows = ["a", "b", "a", null, null].map((k, n): Row => ({ n, today: true, k, x: 1 }));
    const strict = increasing("x", { orderBy: "n", per: ["k"], strict: true });
    expect(await judge(rows, [[strict, {}]])).toEqual([{ places: [2, 4], failing: 2 }]);
  });

  it("are as many as is asked for", async () => {
    const rows = [3, 1, 2].map((n): Row => ({ n, today: true, k: null, x: -1 }));
    await using data = source(rows);
    const condition = col("x").isGeq(0);
    const spec = shareSpec(condition);
    const plan = await planSource(data, [{ spec, dates: [date] }], { referenceDate: date });
    const target = rowTarget(plan, spec, date);
    if (target === undefined) throw new Error("The plan does not measure the rule.");
    const failure = failureOf(condition, {}, target);
    const selection = { columns: ['"n"'], orderBy: ['"n"'], limit: 2 };
    const statement = failingRows(target, failure, selection);
    expect(statement.sql).toMatch(/LIMIT 2$/);
    expect(await data.withSession((session) => session.query(statement))).toEqual([[1n], [2n]]);
    // Of another day, or another metric, the plan knows no rows.
    expect(rowTarget(plan, spec, LocalDate("2025-01-07"))).toBeUndefined();
    expect(rowTarget(plan, { id: "other" }, date)).toBeUndefined();
  });

  it("cannot be split where a column has a name that is added, nor by what cannot be asked", async () => {
    const spec = shareSpec(col("x").isGeq(0));
    const targetOf = async (column: string) => {
      const data = InMemoryDataSource.fromColumns({ name: "rows", columns: { x: [1], [column]: [1] } });
      const plan = await planSource(data, [{ spec, dates: [date] }], { referenceDate: date });
      await data.close();
      const target = rowTarget(plan, spec, date);
      if (target === undefined || data.rowFiles === undefined) throw new Error("There is nothing to split.");
      return [target, data.rowFiles] as const;
    };
    const split = async (column: string, condition: RowCondition) => {
      const [target, files] = await targetOf(column);
      const rules = [{ name: "r", condition, scope: {}, onlyWarns: true }];
      return splitRows(target, { rules, executionId: "e", format: "csv" }, files);
    };
    await expect(split("_Warnings", col("x").isGeq(0))).rejects.toThrow("has a column '_Warnings', which");
    await expect(split("y", col("z").isGeq(0))).rejects.toThrow("cannot be split by 'r': column 'z'");
    expect((await split("y", col("x").isGeq(0))).bad.sql).toMatch(/WHERE FALSE$/i);
  });

  it("cannot be told of columns that are not there", async () => {
    await using data = source([]);
    const spec = shareSpec(col("x").isGeq(0));
    const plan = await planSource(data, [{ spec, dates: [date] }], { referenceDate: date });
    const target = rowTarget(plan, spec, date);
    if (target === undefined) throw new Error("The plan does not measure the rule.");
    for (const condition of [unique(["y"]), increasing("y", { orderBy: "n" }), col("y").isNull()]) {
      const failure = rowFailure(condition, {}, target, () => target.alias(0));
      expect(Either.isLeft(failure) && failure.left.reason).toContain("column 'y' does not exist");
    }
  });
});
