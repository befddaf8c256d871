import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { MetricDB } from "@dqx/orm";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { flightDays, flightsFile } from "../src/flights.js";
import { runDemo } from "../src/run-demo.js";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dqx-demo-"));
});
afterEach(() => rm(folder, { recursive: true }));

function demo(...args: readonly string[]) {
  return demoUntil(undefined, ...args);
}

async function demoUntil(signal: AbortSignal | undefined, ...args: readonly string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const exitCode = await runDemo(
    ["--store", join(folder, "store.db"), ...args],
    {
      out: (text) => out.push(text),
      error: (text) => errors.push(text),
    },
    signal,
  );
  return { exitCode, out: out.join("\n"), errors: errors.join("\n") };
}

interface JsonReport {
  readonly executions: readonly {
    readonly executionId: string;
    readonly metrics: readonly { name: string; date: string; dataset: string; value: number }[];
    readonly assertions: readonly {
      check: string;
      name: string;
      severity: string;
      status: string;
      value: number;
      expression: string;
    }[];
  }[];
}

async function jsonDemo(date: string, ...args: readonly string[]): Promise<JsonReport> {
  return JSON.parse((await demo("--json", "--date", date, ...args)).out);
}

/** One row of hand-written SQL over the same file. */
async function queryFlights(sql: string): Promise<readonly number[]> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  try {
    const reader = await connection.runAndReadAll(sql.replace("flights", `'${flightsFile()}'`));
    return (reader.getRows()[0] ?? []).map(Number);
  } finally {
    connection.closeSync();
  }
}

const daily = (expression: string, date: string) =>
  `SELECT ${expression} FROM flights WHERE CAST(date AS DATE) = DATE '${date}'`;

