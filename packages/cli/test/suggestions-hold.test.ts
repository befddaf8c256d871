import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { Folder } from "./dqx.js";

const require = createRequire(import.meta.url);
const data = join(dirname(require.resolve("vega-datasets")), "../data");
const pizza = require.resolve("@observablehq/sample-datasets/pizza.csv");

/** How many of the assertions of runs hold. */
async function held(folder: Folder, runs: readonly (readonly string[])[]): Promise<number> {
  const statuses: string[] = [];
  for (const args of runs) {
    const { out } = await folder.dqx(["run", "--output", "json", ...args]);
    const { assertions }: { assertions: readonly { status: string }[] } = JSON.parse(out);
    statuses.push(...assertions.map(({ status }) => status));
  }
  return statuses.filter((status) => status === "PASSED").length / statuses.length;
}

it.each<[string, string, string, readonly string[]]>([
  ["flights", join(data, "flights-3m.parquet"), "2001-05-15", ["2001-05-16", "2001-05-20", "2001-05-24"]],
  ["pizzas", pizza, "2021-06-15", ["2021-06-16", "2021-06-20", "2021-06-26", "2021-07-04"]],
  [
    "bird strikes",
    join(data, "birdstrikes.csv"),
    "2000-05-31",
    ["2000-06-01", "2000-06-05", "2000-06-09", "2000-06-15"],
  ],
])("checks that were learnt from %s hold on days that came later", async (_, uri, until, dates) => {
  using folder = new Folder();
  await folder.dqx(["init", uri, "--until", until]);
  expect(
    await held(
      folder,
      dates.map((date) => ["--date", date]),
    ),
  ).toBeGreaterThanOrEqual(0.95);
});

it("checks that were learnt from three quarters of the movies hold on the others", async () => {
  using folder = new Folder();
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const rows = `(SELECT *, row_number() OVER () AS n FROM '${join(data, "movies.json")}')`;
  for (const [name, sign] of [
    ["movies", ">"],
    ["others", "="],
  ]) {
    await connection.run(
      `COPY (SELECT * EXCLUDE (n) FROM ${rows} WHERE n % 4 ${sign} 0) TO '${join(folder.path, `${name}.parquet`)}'`,
    );
  }
  connection.closeSync();
  instance.closeSync();
  await folder.dqx(["init", "movies.parquet"]);
  expect(await held(folder, [["--source", "movies=others.parquet"]])).toBeGreaterThanOrEqual(0.95);
});
