import { readFileSync } from "node:fs";
import { ResultKey } from "@dqx/common";
import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { protectColumns, type SqlDataSource } from "@dqx/sql";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import {
  type CheckBody,
  check,
  col,
  type RunOptions,
  rule,
  unique,
  VerificationSuite,
} from "../src/index.js";

const key = new ResultKey("2025-01-08");
const schema = JSON.parse(readFileSync(new URL("../run-report.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

const people = InMemoryDataSource.fromColumns({
  name: "people",
  types: { id: "BIGINT", email: "VARCHAR", age: "VARCHAR", city: "VARCHAR" },
  columns: {
    id: [3, 1, 2, 4],
    email: ["SECRET-c", "SECRET-a", "SECRET-b", "d@x.org"],
    age: ["17", "-1", "old", "5"],
    city: ["SECRET-Brno", "SECRET-Praha", "SECRET-Brno", null],
  },
});

async function run(body: CheckBody, options: RunOptions = {}, source: SqlDataSource = people) {
  const db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([check({ name: "people" }, body)], db, { name: "shop" });
  const result = await suite.run([source], key, options);
  const report = result.toJSON();
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  const stored = await db.getReport(suite.executionId);
  const results = await db.getResults(suite.executionId);
  const { metrics } = await db.getPage(suite.executionId, { limit: 1000 });
  await db.close();
  return { result, report, stored: JSON.stringify([stored, results, metrics.map(String)]) };
}

const emails: CheckBody = (_, ctx) =>
  ctx.rows("people").expect(col("email").hasFormat("email")).config({ name: "email" }).holds();

describe("samples of failing rows", () => {
  it("are not taken unless they are asked for, nor of what holds", async () => {
    const { report } = await run(emails);
    expect(report.assertions[0]).not.toHaveProperty("sample");
    const held = await run((_, ctx) => ctx.rows().expect(col("id").isGt(0)).holds(), { samples: 5 });
    expect(held.report.assertions[0]).not.toHaveProperty("sample");
    expect(held.report.datasets[0]?.scans).toBe(1);
  });

  it("take one statement more for each of five rules that fail among a hundred, each with a limit", async () => {
    const { report } = await run(
      (_, ctx) => {
        for (let index = 0; index < 100; index++) {
          const bound = index % 20 === 0 ? 4 : -index;
          ctx
            .rows("people")
            .expect(col("id").isGt(bound - index / 1000))
            .config({ name: `rule ${index}` })
            .holds();
        }
      },
      { samples: 2 },
    );
    const statements = report.datasets.flatMap((dataset) => dataset.statements);
    expect(statements.map(({ purpose }) => purpose)).toEqual(["scan", ...Array(5).fill("sample")]);
    expect(statements.slice(1).every(({ sql, rows }) => sql.endsWith("LIMIT 2") && rows === 2)).toBe(true);
    expect(report.counts).toMatchObject({ passed: 95, failed: 5 });
  });

  it("show keys first, in their order, with the context and what a row does not meet", async () => {
    const datasets = { people: { keys: ["id"], context: ["city"] } };
    const { report } = await run(emails, { samples: { limit: 2, datasets } });
    expect(report.assertions[0]?.sample).toEqual({
      columns: ["id", "email", "city"],
      limit: 2,
      rows: [
        { values: [1, "SECRET-a", "SECRET-Praha"], reasons: ["email has format email"] },
        { values: [2, "SECRET-b", "SECRET-Brno"], reasons: ["email has format email"] },
      ],
    });
  });

  it("take one more statement for each assertion that does not hold, each with a limit", async () => {
    const { result } = await run(
      (_, ctx) => {
        for (let limit = 1; limit <= 5; limit++) {
          ctx
            .rows()
            .expect(col("id").isGt(limit))
            .config({ name: `more than ${limit}` })
            .holdsFor({ atLeast: 1 });
        }
        ctx.rows().expect(col("id").isGt(0)).config({ name: "fine" }).holds();
        ctx
          .rows()
          .expect(unique(["city"]))
          .config({ name: "cities", samples: 7 })
          .holdsFor({ warnBelow: 1 });
      },
      { samples: 20 },
    );
    const statements = result.datasets[0]?.statements ?? [];
    const samples = statements.filter(({ purpose }) => purpose === "sample");
    expect(statements.map(({ purpose }) => purpose).filter((each) => each !== "sample")).toEqual([
      "scan",
      "groups",
    ]);
    expect(samples.map(({ sql }) => sql.split("\n").at(-1))).toEqual([
      ...Array(5).fill("LIMIT 20"),
      "LIMIT 7",
    ]);
    expect(result.assertions.map(({ sample }) => sample?.rows.length)).toEqual([1, 2, 3, 4, 4, undefined, 2]);
  });

  it("are asked for by an assertion alone, with columns of its own", async () => {
    const ask = { samples: 1, keys: ["id"], context: [] };
    const { report } = await run((_, ctx) => {
      ctx
        .rows()
        .expect(rule("adults", col("id").isGt(9)))
        .config(ask)
        .holds();
      ctx.rows().expect(col("id").isGt(8)).holds();
    });
    expect(report.assertions.map(({ sample }) => sample?.rows.map(({ values }) => values))).toEqual([
      [[1]],
      undefined,
    ]);
  });

  it("are never stored", async () => {
    const { report, stored } = await run(emails, { samples: 5 });
    expect(JSON.stringify(report)).toContain("SECRET-a");
    expect(stored).toContain("email has format email");
    expect(stored).not.toContain("SECRET");
  });

  it("that cannot be taken are a warning, and the verdict stands", async () => {
    const { report } = await run(emails, { samples: { limit: 5, datasets: { people: { keys: ["idd"] } } } });
    expect(report.assertions[0]).toMatchObject({ status: "FAILED", rows: { failing: 3 } });
    expect(report.assertions[0]?.warnings.join()).toContain(
      "failing rows cannot be shown: column 'idd' does not exist",
    );
    let sessions = 0;
    const breaking: SqlDataSource = {
      ...protectColumns(people, {}),
      withSession: (use, signal) => {
        sessions += 1;
        return people.withSession(use, signal);
      },
    };
    const casts = DuckDBDataSource.fromQuery({
      name: "people",
      query: "SELECT range AS id, CASE WHEN range < 3 THEN '1' ELSE 'x' END::VARCHAR AS code FROM range(5)",
    });
    expect((await run(emails, { samples: 5 }, breaking)).report.assertions[0]?.sample?.rows).toHaveLength(3);
    expect(sessions).toBe(3);
    await casts.close();
  });

  it("refuse options that are none", async () => {
    const refusal = (options: Readonly<Record<string, unknown>>) => run(emails, options as RunOptions);
    await expect(refusal({ samples: 0 })).rejects.toThrow("Give a whole number from 1 to 1000");
    await expect(refusal({ samples: { limit: 5, key: 1 } })).rejects.toThrow("samples has no option 'key'");
    const misspelt = { samples: { limit: 5, datasets: { poeple: {} } } };
    await expect(refusal(misspelt)).rejects.toThrow("Did you mean 'people'?");
    await expect(refusal({ samples: { limit: 5, datasets: { people: { keys: "id" } } } })).rejects.toThrow(
      "samples of dataset 'people': keys is \"id\". Give a list of columns",
    );
    const negative: CheckBody = (_, ctx) =>
      ctx.rows().expect(col("id").isGt(9)).config({ samples: -1 }).holds();
    expect((await run(negative)).report.assertions[0]?.message).toContain("-1 is no number of rows");
  });
});

describe("a protected column", () => {
  // Everything that a run says or keeps of a check that fails in all ways it can.
  const everything: CheckBody = (mp, ctx) => {
    emails(mp, ctx);
    ctx
      .rows()
      .expect(unique(["city"]))
      .holds();
    ctx.rows().expect(col("city").isNull()).config({ nulls: "fail" }).holds();
    ctx.assertThat(mp.countDistinct(["email"])).isZero();
    ctx.assertThat(mp.nullCount("city")).isZero();
    ctx.assertThat(mp.maxLength("email")).isZero();
  };

  it.each<[string, SqlDataSource, RunOptions]>([
    ["denied by the run", people, { protect: { people: { deny: ["email", "city"] } } }],
    ["masked by the run", people, { protect: { people: { mask: ["EMAIL", "city"] } } }],
    ["denied by the source", protectColumns(people, { deny: ["email"], mask: ["city"] }), {}],
    [
      "denied by both",
      protectColumns(people, { deny: ["email"] }),
      { protect: { people: { mask: ["city"] } } },
    ],
  ])("%s appears nowhere", async (_, source, options) => {
    const { result, report, stored } = await run(everything, { ...options, samples: 50 }, source);
    expect(report.assertions.filter(({ sample }) => sample !== undefined).length).toBe(3);
    const live = JSON.stringify([result.assertions, result.datasets, result.warnings, report]);
    expect(live).not.toContain("SECRET");
    expect(stored).not.toContain("SECRET");
    // Nor does what the reproducing SQL gives.
    for (const { sql } of report.assertions.flatMap(({ reproducedBy = [] }) => reproducedBy)) {
      const rows = await people.withSession((session) => session.query(sql));
      expect(rows.flat().map(String).join()).not.toContain("SECRET");
    }
  });

  it("is in no message of the engine's, which quote values", async () => {
    const casts = DuckDBDataSource.fromQuery({
      name: "people",
      query: "SELECT CAST(age AS INTEGER) AS age, 1 AS id FROM (VALUES ('1'), ('SECRET-age')) AS t (age)",
    });
    const body: CheckBody = (mp, ctx) => {
      ctx.assertThat(mp.sum("age")).isZero();
      ctx.rows().expect(col("age").isGt(5)).holds();
    };
    const open = await run(body, { samples: 5 }, casts);
    expect(JSON.stringify(open.report)).toContain("SECRET-age");
    const hidden = await run(body, { samples: 5, protect: { people: { deny: ["age"] } } }, casts);
    expect(JSON.stringify([hidden.report, hidden.result.assertions, hidden.result.datasets])).not.toContain(
      "SECRET-age\\'",
    );
    expect(hidden.stored).not.toContain("Could not convert");
    expect(JSON.stringify(hidden.report)).toContain("its message is withheld");
    await casts.close();
  });

  it("has no metric that is a value of it, or keeps values of it", async () => {
    const options = { protect: { people: { mask: ["city"] } } };
    const refusal = (body: CheckBody) => run(body, options);
    await expect(
      refusal((mp, ctx) => ctx.assertThat(mp.histogram("city").share("x")).noop()),
    ).rejects.toThrow("made of values of column 'city', which is protected");
    await expect(
      refusal((mp, ctx) => ctx.assertThat(mp.customSql("max(length(CITY))")).noop()),
    ).rejects.toThrow("has SQL that names column 'city', which is protected");
    const { report } = await refusal((mp, ctx) => ctx.assertThat(mp.customSql("max(id)")).isEq(4));
    expect(report.assertions[0]?.status).toBe("PASSED");
    const minimum: CheckBody = (mp, ctx) => ctx.assertThat(mp.minimum("id")).isZero();
    await expect(run(minimum, { protect: { people: { deny: ["id"] } } })).rejects.toThrow("column 'id'");
    // A filter only says which rows count.
    const filtered: CheckBody = (mp, ctx) => {
      ctx.assertThat(mp.minimum("id", { where: col("city").isNotNull() })).isEq(1);
    };
    expect((await refusal(filtered)).report.status).toBe("PASSED");
  });

  it("that is not there is refused before anything is read: it would protect nothing", async () => {
    await expect(run(emails, { protect: { people: { deny: ["emial"] } } })).rejects.toThrow(
      "did you mean 'email'?",
    );
    // @ts-expect-error -- no such option
    await expect(run(emails, { protect: { people: { hide: ["email"] } } })).rejects.toThrow(
      "has no option 'hide'",
    );
    await expect(run(emails, { protect: { poeple: {} } })).rejects.toThrow("Did you mean 'people'?");
    expect(() => protectColumns(people, { deny: "email" as unknown as string[] })).toThrow(
      "Give a list of columns",
    );
  });
});
