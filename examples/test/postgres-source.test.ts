import {
  abs,
  all,
  ceiling,
  check,
  coalesce,
  col,
  floor,
  length,
  lower,
  nullIf,
  trim,
  upper,
  VerificationSuite,
} from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { formatMatch, numRows } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { analyze } from "@dqx/sql";
import { type ConformanceData, metricConformance, sampleMetrics, sqlConformance } from "@dqx/sql/testing";
import { expect, inject, test } from "vitest";
import { volumeWeightedAverage } from "../src/volume-weighted-average.js";
import { makePostgresSource } from "./make-postgres-source.js";

const makeSource = (data: ConformanceData) => makePostgresSource(inject("postgres"), data);

// A source to be published measures the whole catalogue: leave the list out. This one leaves out what formats need.
sqlConformance("PostgreSQL", makeSource, {
  metrics: sampleMetrics.filter((metric) => metric !== formatMatch),
});
metricConformance(volumeWeightedAverage, makeSource);

const orders: ConformanceData = {
  name: "orders",
  dateColumn: "at",
  timeZone: "Europe/Prague",
  columns: [
    { name: "at", type: "timestamptz" },
    { name: "price", type: "decimal(38,10)" },
    { name: "pieces", type: "integer" },
    { name: "email", type: "text" },
  ],
  rows: [
    ["2025-01-07 12:00:00+00", "2.5", 1n, "a@b.cz"],
    ["2025-01-07 23:30:00+00", "2", 3n, "c@d.cz"],
    ["2025-01-08 12:00:00+00", "10", 1n, "nobody"],
  ],
};

test("a source of one's own is measured by a suite, with metrics of one's own too", async () => {
  const spec = volumeWeightedAverage.spec({ value: "price", weight: "pieces" });
  const sales = check({ name: "sales" }, (mp, ctx) => {
    ctx.assertThat(mp.ext.dayOverDay(mp.numRows())).isEq(2);
    ctx.assertThat(mp.metric(spec)).isEq(4);
    ctx.assertThat(mp.numRows({ where: col("email").matches(/^[^@]+@[^@]+$/) })).isEq(1);
  });
  const source = await makeSource(orders);
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([sales], db, { name: "shop" });
  const result = await suite.run([source], new ResultKey("2025-01-08"));
  expect(result.assertions.map(({ status, message }) => `${status} ${message}`)).toEqual([
    expect.stringMatching(/^PASSED /),
    expect.stringMatching(/^PASSED /),
    expect.stringMatching(/^PASSED /),
  ]);
  expect(result.toJSON().datasets[0]?.scans).toBe(1);
});

test("row functions mean what they mean in JavaScript", async () => {
  const name = col("name");
  const n = col("n");
  const filters = [
    trim(name).isEq("Ab"),
    lower(trim(name)).isEq("ab"),
    upper(trim(name)).isEq("AB"),
    length(name).isEq(6),
    abs(n).isEq(2n ** 31n),
    n.add(-1).isLt(n),
    n.sub(1).isLt(n),
    n.mul(2).isEq(-(2n ** 32n)),
    n.div(0).isNull(),
    n.div(-2).isEq(2 ** 30),
    floor(col("x")).isEq(-3),
    ceiling(col("x")).isEq(-2),
    floor(n).isEq(n),
    ceiling(n).isEq(n),
    coalesce(col("none"), name).isEq(name),
    nullIf(name, name).isNull(),
    all(col("x").isFinite(), col("x").isLt(n.mul(-1))),
    col("day").isIn(["2025-01-08"]),
    col("flag").isIn([true]),
  ];
  const source = await makeSource({
    name: "rows",
    columns: [
      { name: "name", type: "text" },
      { name: "none", type: "text" },
      { name: "n", type: "integer" },
      { name: "x", type: "double" },
      { name: "day", type: "date" },
      { name: "flag", type: "boolean" },
    ],
    rows: [["\t\n Ab\u000B", null, -(2n ** 31n), -2.5, "2025-01-08", true]],
  });
  const { date } = new ResultKey("2025-01-08");
  const requests = filters.map((where) => ({ spec: numRows.spec({}, {}, { where }), dates: [date] }));
  const { measured } = await analyze(source, requests, { referenceDate: date });
  const wrong = measured.filter(({ outcome }) => outcome.kind !== "value" || outcome.value !== 1);
  expect(wrong.map(({ spec, outcome }) => [spec.name, outcome])).toEqual([]);
});

test("a format that needs what the dialect leaves out is refused by name", async () => {
  const spec = formatMatch.spec({ column: "email", format: "iban" });
  const source = await makeSource(orders);
  const { date } = new ResultKey("2025-01-08");
  const { measured } = await analyze(source, [{ spec, dates: [date] }], { referenceDate: date });
  expect(measured[0]?.outcome).toMatchObject({ kind: "failed", reason: expect.stringContaining("iban") });
});

test("literals are written so that they stand for nothing else, and what PostgreSQL cannot hold is refused", async () => {
  const { dialect } = await makeSource(orders);
  const nasty = "it's \\ -- $1";
  expect(dialect.literal(nasty)).toBe("CAST('it''s \\ -- $1' AS text)");
  expect([null, 2n ** 64n, -1].map(dialect.literal)).toEqual(["NULL", "(18446744073709551616)", "(-1)"]);
  expect(() => dialect.literal("a\0b")).toThrow("NUL");
});

test("nothing is written, and one statement stays one", async () => {
  const source = await makeSource(orders);
  const failure = (sql: string) =>
    source
      .withSession((session) => session.query(sql))
      .then(
        () => "none",
        (cause: Error) => source.dialect.faults(cause.message),
      );
  const relation = String(source.relation({ parameters: {} }));
  expect(await failure(`DELETE FROM ${relation}`)).toBe("denied");
  expect(await failure("SELECT 1; SELECT 2")).toBe("other");
});

test("a statement that is aborted is cancelled, with the reason of the signal", async () => {
  const source = await makeSource(orders);
  const abort = new AbortController();
  const running = source.withSession((session) => {
    setTimeout(() => abort.abort(new Error("enough")), 300);
    return session.query("SELECT pg_sleep(50)", abort.signal);
  });
  await expect(running).rejects.toThrow("enough");
});
