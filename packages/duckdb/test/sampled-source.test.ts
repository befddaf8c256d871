import { addDays, LocalDate } from "@dqx/common";
import {
  type AnyMetric,
  average,
  catalogue,
  col,
  completeness,
  compliance,
  EXAMPLE_TIME,
  exactQuantile,
  histogramShare,
  type MetricOutcome,
  numRows,
  type SimpleMetricSpec,
} from "@dqx/metrics";
import { analyze, PlanningError, planSource, protectColumns, type SampleSize, sampleRows } from "@dqx/sql";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, describe, expect, test } from "vitest";
import { DuckDBDataSource } from "../src/index.js";
import { makeConformanceSource } from "./make-conformance-source.js";

const today = LocalDate("2024-01-02");
const ROWS = 60_000;
let database: DuckDBInstance;

beforeAll(async () => {
  database = await DuckDBInstance.create(":memory:", { threads: "4" });
  await run(
    `CREATE TABLE t AS SELECT range AS i, CASE WHEN range % 777 = 0 THEN 'nan'::DOUBLE ELSE (hash(range) % 1000)::DOUBLE END AS x,
      CASE WHEN hash(range + 1) % 3 = 0 THEN NULL ELSE range % 5 END AS y, DATE '2024-01-02' AS day FROM range(${ROWS})`,
  );
});

async function run(sql: string): Promise<readonly (readonly unknown[])[]> {
  const connection = await database.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJS();
  } finally {
    connection.closeSync();
  }
}

const table = () => DuckDBDataSource.fromTable({ name: "t", database, table: "t", dateColumn: "day" });

async function measure(
  size: SampleSize,
  specs: readonly SimpleMetricSpec[],
): Promise<readonly MetricOutcome[]> {
  const requests = specs.map((spec) => ({ spec, dates: [today] }));
  const { measured } = await analyze(sampleRows(table(), size), requests, { referenceDate: today });
  return measured.map(({ outcome }) => outcome);
}

const specs = [
  average.spec({ column: "i" }),
  completeness.spec({ column: "y" }),
  exactQuantile.spec({ column: "i", share: 0.25 }),
  histogramShare.spec({ column: "y", value: 3n }),
  // NaN is met: a statement of its own measures it again.
  average.spec({ column: "x" }, {}, { where: col("x").isFinite() }),
];