describe("the demo", () => {
  it("has the same numbers when the flights are read from PostgreSQL", async () => {
    const { executions: onDuckDB } = await jsonDemo("2001-03-05");
    const { executions: onPostgres } = await jsonDemo("2001-03-05", "--engine", "postgres");
    expect(onPostgres).toHaveLength(2);
    for (const [index, { metrics, assertions }] of onPostgres.entries()) {
      const wanted = onDuckDB[index];
      const sorted = (list: typeof metrics = []) =>
        list
          .map(({ name, date, value }) => ({ name: `${name} on ${date}`, value }))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const expected = sorted(wanted?.metrics);
      expect(expected.length).toBeGreaterThan(10);
      expect(sorted(metrics)).toEqual(
        expected.map(({ name, value }) => ({
          name,
          value: name.startsWith("average") ? expect.closeTo(value, 9) : value,
        })),
      );
      expect(assertions.map(({ name, status }) => [name, status])).toEqual(
        wanted?.assertions.map(({ name, status }) => [name, status]),
      );
    }
  });

  it.each(["2001-03-05", "2001-06-30", "2001-01-20"])(
    "has the numbers of hand-written SQL for %s",
    async (date) => {
      const [first, second] = (await jsonDemo(date)).executions;
      const today = new Map(
        first?.metrics.filter((metric) => metric.date === date).map(({ name, value }) => [name, value]),
      );
      const direct = {
        "numRows()": "count(*)",
        "nullCount(delay)": "count(*) - count(delay)",
        "nullCount(origin)": "count(*) - count(origin)",
        "nullCount(destination)": "count(*) - count(destination)",
        "average(delay)": "avg(delay)",
        "minimum(delay)": "min(delay)",
        "maximum(delay)": "max(delay)",
        "countDistinct(origin)": "count(DISTINCT origin)",
        "minimum(distance)": "min(distance)",
        "maximum(distance)": "max(distance)",
      };
      const values = await queryFlights(daily(Object.values(direct).join(", "), date));
      for (const [index, name] of Object.keys(direct).entries()) {
        expect(today.get(name), name).toBeCloseTo(values[index] ?? Number.NaN, 12);
      }
      const [ratio, weekRatio] = await queryFlights(`
      SELECT count(*) FILTER (WHERE CAST(date AS DATE) = DATE '${date}') / count(*) FILTER (WHERE CAST(date AS DATE) = DATE '${date}' - 1),
             count(*) FILTER (WHERE CAST(date AS DATE) = DATE '${date}') / count(*) FILTER (WHERE CAST(date AS DATE) = DATE '${date}' - 7)
      FROM flights`);
      expect(today.get("dayOverDay(numRows())")).toBe(ratio);
      expect(today.get("weekOverWeek(numRows())")).toBe(weekRatio);
      const [deviation] = await queryFlights(`
      SELECT stddev_samp(average) FROM (
        SELECT avg(delay) AS average FROM flights
        WHERE CAST(date AS DATE) BETWEEN DATE '${date}' - 6 AND DATE '${date}' GROUP BY CAST(date AS DATE))`);
      expect(today.get("stddev(average(delay), 7 days)")).toBeCloseTo(deviation ?? Number.NaN, 10);
      expect(second?.executionId).not.toBe(first?.executionId);
      expect(second?.metrics).toEqual(first?.metrics);
    },
  );

  it("gives each assertion's value as the metrics have it", async () => {
    const [execution] = (await jsonDemo("2001-03-05")).executions;
    const today = new Map(
      execution?.metrics.filter(({ date }) => date === "2001-03-05").map(({ name, value }) => [name, value]),
    );
    expect(execution?.assertions).toHaveLength(12);
    for (const { expression, value, status } of execution?.assertions ?? []) {
      expect(status).toBe("PASSED");
      if (today.has(expression)) expect(value, expression).toBe(today.get(expression));
    }
  });

  it("reports as dqx run does, keeps two executions apart, and exits with 0 when no P0 failed", async () => {
    const { exitCode, out } = await demo("--date", "2001-03-05");
    expect(exitCode).toBe(0);
    expect(out).toContain("Suite flights for 2001-03-05: PASSED");
    expect(out).toContain("12 assertions: 12 passed, 0 failed, 0 errors, 0 skipped");
    expect(
      out.match(/Stored under [0-9a-f-]{36}: 21 metrics, numRows\(\) = 14696, 0 shared with the other/g),
    ).toHaveLength(2);
  });

  it("exits with 1 when a P0 assertion fails, and says why", async () => {
    const { exitCode, out } = await demo("--date", flightDays.last);
    expect(exitCode).toBe(1);
    expect(out).toMatch(
      /FAILED +P0 +flights, day over day .*\n +dayOverDay\(numRows\(\)\) = 0\.00038\d+ is not in \[0\.5, 2\]/,
    );
  });

  it("says that a day has no week before it, and judges the rest", async () => {
    const { exitCode, out } = await demo("--date", "2001-01-03");
    expect(exitCode).toBe(0);
    expect(out).toMatch(/ERROR +P1 +flights, week over week .*\n.*2000-12-27/);
    expect(out).toMatch(/PASSED +P0 +flights, day over day/);
  });

  it("tells a date outside of the data, a wrong date and an unknown argument with 2", async () => {
    expect(await demo("--date", "2001-07-02")).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining(
        "There are no flights on 2001-07-02: the data cover 2001-01-01 to 2001-07-01.",
      ),
    });
    expect(await demo("--date", "2001-02-29")).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('"2001-02-29" is not a date'),
    });
    expect(await demo("--dat", "2001-02-28")).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining("--date YYYY-MM-DD"),
    });
    expect(await demo("--engine", "oracle")).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining("There is no engine 'oracle'. Choose duckdb or postgres or clickhouse"),
    });
    expect(await demo("--", "--date", "2001-07-02")).toMatchObject({ exitCode: 2 });
    expect(await demo("--help")).toMatchObject({ exitCode: 0, out: expect.stringContaining("--json") });
  });

  it("lets an error that is none of DQX's through", async () => {
    const output = { out: () => expect.fail("no room"), error: () => undefined };
    await expect(runDemo(["--help"], output)).rejects.toThrow("no room");
  });

  it("knows the days that the file covers", async () => {
    const [first, last] = await queryFlights(
      "SELECT date_diff('day', DATE '1970-01-01', CAST(min(date) AS DATE)), date_diff('day', DATE '1970-01-01', CAST(max(date) AS DATE)) FROM flights",
    );
    expect([flightDays.first, flightDays.last].map((day) => Date.parse(day) / 86_400_000)).toEqual([
      first,
      last,
    ]);
  });

  it("says what is wrong with its store, and works once that is mended", async () => {
    const store = join(folder, "store.db");
    await writeFile(store, "this is no database, and long enough to be told from one".repeat(20));
    const broken = await demo("--date", "2001-03-05");
    expect(broken.exitCode).toBe(1);
    expect(broken.errors).toContain("store.db");
    await rm(store);
    expect((await demo("--date", "2001-03-05")).exitCode).toBe(0);
  });

  it("prints plain text in a pipe, from the built program", async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [main, "--store", join(folder, "store.db")],
      {
        env: { ...process.env, FORCE_COLOR: undefined },
      },
    );
    expect(stdout).toContain("PASSED");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with this one
    expect(stdout).not.toMatch(/\u001b/);
  });
});

describe("a demo that is told to stop", () => {
  it("ends its execution as INTERRUPTED, and says so", async () => {
    const stop = new AbortController();
    const stopped = demoUntil(stop.signal, "--date", "2001-03-05");
    await using db = await MetricDB.open(`sqlite:${join(folder, "store.db")}`);
    const statuses = async () => (await db.listExecutions()).executions.map(({ status }) => status);
    while ((await statuses()).length === 0) await sleep(2);
    stop.abort(new Error("Stopped by SIGINT."));
    const { exitCode, out, errors } = await stopped;
    expect([exitCode, out]).toEqual([1, ""]);
    expect(errors).toBe("Stopped by SIGINT. A run that had begun is recorded as INTERRUPTED.");
    expect((await statuses())[0]).toBe("INTERRUPTED");
  });

  it.each(["SIGINT", "SIGTERM"] as const)("by %s ends by itself", async (name) => {
    const child = spawn(process.execPath, [main, "--store", join(folder, "store.db")], { stdio: "pipe" });
    const ended = once(child, "close");
    await using db = await MetricDB.open(`sqlite:${join(folder, "store.db")}`);
    while ((await db.listExecutions()).executions.length === 0) await sleep(2);
    child.kill(name);
    expect(await ended).toEqual([1, null]);
    expect((await db.listExecutions()).executions.map(({ status }) => status)).not.toContain("RUNNING");
  });
});
