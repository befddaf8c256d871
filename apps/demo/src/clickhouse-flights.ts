/* v8 ignore file -- npm test does not install its engine; scripts/compare-demo.mjs compares its numbers in CI */
import { ClickHouseDataSource } from "@dqx/clickhouse";
import type { FlightServer } from "./loaded-flights.js";

/** A ClickHouse of the repository's own, whose engine is fetched through npm at its first use. */
export const clickhouseFlights: FlightServer = {
  program: "clickhouse.mjs",
  name: "ClickHouse",
  async load(rows, url) {
    await send(
      url,
      `CREATE TABLE flights (date DateTime64(6, 'UTC'), delay Nullable(Int32), distance Nullable(Int32),
       origin Nullable(String), destination Nullable(String)) ENGINE = MergeTree ORDER BY date`,
    );
    const lines = rows.map((row) => row.map((value) => (value === null ? "\\N" : String(value))).join("\t"));
    await send(url, `INSERT INTO flights FORMAT TabSeparated\n${lines.join("\n")}\n`);
  },
  open: (connection) =>
    ClickHouseDataSource.fromTable({ name: "flights", connection, table: "flights", dateColumn: "date" }),
};

async function send(url: string, statement: string): Promise<void> {
  const response = await fetch(url, { method: "POST", body: statement });
  if (!response.ok) throw new Error(`The flights could not be loaded: ${await response.text()}`);
}
