import { addDays, LocalDate } from "@dqx/common";
import { type MetricOutcome, type SimpleMetricSpec, sum, variance } from "@dqx/metrics";
import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyze } from "../src/index.js";
import { sourceOn } from "./duckdb-source.js";

const FIRST_DAY = LocalDate("2000-01-01");
const spec = variance.spec({ column: "x" });

/** The sample variance of each set of values of one type, each measured as a day of one table. */
async function variances(
  type: string,
  sets: readonly (readonly string[])[],
): Promise<readonly MetricOutcome[]> {
  const days = sets.map((_, index) => addDays(FIRST_DAY, index));
  const rows = sets.flatMap((values, index) => values.map((value) => `('${days[index]}', '${value}')`));
  return measureDays(
    `SELECT day::DATE AS day, x::${type} AS x FROM (VALUES ${rows.join(", ")}) r(day, x)`,
    days,
  );
}

/** A metric of each day of a query. */
async function measureDays(
  query: string,
  days: readonly LocalDate[],
  metric: SimpleMetricSpec = spec,
): Promise<readonly MetricOutcome[]> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`CREATE TABLE t AS ${query}`);
  const dating = { kind: "column", column: "day", timeZone: "UTC" } as const;
  const source = sourceOn(connection, "sets", "t", dating);
  try {
    const { measured } = await analyze(source, [{ spec: metric, dates: days }], {
      referenceDate: FIRST_DAY,
    });
    return measured.map(({ outcome }) => outcome);
  } finally {
    await source.close();
  }
}

/** The double nearest to the sample variance of unscaled values, by rational arithmetic. */
function exactVariance(unscaled: readonly bigint[], scale: number): number {
  const n = BigInt(unscaled.length);
  const sum = unscaled.reduce((a, b) => a + b, 0n);
  const squares = unscaled.reduce((a, b) => a + b * b, 0n);
  const dividend = n * squares - sum * sum;
  const divisor = n * (n - 1n) * 10n ** BigInt(2 * scale);
  const digits = 200n;
  return Number(`${(dividend * 10n ** digits) / divisor}e-${digits}`);
}

