import { rmSync } from "node:fs";
import { join } from "node:path";
import { check, col, type Predicate, type SuiteResult, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import { MetricDB } from "@dqx/orm";
import type { BenchRow, Comparison } from "../bench-row.js";
import { Engine } from "../engine.js";
import { interleave } from "../measure.js";
import { LAST_DAY } from "../order-columns.js";
import { orders } from "../orders.js";
import { toNumber } from "../to-number.js";

/** A rule, and the condition that an engineer would write for it. */
interface Condition {
  readonly rule: Predicate;
  readonly column: string;
  readonly sql: string;
}

/** Conditions over eight columns, each with another bound. */
function conditions(count: number): readonly Condition[] {
  return Array.from({ length: count }, (_, index) => {
    const bound = Math.floor(index / 5);
    switch (index % 5) {
      case 0:
        return { rule: col("quantity").isGt(bound), column: "quantity", sql: `quantity > ${bound}` };
      case 1:
        return { rule: col("price").isLeq(999 - bound), column: "price", sql: `price <= ${999 - bound}` };
      case 2: {
        const most = 0.999 - bound / 1000;
        return { rule: col("discount").isLt(most), column: "discount", sql: `discount < ${most}` };
      }
      case 3:
        return { rule: col("weight").isNeq(bound), column: "weight", sql: `weight <> ${bound}` };
      default: {
        const unlike = `customer${bound}@example.com`;
        return { rule: col("email").isNeq(unlike), column: "email", sql: `email <> '${unlike}'` };
      }
    }
  });
}

/** A hundred rules counted in one scan, against one hand-written statement. */
export const rulesRow: BenchRow = {
  name: "rules",
  async run(folder): Promise<readonly Comparison[]> {
    const path = await orders();
    const asked = conditions(100);
    using engine = await Engine.open();
    await using db = await MetricDB.open(`sqlite:${folder}/metrics.db`);
    await using source = DuckDBDataSource.fromFiles({ name: "orders", files: path });
    const columns = [...new Set(asked.map(({ column }) => column))];
    const selected = [
      ...asked.map(({ sql }) => `count_if(${sql})`),
      ...columns.map((column) => `count(${column})`),
      "count(*)",
    ];
    const statement = `SELECT ${selected.join(", ")} FROM ${literal(path)}`;
    const sql = {
      name: "SQL",
      run: async () => (await engine.rows(statement))[0]?.map(toNumber).slice(0, asked.length) ?? [],
    };
    const suite = {
      name: "suite.run",
      run: async () =>
        (await runRules(asked, db, source)).assertions.map(({ rows }) => rows?.passing ?? Number.NaN),
    };
    const [expected, found] = [await sql.run(), await suite.run()];
    if (expected.join() !== found.join()) throw new Error(`rules: ${found} with DQX, ${expected} without.`);
    const [baseline, ours] = await interleave([sql, suite], { warmups: 1, rounds: 5 });
    if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
    const what = "100 rules on 10 M Parquet rows";
    return [{ what, baseline, ours, bar: { kind: "atMost", times: 1.1 } }];
  },
};

/** All rows split into two files by twenty rules, against the two statements that an engineer would write. */
export const quarantineRow: BenchRow = {
  name: "quarantine",
  async run(folder): Promise<readonly Comparison[]> {
    const path = await orders();
    const asked = conditions(20);
    using engine = await Engine.open();
    await using db = await MetricDB.open(`sqlite:${folder}/metrics.db`);
    await using source = DuckDBDataSource.fromFiles({ name: "orders", files: path });
    const files = (name: string) => join(folder, name);
    const isBad = asked.map(({ sql }) => `NOT (${sql})`).join(" OR ");
    const faults = asked.map(
      ({ sql }, index) =>
        `CASE WHEN NOT (${sql}) THEN {'name': 'rule ${index}', 'message': 'does not hold', 'rule': '${sql.replaceAll("'", "''")}', 'execution_id': 'x'} END`,
    );
    const bad = `SELECT *, list_filter([${faults.join(", ")}], lambda x: x IS NOT NULL) AS _errors FROM ${literal(path)} WHERE ${isBad}`;
    const good = `SELECT * FROM ${literal(path)} WHERE NOT coalesce(${isBad}, false)`;
    const copy = async (select: string, name: string) =>
      toNumber((await engine.rows(`COPY (${select}) TO ${literal(files(name))} (FORMAT parquet)`))[0]?.[0]);
    const prepare = async () => {
      for (const name of ["bad.parquet", "good.parquet"]) rmSync(files(name), { force: true });
    };
    const sql = {
      name: "two COPY",
      prepare,
      run: async () => [await copy(bad, "bad.parquet"), await copy(good, "good.parquet")],
    };
    const suite = {
      name: "suite.run",
      prepare,
      run: async () => {
        const quarantine = { orders: { bad: files("bad.parquet"), good: files("good.parquet") } };
        const { quarantined } = await runRules(asked, db, source, quarantine);
        return quarantined.flatMap((each) => [each.bad.rows, each.good.rows]);
      },
    };
    const expected = await sql.run();
    await prepare();
    const found = await suite.run();
    if (expected.join() !== found.join())
      throw new Error(`quarantine: ${found} with DQX, ${expected} without.`);
    const [baseline, ours] = await interleave([sql, suite], { warmups: 0, rounds: 3 });
    if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
    const what = "10 M rows, counted and split into two Parquet files by 20 rules";
    return [{ what, baseline, ours, bar: { kind: "atMost", times: 1.3 } }];
  },
};

async function runRules(
  asked: readonly Condition[],
  db: MetricDB,
  source: DuckDBDataSource,
  quarantine?: Readonly<Record<string, { readonly bad: string; readonly good: string }>>,
): Promise<SuiteResult> {
  const made = check({ name: "rules" }, (_, ctx) => {
    const rows = ctx.rows("orders");
    for (const [index, { rule }] of asked.entries()) {
      rows
        .expect(rule)
        .config({ name: `rule ${index}` })
        .holdsFor({ atLeast: 0.5 });
    }
  });
  const suite = new VerificationSuite([made], db, { name: "bench" });
  return suite.run([source], new ResultKey(LAST_DAY), quarantine === undefined ? {} : { quarantine });
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