describe("a sample", () => {
  test.each<[SampleSize, string, string]>([
    [{ percent: 10 }, "bernoulli(10%)", "sample of 10 % of the rows"],
    [{ rows: 5000 }, "reservoir(5000 ROWS)", "sample of 5000 rows"],
  ])("of %j is the same in all statements of a run", async (size, drawn, method) => {
    const [[mean, share, quarter, three, finite] = []] = await run(
      `SELECT avg(i), avg((y IS NOT NULL)::INTEGER), quantile_cont(i, 0.25), avg((y IS NOT DISTINCT FROM 3)::INTEGER),
         avg(x) FILTER (WHERE NOT isnan(x)) FROM (SELECT * FROM t USING SAMPLE ${drawn} REPEATABLE (1))`,
    );
    const outcomes = await measure(size, specs);
    expect(outcomes.map((outcome) => (outcome.kind === "value" ? outcome.value : outcome.reason))).toEqual(
      [mean, share, quarter, three, finite].map((value) => expect.closeTo(Number(value), 9)),
    );
    expect(outcomes.map((outcome) => outcome.kind === "value" && outcome.method)).toEqual(
      specs.map(() => method),
    );
    // It is one, and not all rows.
    expect(outcomes[0]).not.toMatchObject({ value: (ROWS - 1) / 2 });
  });

  test("bounds the errors of shares, and holds the bounds", async () => {
    const ratios = Array.from({ length: 200 }, (_, part) =>
      compliance.spec({ predicate: col("x").isLt(part * 5) }, {}, { where: col("x").isFinite() }),
    );
    const outcomes = await measure({ percent: 5 }, ratios);
    const [truths = []] = await run(
      `SELECT ${ratios.map((_, part) => `avg((x < ${part * 5})::INTEGER) FILTER (WHERE NOT isnan(x))`).join(", ")} FROM t`,
    );
    const [[tested] = []] = await run(
      "SELECT count(*) FILTER (WHERE NOT isnan(x)) FROM (SELECT * FROM t USING SAMPLE bernoulli(5%) REPEATABLE (1))",
    );
    const bound = Math.sqrt(Math.log(200) / (2 * Number(tested)));
    for (const [part, outcome] of outcomes.entries()) {
      expect(outcome).toMatchObject({ kind: "value", error: expect.closeTo(bound, 12) });
      const error = outcome.kind === "value" ? Math.abs(outcome.value - Number(truths[part])) : 1;
      expect(error).toBeLessThan(bound);
    }
  });

  test("is refused where it says nothing, before anything is read", async () => {
    const source = sampleRows(table(), { percent: 10 });
    for (const { fromParameters, definition } of catalogue.values()) {
      const [example] = definition.examples;
      const spec = fromParameters({ ...example?.parameters });
      const planned = planSource(source, [{ spec, dates: [today] }], { referenceDate: today });
      if (isRefused(spec)) {
        await expect(planned).rejects.toThrow(PlanningError);
        await expect(planned).rejects.toThrow(
          `Metric ${spec.name} cannot be measured on dataset 't', which is a sample of 10 % of the rows: `,
        );
      } else await planned;
    }
    expect(isRefused(numRows.spec({}))).toBe(true);
  });

  test("is planned of queries with parameters, of each day, and beside protected columns", async () => {
    const query = DuckDBDataSource.fromQuery({
      name: "q",
      database,
      query: "SELECT * FROM t WHERE i < $n -- all below",
    });
    const spec = average.spec({ column: "i" }, { n: 1000 });
    const asked = [{ spec, dates: [today] }];
    const some = await analyze(sampleRows(query, { rows: 2000 }), asked, { referenceDate: today });
    expect(some.measured[0]?.outcome).toMatchObject({ value: 499.5, method: "sample of 2000 rows" });
    const daily = DuckDBDataSource.fromDatedQuery({
      name: "d",
      database,
      relationFor: (date) => `SELECT * FROM t WHERE day = '${date}' AND i < $n`,
    });
    const source = protectColumns(sampleRows(daily, { percent: 100 }), { deny: ["y"] });
    expect(source.protection).toEqual({ deny: ["y"], mask: [] });
    const { measured } = await analyze(source, asked, { referenceDate: today });
    expect(measured[0]?.outcome).toMatchObject({ value: 499.5, method: "sample of 100 % of the rows" });
  });
});

function isRefused({ counts, measurement: { kind } }: SimpleMetricSpec): boolean {
  return counts === true || kind === "overGroups" || kind === "sequence";
}

// A metric that a sample tells is a property of the rows and not of their number: it does not grow when each is there
// twice. (A sample variance shrinks a little.)
describe("what is measured on samples does not grow with the number of rows", () => {
  test.each([...catalogue.values()].map((metric) => [metric.definition.type, metric] as const))(
    "%s",
    async (_, metric) => {
      for (const example of examplesOf(metric)) {
        if (isRefused(metric.fromParameters({ ...example.parameters }))) continue;
        expect(await growth(metric, example), example.title).toBeLessThan(1 + 1e-9);
      }
    },
  );
});

type Example = AnyMetric["definition"]["examples"][number];

function examplesOf({ definition }: AnyMetric): readonly Example[] {
  return definition.examples
    .filter(({ outcome }) => outcome.kind === "value" && outcome.value !== 0)
    .slice(0, 2);
}

// Both in one statement, on a day of their own each.
async function growth(metric: AnyMetric, { columns, parameters, rows }: Example): Promise<number> {
  const spec = metric.fromParameters({ ...parameters });
  const [once, twice] = [today, addDays(today, 1)];
  const source = await makeConformanceSource({
    name: "example",
    columns: [
      ...Object.entries(columns).map(([name, type]) => ({ name, type })),
      { name: "the day", type: "date" },
    ],
    rows: [once, twice, twice].flatMap((day) => rows.map((row) => [...row, day])),
    dateColumn: "the day",
  });
  const { measured } = await analyze(source, [{ spec, dates: [once, twice] }], {
    referenceDate: today,
    referenceTime: new Date(EXAMPLE_TIME),
  });
  await source.close();
  const [first = 0, second = 0] = measured.map(({ outcome }) =>
    outcome.kind === "value" ? outcome.value : 0,
  );
  return Math.abs(first === 0 ? second : second / first);
}
