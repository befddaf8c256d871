// Splits rows into files again and again, each time in another way, and says when a run has ended.
import { check, col, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";

const [folder, rows, runs] = process.argv.slice(2);

for (let run = 1; run <= Number(runs); run++) {
  const body = (_, ctx) => ctx.rows("orders").expect(col("id").isGeq(run)).holds();
  const source = DuckDBDataSource.fromQuery({
    name: "orders",
    query: `SELECT range AS id FROM range(${rows})`,
  });
  const db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([check({ name: "orders" }, body)], db, { name: "shop" });
  const files = { bad: `${folder}/bad.parquet`, good: `${folder}/good.parquet`, overwrite: true };
  process.stdout.write(`begin ${run}\n`);
  try {
    await suite.run([source], new ResultKey("2025-01-08"), { quarantine: { orders: files } });
    process.stdout.write(`end ${run}\n`);
  } catch (error) {
    process.stdout.write(`${error}\n`);
  }
  await source.close();
}
