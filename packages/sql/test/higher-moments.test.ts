import { addDays, LocalDate } from "@dqx/common";
import { kurtosis, type MetricOutcome, type SimpleMetricSpec, skewness } from "@dqx/metrics";
import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { analyze } from "../src/index.js";
import { sourceOn } from "./duckdb-source.js";

const FIRST_DAY = LocalDate("2000-01-01");
const specs = [skewness.spec({ column: "x" }), kurtosis.spec({ column: "x" })] as const;

/** Measures both on each day of a query. */
async function measureDays(query: string, days: readonly LocalDate[]) {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`CREATE TABLE t AS ${query}`);
  const source = sourceOn(connection, "sets", "t", { kind: "column", column: "day", timeZone: "UTC" });
  try {
    const requests = specs.map((spec) => ({ spec, dates: days }));
    const { measured } = await analyze(source, requests, { referenceDate: FIRST_DAY });
    return measured;
  } finally {
    await source.close();
  }
}

/**
 * Skewness and excess kurtosis by rational arithmetic, rounded once at the end: with A = n² Σx³ - 3 n Σx Σx² + 2 (Σx)³,
 * B = n Σx² - (Σx)² and C = n³ Σx⁴ - 4 n² Σx Σx³ + 6 n (Σx)² Σx² - 3 (Σx)⁴ they are A / B^1.5 and C / B² - 3. Neither
 * depends on the unit or the zero of the values.
 */
function exactShape(values: readonly bigint[]): readonly [skewness: number, kurtosis: number] {
  const n = BigInt(values.length);
  const [s1, s2, s3, s4] = [1, 2, 3, 4].map((power) =>
    values.reduce((sum, value) => sum + value ** BigInt(power), 0n),
  );
  if (s1 === undefined || s2 === undefined || s3 === undefined || s4 === undefined)
    throw new Error("four sums");
  const a = n * n * s3 - 3n * n * s1 * s2 + 2n * s1 ** 3n;
  const b = n * s2 - s1 ** 2n;
  const c = n ** 3n * s4 - 4n * n * n * s1 * s3 + 6n * n * s1 * s1 * s2 - 3n * s1 ** 4n;
  const scale = 10n ** 60n;
  const sign = a < 0n ? -1 : 1;
  return [
    sign * Math.sqrt(Number(`${(a * a * scale) / b ** 3n}e-60`)),
    Number(`${((c - 3n * b * b) * scale) / (b * b)}e-60`),
  ];
}

function numberOf(outcome: MetricOutcome | undefined): number {
  if (outcome?.kind !== "value") throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

// Relative above 1, absolute below: both are sums in which the positive and the negative cancel each other out.
function error(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
}

const types = [
  { type: "BIGINT", smallest: -(2n ** 63n), largest: 2n ** 63n - 1n, write: String },
  { type: "DECIMAL(38,10)", smallest: -(10n ** 30n), largest: 10n ** 30n, write: decimalText },
  // Exactly what doubles of this size hold.
  { type: "DOUBLE", smallest: 2n ** 52n, largest: 2n ** 52n + 2n ** 20n, write: String },
] as const;

function decimalText(unscaled: bigint): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(11, "0");
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -10)}.${digits.slice(-10)}`;
}

test.each(types)(
  "of $type they are those of rational arithmetic",
  async ({ type, smallest, largest, write }) => {
    const anywhere = fc.bigInt({ min: smallest, max: largest });
    // Values that are far from 0 and close to each other, too.
    const close = fc
      .bigInt({ min: smallest, max: largest - 100n })
      .chain((from) => fc.array(fc.bigInt({ min: from, max: from + 100n }), { minLength: 4, maxLength: 30 }));
    const set = fc
      .oneof(close, fc.array(anywhere, { minLength: 4, maxLength: 30 }))
      .filter((values) => new Set(values).size > 1);
    await fc.assert(
      fc.asyncProperty(fc.array(set, { minLength: 100, maxLength: 100 }), async (sets) => {
        const days = sets.map((_, index) => addDays(FIRST_DAY, index));
        const rows = sets.flatMap((values, index) =>
          values.map((value) => `('${days[index]}', '${write(value)}')`),
        );
        const measured = await measureDays(
          `SELECT day::DATE AS day, x::${type} AS x FROM (VALUES ${rows.join(", ")}) r(day, x)`,
          days,
        );
        for (const [index, values] of sets.entries()) {
          const exact = exactShape(values);
          for (const [place, spec] of specs.entries()) {
            const found = measured.find(
              (metric) => metric.spec.id === spec.id && metric.date === days[index],
            );
            expect(error(numberOf(found?.outcome), exact[place] ?? Number.NaN)).toBeLessThan(1e-12);
          }
        }
      }),
      { numRuns: 1 },
    );
  },
);

test("of a million doubles around 10⁹, whole and merged of ten parts, they are right to 10⁻⁹", async () => {
  const N = 1_000_000;
  // Skewed: the square of an even distribution. In sixteenths, which doubles hold up to 2^49.
  const values = Array.from({ length: N }, (_, i) => BigInt(((i * 7919) % 10007) ** 2 % 100_000_000));
  const exact = exactShape(values);
  const days = Array.from({ length: 11 }, (_, index) => addDays(FIRST_DAY, index));
  const [whole, ...parts] = days;
  const x = "1e9 + ((i * 7919) % 10007) * ((i * 7919) % 10007) % 100000000 / 16";
  const measured = await measureDays(
    `SELECT '${whole}'::DATE AS day, ${x} AS x FROM range(${N}) r(i) UNION ALL SELECT '${whole}'::DATE + 1 + CAST(i % 10 AS INTEGER), ${x} FROM range(${N}) r(i)`,
    days,
  );
  for (const [place, spec] of specs.entries()) {
    const of = (date: LocalDate | undefined) =>
      measured.find((metric) => metric.spec.id === spec.id && metric.date === date);
    expect(error(numberOf(of(whole)?.outcome), exact[place] ?? Number.NaN)).toBeLessThan(1e-9);
    const merged = mergeAll(
      spec,
      parts.map((day) => of(day)?.state),
    );
    expect(error(numberOf(merged), exact[place] ?? Number.NaN)).toBeLessThan(1e-9);
  }
}, 60_000);

function mergeAll(
  { measurement }: SimpleMetricSpec,
  states: readonly (Uint8Array | undefined)[],
): MetricOutcome {
  const { merge } = measurement;
  const there = states.filter((state) => state !== undefined);
  if (merge === undefined || there.length !== states.length) throw new Error("nothing to merge");
  return measurement.outcomeOf(there.reduce(merge));
}
