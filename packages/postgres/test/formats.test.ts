import { LocalDate } from "@dqx/common";
import { col, type FormatName, formats, isFormatName, not, numRows } from "@dqx/metrics";
import { analyze } from "@dqx/sql";
import { beforeAll, expect, test } from "vitest";
import { PostgresDataSource } from "../src/index.js";
import { makeSchema, run } from "./support/database.js";

const date = LocalDate("2025-01-08");
const names: readonly FormatName[] = Object.keys(formats).filter(isFormatName);
let connection: string;
let version = 0;

beforeAll(async () => {
  ({ connection } = await makeSchema("CREATE TABLE texts (name text, s text)"));
  const [[number] = []] = await run("SELECT current_setting('server_version_num')");
  version = Number(number);
  const cells = names.flatMap((name) => {
    const { example, counterexample } = formats[name];
    return [example, counterexample, null, ""].map(
      (s) => `(${quoted(name)}, ${s === null ? "NULL" : quoted(s)})`,
    );
  });
  await run(`INSERT INTO texts VALUES ${cells.join(", ")}`, connection);
});

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

test.for(names)(
  "the format %s is that of its example and not of its counterexample",
  async (name, { skip }) => {
    const { rule } = formats[name];
    skip(
      rule.kind !== "text" && version < 160_000,
      "PostgreSQL 15 and earlier have no way to try a conversion",
    );
    const source = PostgresDataSource.fromQuery({
      name: "texts",
      connection,
      query: `SELECT s FROM texts WHERE name = ${quoted(name)}`,
    });
    const specs = [col("s").hasFormat(name), not(col("s").hasFormat(name))].map((where) =>
      numRows.spec({}, {}, { where }),
    );
    const { measured } = await analyze(
      source,
      specs.map((spec) => ({ spec, dates: [date] })),
      { referenceDate: date },
    );
    expect(measured.map(({ outcome }) => outcome)).toMatchObject([{ value: 1 }, { value: 2 }]);
  },
);