function textOf(unscaled: bigint, scale: number): string {
  if (scale === 0) return String(unscaled);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

interface ExactType {
  readonly type: string;
  readonly minimum: bigint;
  readonly maximum: bigint;
  readonly scale: number;
}

function integers(type: string, bits: bigint, signed: boolean): ExactType {
  return signed
    ? { type, minimum: -(2n ** (bits - 1n)), maximum: 2n ** (bits - 1n) - 1n, scale: 0 }
    : { type, minimum: 0n, maximum: 2n ** bits - 1n, scale: 0 };
}

function decimals(precision: number, scale: number): ExactType {
  const maximum = 10n ** BigInt(precision) - 1n;
  return { type: `DECIMAL(${precision},${scale})`, minimum: -maximum, maximum, scale };
}

const types: readonly ExactType[] = [
  integers("TINYINT", 8n, true),
  integers("INTEGER", 32n, true),
  integers("UINTEGER", 32n, false),
  integers("BIGINT", 64n, true),
  integers("UBIGINT", 64n, false),
  integers("HUGEINT", 124n, true),
  integers("UHUGEINT", 128n, false),
  decimals(4, 1),
  decimals(9, 2),
  decimals(12, 2),
  decimals(18, 6),
  decimals(18, 18),
  decimals(25, 0),
  decimals(37, 10),
  decimals(37, 37),
];

describe("the variance of whole numbers and decimals", () => {
  test.each<[string, string, readonly bigint[], number]>([
    ["2^53 + {1, 2, 3}", "BIGINT", [1n, 2n, 3n].map((x) => 2n ** 53n + x), 0],
    ["10^18 + {4, 7, 13}", "BIGINT", [4n, 7n, 13n].map((x) => 10n ** 18n + x), 0],
    ["a DECIMAL(38,10) at 10^12", "DECIMAL(38,10)", [1n, 2n, 4n].map((x) => 10n ** 22n + x), 10],
    ["nanoseconds since 1970", "BIGINT", [0n, 1n, 5n].map((x) => 1_700_000_000_000_000_000n + x), 0],
    ["ids that hold a time", "BIGINT", [1n, 4096n, 4097n].map((x) => 1_500_000_000_000_000_000n + x), 0],
    ["the ends of BIGINT", "BIGINT", [-(2n ** 63n), 2n ** 63n - 1n], 0],
    ["money", "DECIMAL(10,2)", [10n, 20n, 30n, 5n], 2],
  ])("is exact: %s", async (_, type, unscaled, scale) => {
    const [outcome] = await variances(type, [unscaled.map((value) => textOf(value, scale))]);
    expect(outcome).toMatchObject({ value: exactVariance(unscaled, scale), warnings: [] });
  });

  test.each(types)(
    "is that of rational arithmetic, over generated sets of $type",
    async ({ type, minimum, maximum, scale }) => {
      const near = fc
        .bigInt({ min: minimum, max: maximum - 1000n > minimum ? maximum - 1000n : minimum })
        .chain((offset) =>
          fc.array(fc.bigInt({ min: offset, max: offset + 1000n > maximum ? maximum : offset + 1000n }), {
            minLength: 2,
            maxLength: 6,
          }),
        );
      const wide = fc.array(fc.bigInt({ min: minimum, max: maximum }), { minLength: 2, maxLength: 6 });
      const sets = fc.sample(fc.oneof(near, wide), { numRuns: 70, seed: 7 });
      const outcomes = await variances(
        type,
        sets.map((set) => set.map((value) => textOf(value, scale))),
      );
      expect(outcomes.map((outcome) => (outcome.kind === "value" ? outcome.value : outcome.reason))).toEqual(
        sets.map((set) => exactVariance(set, scale)),
      );
    },
  );
});

describe("the variance of doubles", () => {
  // Each value is a whole number of 1/1024, which a double holds exactly, so that whole numbers tell the variance.
  const parts = "(hash(i) % 1000003)::HUGEINT";
  const valuesAt = (offset: number): string =>
    `SELECT DATE '${FIRST_DAY}' AS day, ${offset}::DOUBLE + ${parts}::DOUBLE / 1024 AS x FROM range(1000000) r(i)`;
  const expected = async (): Promise<number> => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const reader = await connection.runAndReadAll(
      `SELECT sum(${parts})::VARCHAR, sum(${parts} * ${parts})::VARCHAR FROM range(1000000) r(i)`,
    );
    connection.closeSync();
    const [total = 0n, squares = 0n] = (reader.getRows()[0] ?? []).map((value) => BigInt(String(value)));
    const n = 1_000_000n;
    const dividend = n * squares - total * total;
    return Number((dividend * 10n ** 20n) / (n * (n - 1n) * 1024n * 1024n)) / 1e20;
  };

  test.each([0, 1e3, 1e6, 1e9, -1e9])(
    "is right to nine digits over a million values at %d",
    async (offset) => {
      const [outcome] = await measureDays(valuesAt(offset), [FIRST_DAY]);
      const variance = await expected();
      if (outcome?.kind !== "value") throw new Error("no value");
      expect(Math.abs(outcome.value - variance) / variance).toBeLessThanOrEqual(1e-9);
      expect(outcome.warnings).toEqual([]);
    },
  );

  test.each([1e11, 1e12])("is right to nine digits at %d, or says how many are lost", async (offset) => {
    const [outcome] = await measureDays(valuesAt(offset), [FIRST_DAY]);
    const variance = await expected();
    if (outcome?.kind !== "value") throw new Error("no value");
    const error = Math.abs(outcome.value - variance) / variance;
    expect(error).toBeGreaterThan(0);
    expect(outcome.warnings).toEqual([
      expect.stringMatching(/about (9|10) of the 16 digits of the variance/),
    ]);
  });

  test("without any spread is 0, and no digit of it is lost", async () => {
    const [outcome] = await variances("DOUBLE", [["0.1", "0.1", "0.1"]]);
    expect(outcome).toMatchObject({ value: 0, warnings: [] });
  });
});

test("sums of the widest unsigned numbers lose no digit", async () => {
  const largest = 2n ** 128n - 1n;
  const query = `SELECT DATE '${FIRST_DAY}' AS day, x::UHUGEINT AS x FROM (VALUES ('${largest}'), ('${largest}'), ('3'), (NULL)) r(x)`;
  const [outcome] = await measureDays(query, [FIRST_DAY], sum.spec({ column: "x" }));
  expect(outcome).toMatchObject({
    value: Number(2n * largest + 3n),
    warnings: [expect.stringContaining(String(2n * largest + 3n))],
  });
});
