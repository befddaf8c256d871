import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DQXError, Option, ResultKey, type SqlRow, type SqlValue } from "@dqx/common";
import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { QuarantineError, showCondition } from "@dqx/rules";
import { protectColumns, type RowFiles, type SqlDataSource } from "@dqx/sql";
import { DuckDBInstance } from "@duckdb/node-api";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  all,
  any,
  type CheckBody,
  check,
  col,
  increasing,
  length,
  not,
  type RowCondition,
  type RunOptions,
  rule,
  sql,
  unique,
  VerificationSuite,
} from "../src/index.js";

const key = new ResultKey("2025-01-08");
const schema = JSON.parse(readFileSync(new URL("../run-report.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

const CHILD = fileURLToPath(new URL("quarantine-child.mjs", import.meta.url));
/** How often the writer is killed; `DQX_KILLS=100` for the full test. */
const KILLS = Number(process.env.DQX_KILLS ?? 4);

let folder: string;
const path = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dqx-quarantine-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What DuckDB reads in the files. */
async function ask(query: string): Promise<readonly SqlRow[]> {
  await using source = DuckDBDataSource.fromQuery({ name: "files", query, allowedPaths: [folder] });
  return await source.withSession((session) => session.query(query));
}

const VALUES = `SELECT * FROM (VALUES
  (DATE '2025-01-08', 1, 10.0, 'a@b.cz', 5), (DATE '2025-01-08', 2, -5.0, 'b', 6),
  (DATE '2025-01-08', 2, NULL, NULL, 4), (DATE '2025-01-08', 4, 8.0, 'c@d.org', NULL),
  (DATE '2025-01-08', 5, -1.0, 'e@f.org', 7), (DATE '2025-01-07', 9, -9.0, 'x', 1)) AS t(day, id, amount, email, place)`;

const dated = { name: "orders", dateColumn: "day" };
const orders = DuckDBDataSource.fromQuery({ name: "orders", query: VALUES, dateColumn: "day" });

const rules = [
  rule("amount", col("amount").isGeq(0)),
  rule("known", col("amount").isGeq(-5), { nulls: "fail", atLeast: 0.1 }),
  rule("email", col("email").hasFormat("email"), { warnBelow: 1 }),
  rule("one row per order", unique(["id"]), { where: col("id").isGt(1) }),
  rule("in order", increasing("place", { orderBy: "id" })),
];
const ruled: CheckBody = (_, ctx) => ctx.rows("orders").apply(rules);

async function run(
  options: RunOptions,
  { source = orders, body = ruled }: { source?: SqlDataSource; body?: CheckBody } = {},
) {
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([check({ name: "orders" }, body)], db, { name: "shop" });
  const result = await suite.run([source], key, options);
  const report = result.toJSON();
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  expect(Option.getOrThrow(await db.getReport(suite.executionId)).quarantined).toEqual(report.quarantined);
  return { result, report, executionId: suite.executionId };
}

const both = () => ({ bad: path("bad.parquet"), good: path("good.parquet") });

describe("the quarantine of a run", () => {
  it("splits all rows of the day, and says of a bad one what it does not meet", async () => {
    const { report, executionId } = await run({ quarantine: { orders: both() } });
    expect(report.quarantined).toEqual([
      {
        dataset: "orders",
        rules: 5,
        bad: { file: path("bad.parquet"), rows: 3 },
        good: { file: path("good.parquet"), rows: 2 },
      },
    ]);
    expect(readdirSync(folder).toSorted()).toEqual(["bad.parquet", "good.parquet"]);
    const fault = (name: string, condition: string) => ({
      name,
      message: `the row does not meet: ${condition}`,
      rule: condition,
      execution_id: executionId,
    });
    const bad = await ask(
      `SELECT id, amount::VARCHAR, to_json(_errors)::VARCHAR, to_json(_warnings)::VARCHAR FROM '${path("bad.parquet")}' ORDER BY id, amount NULLS FIRST`,
    );
    const repeated = fault("one row per order", "id is unique");
    const negative = fault("amount", "amount >= 0");
    const falls = fault("in order", showCondition(increasing("place", { orderBy: "id" })));
    const read = (text: unknown): unknown => JSON.parse(String(text));
    expect(bad.map(([id, amount, errors, warnings]) => [id, amount, read(errors), read(warnings)])).toEqual([
      [2n, null, [fault("known", "amount >= -5"), repeated, falls], []],
      [2n, "-5.0", [negative, repeated], [fault("email", "email has format email")]],
      [5n, "-1.0", [negative], []],
    ]);
    expect(await ask(`SELECT id, email FROM '${path("good.parquet")}' ORDER BY id`)).toEqual([
      [1n, "a@b.cz"],
      [4n, "c@d.org"],
    ]);
    expect(await ask(`SELECT column_name FROM (DESCRIBE FROM '${path("good.parquet")}')`)).toEqual(
      ["day", "id", "amount", "email", "place"].map((name) => [name]),
    );
    const statements = report.datasets[0]?.statements.filter(({ purpose }) => purpose === "quarantine");
    expect(statements?.map(({ rows }) => rows)).toEqual([3, 2, 1]);
  });

  it("writes what has no bad row, only bad ones, or no row at all", async () => {
    const split = async (query: string) => {
      const source = DuckDBDataSource.fromQuery({ name: "orders", query });
      const body: CheckBody = (_, ctx) =>
        ctx.rows("orders").expect(col("id").isGt(0)).config({ name: "id" }).holds();
      const files = { ...both(), overwrite: true };
      const { report } = await run({ quarantine: { orders: files } }, { source, body });
      const [{ bad, good } = raise()] = report.quarantined ?? [];
      const found = [files.bad, files.good].map((file) => ask(`SELECT count(*) FROM '${file}'`));
      expect((await Promise.all(found)).flat()).toEqual([[BigInt(bad.rows)], [BigInt(good.rows)]]);
      return [bad.rows, good.rows];
    };
    expect(await split("SELECT 1 AS id")).toEqual([0, 1]);
    expect(await split("SELECT -1 AS id")).toEqual([1, 0]);
    expect(await split("SELECT 1 AS id WHERE false")).toEqual([0, 0]);
  });

  it("leaves a row good that fails what only warns, what is asserted in anyOf, or a rule that is for other rows", async () => {
    const body: CheckBody = (_, ctx) => {
      const rows = ctx.rows("orders");
      rows.expect(col("id").isGt(9)).config({ name: "warns" }).holdsFor({ warnBelow: 1 });
      ctx.anyOf({ name: "either" }, (any) => {
        any.rows("orders").expect(col("id").isGt(9)).config({ name: "above" }).holds();
        any.rows("orders").expect(col("id").isLt(9)).config({ name: "below" }).holds();
      });
      ctx.allOf({ name: "both" }, (group) => {
        group.rows("orders").expect(col("id").isNeq(5)).config({ name: "not 5" }).holds();
        group
          .rows("orders", { where: col("id").isLt(5) })
          .expect(col("id").isNeq(5))
          .config({ name: "x" })
          .holds();
      });
    };
    const { report } = await run({ quarantine: { orders: both() } }, { body });
    expect(report.quarantined).toMatchObject([{ rules: 3, bad: { rows: 1 }, good: { rows: 4 } }]);
  });

  it("writes CSV and JSON, in which what is wrong is JSON, too", async () => {
    for (const ending of ["csv", "jsonl"]) {
      const files = { bad: path(`bad.${ending}`), good: path(`good.${ending}`) };
      await run({ quarantine: { orders: files } });
      const [bad, good] = await Promise.all([
        ask(`SELECT id, json_extract_string(_errors::JSON, '$[0].name') FROM '${files.bad}' ORDER BY ALL`),
        ask(`SELECT count(*) FROM '${files.good}'`),
      ]);
      expect(bad).toEqual([
        [2n, "amount"],
        [2n, "known"],
        [5n, "amount"],
      ]);
      expect(good).toEqual([[2n]]);
    }
  });

  it("writes what any source of DuckDB reads, which stays as it was", async () => {
    const database = path("shop.db");
    const made = await DuckDBInstance.create(database);
    const connection = await made.connect();
    await connection.run(`CREATE TABLE orders AS ${VALUES}`);
    const borrowed = { table: "orders", dateColumn: "day", name: "orders" };
    const splitBy = async (source: SqlDataSource) => {
      const files = { ...both(), overwrite: true };
      const { report } = await run({ quarantine: { orders: files } }, { source });
      return report.quarantined?.map(({ bad, good }) => [bad.rows, good.rows]);
    };
    expect(await splitBy(DuckDBDataSource.fromTable({ ...borrowed, database: made }))).toEqual([[3, 2]]);
    expect(await splitBy(DuckDBDataSource.fromTable({ ...borrowed, database: connection }))).toEqual([
      [3, 2],
    ]);
    await connection.run(`COPY orders TO '${path("orders.parquet")}'`);
    connection.closeSync();
    made.closeSync();
    const before = readFileSync(database);
    await using table = DuckDBDataSource.fromTable({ ...borrowed, database });
    expect(await splitBy(table)).toEqual([[3, 2]]);
    expect(readFileSync(database).equals(before)).toBe(true);
    await using files = DuckDBDataSource.fromFiles({ ...dated, files: path("orders.parquet") });
    expect(await splitBy(files)).toEqual([[3, 2]]);
    const query = `SELECT * FROM '${path("orders.parquet")}' WHERE id < $most`;
    await using bound = DuckDBDataSource.fromQuery({ ...dated, query });
    const body: CheckBody = (_, ctx) =>
      ctx
        .rows("orders", { parameters: { most: 5 } })
        .expect(col("amount").isGeq(0))
        .holds();
    const parametrized = await run(
      { quarantine: { orders: { ...both(), overwrite: true } } },
      { source: bound, body },
    );
    expect(parametrized.report.quarantined).toMatchObject([{ bad: { rows: 1 }, good: { rows: 3 } }]);
    const days = ["2025-01-08", "2025-01-08", "2025-01-07"];
    const memory = InMemoryDataSource.fromColumns({ ...dated, columns: { day: days, amount: [1, -1, -1] } });
    const amounts: CheckBody = (_, ctx) => ctx.rows("orders").expect(col("amount").isGeq(0)).holds();
    const inMemory = await run(
      { quarantine: { orders: { ...both(), overwrite: true } } },
      { source: memory, body: amounts },
    );
    expect(inMemory.report.quarantined).toMatchObject([{ bad: { rows: 1 }, good: { rows: 1 } }]);
  });
});

describe("for every kind of rule", () => {
  const kinds: Readonly<Record<string, RowCondition>> = {
    comparison: col("y").isGeq(0),
    "comparison of columns": col("y").isLt(col("n")),
    interval: col("x").isBetween(0, 2),
    set: col("k").isIn(["a", "b"]),
    pattern: col("email").matches(/@/),
    format: col("email").hasFormat("email"),
    finite: col("x").isFinite(),
    function: length(col("email")).isLeq(6),
    presence: col("k").isNotNull(),
    "SQL of one's own": sql("y * 2 > 1"),
    both: all(col("y").isGeq(0), col("k").isEq("a")),
    either: any(col("y").isGeq(0), col("k").isEq("a")),
    negation: not(col("k").isEq("a")),
    unique: unique(["k", "y"]),
    increasing: increasing("x", { orderBy: "n", per: ["k"] }),
  };
  const row = fc.record({
    day: fc.constantFrom("2025-01-08", "2025-01-08", "2025-01-08", "2025-01-07", null),
    k: fc.constantFrom("a", "b", "c", null),
    x: fc.constantFrom(-1, 0, 2.5, Number.NaN, Number.POSITIVE_INFINITY, null),
    y: fc.constantFrom(-2, 0, 1, 3, null),
    email: fc.constantFrom("a@b.cz", "no address", "", null),
  });

  it("the metric, the sample and the quarantine have the same rows", async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const [rows = []] = fc.sample(fc.array(row, { minLength: 100, maxLength: 140 }), { numRuns: 1, seed });
    const column = (name: keyof (typeof rows)[number]) => rows.map((each) => each[name]);
    const source = InMemoryDataSource.fromColumns({
      ...dated,
      types: { n: "BIGINT", day: "DATE", k: "VARCHAR", x: "DOUBLE", y: "BIGINT", email: "VARCHAR" },
      columns: {
        n: rows.map((_, index) => index),
        ...{ day: column("day"), k: column("k"), x: column("x"), y: column("y"), email: column("email") },
      },
    });
    const body: CheckBody = (_, ctx) => {
      for (const where of [undefined, col("k").isNeq("c")]) {
        const asked = ctx.rows("orders", where && { where });
        for (const [kind, condition] of Object.entries(kinds)) {
          const isPredicate = condition.kind !== "unique" && condition.kind !== "increasing";
          for (const nulls of isPredicate ? (["ignore", "fail", "pass"] as const) : [undefined]) {
            const name = `${kind}, ${nulls}, ${where === undefined}`;
            asked
              .expect(condition)
              .config({ name, ...(nulls && { nulls }) })
              .holdsFor({ atLeast: 1 });
          }
        }
      }
    };
    const samples = { limit: 1000, datasets: { orders: { keys: ["n"] } } };
    const { result } = await run({ quarantine: { orders: both() }, samples }, { source, body });
    const listed = await ask(
      `SELECT fault.name, list(n ORDER BY n) FROM (SELECT n, unnest(_errors) AS fault FROM '${path("bad.parquet")}') GROUP BY ALL`,
    );
    const placesOf = new Map(listed.map(([name, places]) => [name, places]));
    const failing = new Set<unknown>();
    for (const { name, rows: counts, sample, message } of result.assertions) {
      const places = (placesOf.get(name) ?? []) as readonly SqlValue[];
      const shown = sample?.rows.map(({ values: [n] }) => BigInt(Number(n))) ?? [];
      expect([counts?.failing ?? 0, shown], `${name}: ${message} (seed ${seed})`).toEqual([
        places.length,
        places,
      ]);
      for (const place of places) failing.add(place);
    }
    const today = rows.flatMap(({ day }, n) => (day === "2025-01-08" ? [BigInt(n)] : []));
    expect(await ask(`SELECT n FROM '${path("good.parquet")}' ORDER BY n`)).toEqual(
      today.filter((n) => !failing.has(n)).map((n) => [n]),
    );
    await source.close();
  });
});

describe("a quarantine is refused before anything is read", () => {
  const refused = async (
    files: Readonly<Record<string, unknown>>,
    given: Parameters<typeof run>[1] & { readonly options?: RunOptions } = {},
  ) => {
    const error: unknown = await run(
      { ...given.options, quarantine: { orders: files } as never },
      given,
    ).catch((thrown: unknown) => thrown);
    expect(readdirSync(folder).filter((name) => name.startsWith(".dqx"))).toEqual([]);
    expect(error).toBeInstanceOf(DQXError);
    return String(error);
  };

  it("where options are wrong", async () => {
    expect(await refused({ bad: 1, good: "x.csv" })).toContain("bad is 1. Give the path");
    expect(await refused({ bad: "x.csv" })).toContain("good is undefined");
    expect(await refused({ ...both(), overwrite: 1 })).toContain("overwrite is 1. Give true or false");
    expect(await refused({ ...both(), owerwrite: true })).toContain("Did you mean 'overwrite'?");
    await expect(run({ quarantine: { oders: both() } })).rejects.toThrow("Did you mean 'orders'?");
    expect(await refused({ ...both(), bad: path("bad.xlsx") })).toContain("has no ending that says");
    expect(await refused({ ...both(), bad: path("bad") })).toContain("has no ending that says");
  });

  it("where a file must not be written", async () => {
    expect(await refused({ bad: path("x.csv"), good: path("./x.csv") })).toContain("are both");
    expect(await refused({ ...both(), bad: path("gone/bad.csv") })).toContain("cannot be written: ENOENT");
    writeFileSync(path("good.parquet"), "mine");
    expect(await refused(both())).toContain("is there already. Give another name, or overwrite: true");
    expect(readFileSync(path("good.parquet"), "utf8")).toBe("mine");
    mkdirSync(path("folder.csv"));
    const onFolder = { ...both(), good: path("folder.csv"), overwrite: true };
    expect(await refused(onFolder)).toContain("is no file");
  });

  it("where the source reads a file, directly, by a pattern, a link or a folder", async () => {
    mkdirSync(path("data"));
    symlinkSync(path("data"), path("link"));
    await run({ quarantine: { orders: { bad: path("data/b.csv"), good: path("data/day-1.parquet") } } });
    const one = DuckDBDataSource.fromFiles({ name: "orders", files: path("data/day-1.parquet") });
    const many = DuckDBDataSource.fromFiles({
      name: "orders",
      files: path("data/day-[0-9].p?rquet"),
      format: "parquet",
    });
    const deep = DuckDBDataSource.fromFiles({ name: "orders", files: path("**/day-*.parquet") });
    const query = `SELECT * FROM '${path("data/day-1.parquet")}'`;
    const allowed = DuckDBDataSource.fromQuery({ name: "orders", query, allowedPaths: [path("data")] });
    const over = (name: string) => ({ bad: path("bad.csv"), good: path(name), overwrite: true });
    const says = "is a file that the source reads";
    expect(await refused(over("data/day-1.parquet"), { source: one })).toContain(says);
    expect(await refused(over("link/day-1.parquet"), { source: one })).toContain(says);
    expect(await refused(over("data/day-2.parquet"), { source: many })).toContain(says);
    expect(await refused(over("day-x.parquet"), { source: deep })).toContain(says);
    expect(await refused(over("data/new.csv"), { source: allowed })).toContain(says);
    await run({ quarantine: { orders: over("data/other.parquet") } }, { source: many });
    await Promise.all([one, many, deep, allowed].map((source) => source.close()));
  });

  it("where the rows cannot be split", async () => {
    const amounts = col("amount").isGeq(0);
    const none: CheckBody = (mp, ctx) => ctx.assertThat(mp.numRows()).isGt(0);
    expect(await refused(both(), { body: none })).toContain("no rule of the run is about its rows");
    const missing: CheckBody = (_, ctx) => ctx.rows("orders").expect(col("amont").isGt(0)).holds();
    expect(await refused(both(), { body: missing })).toContain("did you mean 'amount'?");
    const query = "SELECT 1 AS amount, 2 AS _Errors";
    const taken = DuckDBDataSource.fromQuery({ name: "orders", query });
    const one: CheckBody = (_, ctx) => ctx.rows("orders").expect(amounts).holds();
    expect(await refused(both(), { body: one, source: taken })).toContain("has a column '_Errors'");
    const hidden = protectColumns(orders, { mask: ["email"] });
    expect(await refused(both(), { body: one, source: hidden })).toContain("columns of it are protected");
    const protect = { orders: { deny: ["email"] } };
    expect(await refused(both(), { body: one, options: { protect } })).toContain(
      "columns of it are protected",
    );
    const elsewhere = withRowFiles(DuckDBDataSource.fromQuery({ name: "orders", query: VALUES }), undefined);
    expect(await refused(both(), { body: one, source: elsewhere })).toContain("writes no files");
    const parametrized = DuckDBDataSource.fromQuery({ name: "orders", query: "SELECT $x AS amount" });
    const different: CheckBody = (_, ctx) => {
      ctx
        .rows("orders", { parameters: { x: 1 } })
        .expect(amounts)
        .config({ name: "a" })
        .holds();
      ctx
        .rows("orders", { parameters: { x: 2 } })
        .expect(amounts)
        .config({ name: "b" })
        .holds();
    };
    expect(await refused(both(), { body: different, source: parametrized })).toContain(
      "different parameters",
    );
    const gone = DuckDBDataSource.fromFiles({ name: "orders", files: path("gone.parquet") });
    expect(await refused(both(), { body: one, source: gone })).toContain("gone.parquet");
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("a quarantine that cannot be written", () => {
  it("leaves what was there, and the run is an error", async () => {
    writeFileSync(path("good.parquet"), "old");
    const files = { ...both(), overwrite: true };
    const body: CheckBody = (_, ctx) => {
      ctx.rows("orders").expect(col("id").isGt(0)).config({ name: "id" }).holds();
      ctx.rows("orders").expect(sql("CAST(email AS INTEGER) > 0")).holds();
    };
    const db = await InMemoryMetricDB.open();
    const suite = new VerificationSuite([check({ name: "orders" }, body)], db, { name: "shop" });
    const failed: unknown = await suite
      .run([orders], key, { quarantine: { orders: files } })
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(QuarantineError);
    expect(String(failed)).toContain("The quarantine of dataset 'orders' cannot be written: ");
    expect(readdirSync(folder)).toEqual(["good.parquet"]);
    expect(readFileSync(path("good.parquet"), "utf8")).toBe("old");
    const {
      executions: [execution],
    } = await db.listExecutions({ limit: 1 });
    expect(execution?.status).toBe("ERROR");
    await db.close();
  });

  it("since the data have changed meanwhile, leaves nothing", async () => {
    writeFileSync(path("orders.csv"), "id\n1\n2\n");
    const source = DuckDBDataSource.fromFiles({ name: "orders", files: path("orders.csv") });
    const body: CheckBody = (_, ctx) => ctx.rows("orders").expect(col("id").isGt(1)).holds();
    const changing = beforeWriting(source, () => writeFileSync(path("orders.csv"), "id\n1\n2\n3\n"));
    await expect(run({ quarantine: { orders: both() } }, { source: changing, body })).rejects.toThrow(
      "there are 1 bad and 2 good rows, and the run has counted 2. The data have changed",
    );
    expect(readdirSync(folder)).toEqual(["orders.csv"]);
    await source.close();
  });

  it("is stopped by a signal, and leaves nothing", async () => {
    const controller = new AbortController();
    const query = "SELECT range AS id FROM range(100000000)";
    const source = DuckDBDataSource.fromQuery({ name: "orders", query });
    const body: CheckBody = (_, ctx) => ctx.rows("orders").expect(col("id").isGt(1)).holds();
    const stopped = beforeWriting(
      source,
      () => void setTimeout(5).then(() => controller.abort(new Error("enough"))),
    );
    const running = run(
      { quarantine: { orders: both() }, signal: controller.signal },
      { source: stopped, body },
    );
    await expect(running).rejects.toThrow("enough");
    expect(readdirSync(folder)).toEqual([]);
    await source.close();
  });
});

describe("a process that writes a quarantine", () => {
  const child = (setup: string, ...given: readonly string[]) =>
    spawn("bash", ["-c", `${setup} exec "$0" "$@"`, process.execPath, CHILD, folder, ...given]);

  it("and is killed leaves both files of one run, or what was there", async () => {
    const rows = 200_000;
    for (let kill = 0; kill < KILLS; kill++) {
      const running = child("", String(rows), "1000");
      let said = "";
      running.stdout.on("data", (text: Buffer) => {
        said += text.toString();
      });
      await new Promise<void>((resolve) => running.stdout.once("data", () => resolve()));
      await setTimeout(200 + Math.random() * 400);
      running.kill("SIGKILL");
      await once(running, "close");
      const ended = Number(
        said
          .match(/end (\d+)\n/g)
          ?.at(-1)
          ?.slice(4) ?? 0,
      );
      const [[bad] = []] = ended === 0 ? [] : await ask(`SELECT count(*) FROM '${path("bad.parquet")}'`);
      // The good file goes first and comes last, so between the two there may be none.
      const hasGood = existsSync(path("good.parquet"));
      const [[good] = []] = hasGood ? await ask(`SELECT count(*) FROM '${path("good.parquet")}'`) : [];
      expect([undefined, BigInt(ended), BigInt(ended + 1)]).toContain(bad);
      if (hasGood) expect(Number(bad) + Number(good)).toBe(rows);
      for (const name of readdirSync(folder)) rmSync(path(name));
    }
  }, 60_000);

  it("and may write no more leaves nothing, and says why", async () => {
    const running = child("ulimit -f 64;", "2000000", "1");
    let said = "";
    running.stdout.on("data", (text: Buffer) => {
      said += text.toString();
    });
    await once(running, "close");
    expect(said).toContain("QuarantineError: The quarantine of dataset 'orders' cannot be written: ");
    expect(said).toContain("No file was changed.");
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);
});

/** The source, whose engine writes files otherwise. */
function withRowFiles(source: SqlDataSource, rowFiles: RowFiles | undefined): SqlDataSource {
  return Object.defineProperty(source, "rowFiles", { value: rowFiles });
}

/** The source, where something happens between the scan and the writing. */
function beforeWriting(source: SqlDataSource, act: () => void): SqlDataSource {
  const files = source.rowFiles ?? raise();
  return withRowFiles(source, {
    ...files,
    withWriter(...given) {
      act();
      return files.withWriter(...given);
    },
  });
}

function raise(): never {
  throw new Error("there is nothing");
}
