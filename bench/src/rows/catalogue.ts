import { check, type MetricProvider, type MetricSymbol, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import { type FormatName, isFormatName } from "@dqx/metrics";
import { MetricDB } from "@dqx/orm";
import type { Bar } from "../bar.js";
import type { BenchRow, Comparison } from "../bench-row.js";
import { Engine } from "../engine.js";
import { interleave } from "../measure.js";
import { LAST_DAY } from "../order-columns.js";
import { orders } from "../orders.js";
import { suiteNumbers } from "../suite-numbers.js";
import { toNumber } from "../to-number.js";

/** Metrics, and the statement that an engineer would write for the same numbers. */
interface CatalogueCase {
  readonly name: string;
  readonly what: string;
  readonly metrics: (mp: MetricProvider) => readonly MetricSymbol[];
  /** What is selected, one for each metric and in the same order. */
  readonly byHand: (relation: string) => string;
  readonly bar: Bar;
  /** How far a number may be from that of the statement, as a share of it. */
  readonly tolerance?: number;
}

const ROUNDS = { warmups: 1, rounds: 3 };

/** All scalar metrics of a numeric column that one scan measures. */
export const oneColumnRow: BenchRow = catalogueRow({
  name: "one-column",
  what: "15 metrics of one numeric column of 10 M Parquet rows",
  metrics: (mp) => [
    mp.numRows(),
    mp.nullCount("price"),
    mp.nanCount("price"),
    mp.infinityCount("price"),
    mp.zeroCount("price"),
    mp.negativeCount("price"),
    mp.positiveCount("price"),
    mp.sum("price"),
    mp.average("price"),
    mp.minimum("price"),
    mp.maximum("price"),
    mp.range("price"),
    mp.variance("price"),
    mp.standardDeviation("price"),
    mp.completeness("price"),
  ],
  byHand: (relation) => `SELECT
    count(*), count_if(price IS NULL), count_if(NOT isfinite(price)), count_if(isinf(price)), count_if(price = 0),
    count_if(price < 0), count_if(price > 0), sum(price), sum(price) / count(price), min(price), max(price),
    max(price) - min(price), var_samp(price), stddev_samp(price), count(price) / count(*)
    FROM ${relation}`,
  bar: { kind: "atMost", times: 1.1 },
});

/** Formats, and what a careful engineer would write for each; check digits, which no address reaches, are left out. */
const patterns = {
  email:
    "[A-Za-z0-9!#$%&*+/=?^_{|}~-]+(\\.[A-Za-z0-9!#$%&*+/=?^_{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}",
  uuid: "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
  ipv4: "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])",
  mac: "([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|([0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4}",
  phone: "\\+[1-9][0-9]{6,14}",
  postalCodeUS: "[0-9]{5}(-[0-9]{4})?",
  postalCodeCA: "(?i)[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]",
  postalCodeDE: "[0-9]{5}",
  postalCodeNL: "(?i)[1-9][0-9]{3} ?[A-Z]{2}",
  postalCodeFR: "[0-9]{5}",
  latitude: "[+-]?(90(\\.0+)?|[1-8]?[0-9](\\.[0-9]+)?)",
  longitude: "[+-]?(180(\\.0+)?|(1[0-7][0-9]|[1-9]?[0-9])(\\.[0-9]+)?)",
  percentage: "100(\\.0+)?|[1-9]?[0-9](\\.[0-9]+)?",
  probability: "1(\\.0+)?|0(\\.[0-9]+)?",
  iban: "[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}",
  isin: "[A-Z]{2}[A-Z0-9]{9}[0-9]",
  cusip: "[A-Z0-9*@#]{8}[0-9]",
  lei: "[A-Z0-9]{18}[0-9]{2}",
  creditCard: "[0-9]{12,19}",
  vin: "[A-HJ-NPR-Z0-9]{17}",
} satisfies Partial<Record<FormatName, string>>;

/** Twenty formats over one text column. */
export const formatsRow: BenchRow = catalogueRow({
  name: "formats",
  what: "20 formats over one text column of 10 M Parquet rows",
  metrics: (mp) =>
    Object.keys(patterns)
      .filter(isFormatName)
      .map((format) => mp.formatMatch("email", format)),
  byHand: (relation) =>
    `SELECT ${Object.values(patterns)
      .map((pattern) => `count_if(regexp_full_match(email, '${pattern}'))`)
      .join(", ")} FROM ${relation}`,
  bar: { kind: "atMost", times: 1.15 },
});

/** Entropy, uniqueness and further numbers of the groups of one column, beside the rows of each group. */
export const sharedGroupsRow: BenchRow = catalogueRow({
  name: "shared-groups",
  what: "entropy, uniqueness, distinctness and impurity of one column of 10 M Parquet rows, 500,000 groups",
  metrics: (mp) => [
    mp.entropy("customer_id"),
    mp.uniqueness("customer_id"),
    mp.distinctness("customer_id"),
    mp.giniImpurity("customer_id"),
  ],
  byHand: (relation) => `SELECT
    ln(sum(n)) - sum(n * ln(n)) / sum(n), sum(CASE WHEN n = 1 THEN 1 ELSE 0 END) / sum(n), count(*) / sum(n),
    1 - sum(n * n) / (sum(n) * sum(n))
    FROM (SELECT count(*) AS n FROM ${relation} WHERE customer_id IS NOT NULL GROUP BY customer_id)`,
  bar: { kind: "atMost", times: 1.1 },
});

/** HyperLogLog in plain SQL against the engine's own, which no other engine can read. */
export const hyperLogLogRow: BenchRow = catalogueRow({
  name: "hyperloglog",
  what: "approxCountDistinct of 10 M Parquet rows, against the engine's own",
  metrics: (mp) => [mp.approxCountDistinct("customer_id")],
  byHand: (relation) => `SELECT approx_count_distinct(customer_id) FROM ${relation}`,
  bar: { kind: "atMost", times: 10 },
  tolerance: 0.1,
});

/** DDSketch in plain SQL against the engine's own t-digest. */
export const ddSketchRow: BenchRow = catalogueRow({
  name: "ddsketch",
  what: "approxQuantile of 10 M Parquet rows, against the engine's own",
  metrics: (mp) => [mp.approxQuantile("price", 0.99)],
  byHand: (relation) => `SELECT approx_quantile(price, 0.99) FROM ${relation}`,
  bar: { kind: "atMost", times: 10 },
  tolerance: 0.03,
});

function catalogueRow({ name, what, metrics, byHand, bar, tolerance = 1e-9 }: CatalogueCase): BenchRow {
  return {
    name,
    async run(folder): Promise<readonly Comparison[]> {
      const path = await orders();
      using engine = await Engine.open();
      await using db = await MetricDB.open(`sqlite:${folder}/metrics.db`);
      await using source = DuckDBDataSource.fromFiles({ name: "orders", files: path });
      const measured = check({ name }, (mp, ctx) => {
        for (const symbol of metrics(mp)) ctx.assertThat(symbol).isGeq(0);
      });
      const statement = byHand(`'${path.replaceAll("'", "''")}'`);
      const sql = {
        name: "SQL",
        run: async () => (await engine.rows(statement))[0]?.map(toNumber) ?? [],
      };
      const suite = {
        name: "suite.run",
        run: async () => [
          ...suiteNumbers(
            await new VerificationSuite([measured], db, { name: "bench" }).run(
              [source],
              new ResultKey(LAST_DAY),
            ),
          ).values(),
        ],
      };
      requireNear(name, await sql.run(), await suite.run(), tolerance);
      const [baseline, ours] = await interleave([sql, suite], ROUNDS);
      if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
      return [{ what, baseline, ours, bar }];
    },
  };
}

function requireNear(
  name: string,
  expected: readonly number[],
  actual: readonly number[],
  tolerance: number,
): void {
  for (const [index, number] of expected.entries()) {
    const found = actual[index] ?? Number.NaN;
    if (!(Math.abs(found - number) <= tolerance * Math.abs(number))) {
      throw new Error(`${name}: number ${index} is ${found} with DQX, ${number} without.`);
    }
  }
}
