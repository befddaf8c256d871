import { describe, expect, it } from "vitest";
import { ORDERS, shop } from "./dqx.js";

/** A configuration with one assertion. */
const asserting = (assertion: string) =>
  `sources: { orders: { uri: orders.csv, dateColumn: day } }\nchecks: { c: { assertions: [${assertion}] } }\n`;
const source = (value: string) =>
  `sources: { orders: ${value} }\nchecks: { c: { assertions: [{ assert: numRows(), atLeast: 1 }] } }\n`;

interface Case {
  readonly args?: readonly string[];
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly code: number;
  readonly says: string;
}

/** A configuration that is refused: its text, and what is said of it. */
const yaml = (text: string, says: string): Case => ({ files: { "dqx.yaml": text }, code: 2, says });

const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n`;

/** A configuration with one rule. */
const ruling = (rule: string) =>
  `sources: { orders: { uri: orders.csv, dateColumn: day } }\nchecks: { c: { rules: [${rule}] } }\n`;

/** Every case ends with the documented code, and with one message and no stack. */
const cases: Readonly<Record<string, Case>> = {
  "an unknown command": {
    args: ["rum"],
    code: 2,
    says: "No command registered for `rum`, did you mean `run`?",
  },
  "an unknown flag": { args: ["run", "--fail"], code: 2, says: "No flag registered for --fail" },
  "a flag without its value": { args: ["run", "--date"], code: 2, says: "Expected input for flag --date" },
  "a value that a flag does not have": { args: ["run", "--fail-on", "P9"], code: 2, says: "P9" },
  "a flag given twice": {
    args: ["run", "--date", "2025-01-07", "--date", "2025-01-08"],
    code: 2,
    says: "--date",
  },
  "a bad date": { args: ["run", "--date", "2025-02-30"], code: 2, says: '"2025-02-30" is not a date' },
  "a date in words": { args: ["run", "--date", "yesterday"], code: 2, says: '"yesterday" is not a date' },
  "an empty date": { args: ["run", "--date", ""], code: 2, says: "date" },
  "a tag without a value": {
    args: ["run", "--tag", "region"],
    code: 2,
    says: "--tag got 'region'. Write name=value",
  },
  "a source without a URI": {
    args: ["run", "--source", "orders"],
    code: 2,
    says: "--source got 'orders'. Write name=value",
  },
  "an unknown format": {
    args: ["run", "--output", "jsno"],
    code: 2,
    says: "--output got 'jsno'. Did you mean 'json'?",
  },
  "a format that resembles none": {
    args: ["run", "--output", "console,pdf"],
    code: 2,
    says: "Formats are console, json, junit",
  },
  "a report of no known extension": {
    args: ["run", "--report", "r.pdf"],
    code: 2,
    says: "whose format cannot be told",
  },
  "a report in no folder": {
    args: ["run", "--date", "2025-01-07", "--report", "no/such/r.html"],
    code: 2,
    says: "The report cannot be written",
  },
  "an execution id that is none": { args: ["run", "--execution-id", " "], code: 2, says: "execution id" },
  "a configuration that is not there": {
    args: ["run", "gone.yaml"],
    code: 2,
    says: "There is no file gone.yaml",
  },
  "a configuration of another kind": {
    args: ["run", "orders.csv"],
    code: 2,
    says: "orders.csv is no configuration",
  },
  "a store of another kind": { args: ["run", "--store", "mysql://x"], code: 2, says: "mysql" },
  "a store in no folder": { args: ["run", "--store", "sqlite:no/such/dqx.db"], code: 4, says: "dqx.db" },
  "a store that is a folder": {
    args: ["run", "--store", "sqlite:."],
    code: 4,
    says: "Check that the path is no directory",
  },
  "a store that is not there": { args: ["show"], code: 2, says: "There is no store at" },
  "a limit that is no number": { args: ["executions", "--limit", "many"], code: 2, says: "many" },
  "a shell that there is not": {
    args: ["completion", "tcsh"],
    code: 2,
    says: "tcsh is none of bash, zsh, fish",
  },
  "a shell that is missing": { args: ["completion"], code: 2, says: "Expected argument for SHELL" },
  "a metric that there is not": {
    args: ["history", "sun(revenue)"],
    code: 2,
    says: "There is no metric 'sun'. Did you mean 'sum'?",
  },
  "a report of no execution": { args: ["report"], code: 2, says: "There is no store at" },
  "a report in a format that there is not": {
    args: ["report", "--pdf"],
    code: 2,
    says: "No flag registered for --pdf",
  },
  "a selection of nothing": {
    args: ["run", "--select", "tag:x"],
    code: 2,
    says: "--select tag:x matches no tag of dqx.yaml. It has: none.",
  },
  "a selection of checks that there are not": {
    args: ["plan", "--select", "volum"],
    code: 2,
    says: "It has: volume, customers.",
  },
  "a filter that is no SQL": {
    args: ["run", "--where", "revenue >"],
    code: 2,
    says: "--where cannot be used on dataset 'orders'",
  },
  "a filter that is no condition": {
    args: ["run", "--where", "revenue"],
    code: 2,
    says: "neither true nor false",
  },
  "an empty filter": { args: ["run", "--where", ""], code: 2, says: "--where" },
  "a budget that is none": { args: ["run", "--budget", "5"], code: 2, says: "--budget got '5'." },
  "a budget of an unknown dataset": { args: ["run", "--budget", "x.rows=5"], code: 2, says: "x" },
  "a budget that is too small": { args: ["run", "--budget", "rows=1"], code: 3, says: "Nothing has run." },
  "samples that are no number": { args: ["run", "--samples", "few"], code: 2, says: "few" },
  "more samples than anybody looks at": {
    args: ["run", "--samples", "9999"],
    code: 2,
    says: "from 1 to 1000",
  },
  "a log format that there is not": { args: ["run", "--log-format", "xml"], code: 2, says: "xml" },
  "a profile of nothing": { args: ["profile"], code: 2, says: "Expected argument for URI" },
  "a profile of a file that is not there": { args: ["profile", "gone.csv"], code: 3, says: "gone.csv" },
  "a profile of less than a row": {
    args: ["profile", "orders.csv", "--sample", "0"],
    code: 2,
    says: "sample",
  },
  "a profile of a column that is not there": {
    args: ["profile", "orders.csv", "--date-column", "dya"],
    code: 2,
    says: "dya",
  },
  "a profile of days upside down": {
    args: ["profile", "orders.csv", "--from", "2025-01-08", "--until", "2025-01-06"],
    code: 2,
    says: "2025-01-08",
  },
  "suggestions of a file of a single line": {
    args: ["suggest", "o.csv"],
    files: { "o.csv": "a,b\n" },
    code: 2,
    says: "Nothing can be suggested of 'o', learnt from 0 rows.",
  },
  "suggestions in a format that there is not": {
    args: ["suggest", "orders.csv", "--format", "xml"],
    code: 2,
    says: "xml",
  },
  "a watch of nothing": { args: ["watch"], code: 2, says: "Expected at least 1 argument" },
  "a watch of a bad date": {
    args: ["watch", "orders.csv", "--date", "soon"],
    code: 2,
    says: '"soon" is not a date',
  },
  "a watch of no days": { args: ["watch", "orders.csv", "--days", "0"], code: 2, says: "days" },
  "a start from a folder that is not there": {
    args: ["init", "no/such/*.csv", "--yes"],
    code: 3,
    says: "no/such/*.csv",
  },
  "a huge line": {
    files: { "dqx.yaml": source("o.csv"), "o.csv": `a,b\n${"x".repeat(2_100_000)},1\n` },
    code: 3,
    says: "Dataset 'orders' cannot be read: Invalid Input Error: CSV Error on Line: 1",
  },
  "a comparison with what was never run": { args: ["diff", "a", "b"], code: 2, says: "There is no store at" },
  "too many arguments": { args: ["gc", "now"], code: 2, says: "now" },

  "an empty file": yaml("", "dqx.yaml:1:1: The file is empty."),
  "a comment alone": yaml("# nothing\n", "The file is empty."),
  "no YAML": yaml("sources: [orders\nchecks: }", "This is no YAML"),
  "a tab for indentation": yaml("sources:\n\torders: orders.csv\n", "dqx.yaml:2:1: This is no YAML"),
  "a key twice": yaml("suite: a\nsuite: b\n", "dqx.yaml:2:1: This is no YAML: Map keys must be unique"),
  binary: yaml("\u0000\u0001\u0002", "dqx.yaml"),
  "a list for a map": yaml("- a\n- b\n", "The configuration is a list. Write a map"),
  "a text for a map": yaml("hello", 'The configuration is "hello"'),
  "aliases without end": yaml(
    `${bomb}sources: { ${Array.from({ length: 101 }, (_, index) => `s${index}: *a`).join(", ")} }`,
    "The configuration has no key 'a'",
  ),
  "more aliases than anybody needs": yaml(
    `suite: &a x\nsources: { ${Array.from({ length: 101 }, (_, index) => `s${index}: *a`).join(", ")} }`,
    "More than 100 aliases",
  ),
  "an alias of nothing": yaml("suite: *gone\n", "dqx.yaml:1:8: There is no anchor 'gone' before this."),
  "an unknown key": yaml(
    "suites: a\n",
    "dqx.yaml:1:1: The configuration has no key 'suites'. Did you mean 'suite'?",
  ),
  "plugins in YAML": yaml("plugins: []\n", "The configuration has no key 'plugins'. It can have: suite"),
  "an unknown key of a source": yaml(
    source("{ uri: orders.csv, datecolumn: day }"),
    "dqx.yaml:1:39: Source 'orders' has no key 'datecolumn'. Did you mean 'dateColumn'?",
  ),
  "an unknown key of a check": yaml(
    "checks: { c: { assertion: [] } }",
    "dqx.yaml:1:16: Check 'c' has no key 'assertion'. Did you mean 'assertions'?",
  ),
  "an unknown key of an assertion": yaml(
    asserting("{ assert: numRows(), atleast: 1 }"),
    "dqx.yaml:2:50: An assertion has no key 'atleast'. Did you mean 'atLeast'?",
  ),
  "an empty suite": yaml('suite: ""\n', 'suite is "". Write a text that is not empty.'),
  "a suite that is a number": yaml(
    "suite: 3\n",
    "dqx.yaml:1:8: suite is 3. Write a text that is not empty, in quotes.",
  ),
  "hours that are no number": yaml("ttlHours: long\n", 'ttlHours is "long". Write a number.'),
  "hours below zero": yaml(`ttlHours: -1\n${source("orders.csv")}`, "ttlHours"),
  "a variable that is not set": yaml(
    "store: postgres://dqx:$" + "{PGPASSWORD}@db/dqx\n",
    "dqx.yaml:1:8: The environment variable PGPASSWORD is not set.",
  ),
  "a tag that is a list": yaml("tags: { a: [1] }\n", "The tag a is a list"),
  "no sources": yaml("suite: a\n", "dqx.yaml has no sources, so there is nothing to verify"),
  "no checks": yaml("sources: { orders: orders.csv }\n", "has no checks, so it would verify nothing"),
  "an empty source": yaml(source("~"), "Source 'orders' is empty"),
  "a source without uri": yaml(source("{ dateColumn: day }"), "Source 'orders' has no uri"),
  "a source of an unknown scheme": yaml(source("ftp://host/orders.csv"), "unknown scheme 'ftp:'"),
  "a source on an engine that is not opened by URI": yaml(
    source("snowflake://u:secret@host/db#orders"),
    "Source 'orders' is on Snowflake, which the command does not open by URI. Give a data source of your own",
  ),
  "a ClickHouse that is not there": {
    files: { "dqx.yaml": source("'clickhouse://u:secret@127.0.0.1:1/db#orders'") },
    code: 3,
    says: "there is no connection to ClickHouse",
  },
  "a Trino that is not there": {
    files: { "dqx.yaml": source("'trino://u@127.0.0.1:1/hive/shop#orders'") },
    code: 3,
    says: "Dataset 'orders' cannot be read",
  },
  "a Trino with a password and no encryption": yaml(
    source("'trino://u:secret@127.0.0.1:1/hive/shop#orders'"),
    "https",
  ),
  "a table of PostgreSQL without a name": yaml(
    source("postgres://u:secret@host/db"),
    "Source 'orders' has a URI of PostgreSQL without a table",
  ),
  "a server that is not there": {
    files: { "dqx.yaml": source("'postgres://u:secret@127.0.0.1:1/db#orders'") },
    code: 3,
    says: "Dataset 'orders' cannot be read",
  },
  "a DuckDB table without a name": yaml(source("duckdb:shop.db"), "Write duckdb:file.db#table"),
  "a file of an unknown format": yaml(source("orders.xls"), "the format cannot be told"),
  "a time zone that there is not": yaml(
    source("{ uri: orders.csv, dateColumn: day, timeZone: Mars/Phobos }"),
    "Mars/Phobos",
  ),
  "checks that are a list": yaml("checks: [a]\n", "checks is a list. Write a map of keys and values."),
  "a check without assertions": yaml("checks: { c: { dataset: orders } }", "Check 'c' has no assertions"),
  "assertions that are a map": yaml(
    "checks: { c: { assertions: { a: 1 } } }",
    "assertions of Check 'c' is a map. Write a list",
  ),
  "a policy that there is not": yaml(
    "checks: { c: { onEmpty: ignore, assertions: [] } }",
    "onEmpty is none of fail, skip, pass",
  ),
  "an assertion without a formula": yaml(asserting("{ atLeast: 1 }"), "An assertion has no key 'assert'"),
  "two demands": yaml(
    asserting("{ assert: numRows(), atLeast: 1, atMost: 2 }"),
    "An assertion has atLeast and atMost",
  ),
  "an interval of one number": yaml(
    asserting("{ assert: numRows(), between: [1] }"),
    "between is no list of two numbers",
  ),
  "an interval that is no list": yaml(
    asserting("{ assert: numRows(), between: 1 }"),
    "between is 1. Write a list",
  ),
  "an interval upside down": yaml(asserting("{ assert: numRows(), between: [2, 1] }"), "Swap them"),
  "a bound that is a text": yaml(
    asserting('{ assert: numRows(), atLeast: "1" }'),
    'atLeast is "1". Write a number.',
  ),
  "a bound that is not finite": yaml(asserting("{ assert: numRows(), atLeast: .inf }"), "Write a number."),
  "a tolerance below zero": yaml(asserting("{ assert: numRows(), equal: 1, tolerance: -1 }"), "tolerance"),
  "a severity that there is not": yaml(
    asserting("{ assert: numRows(), severity: high, atLeast: 1 }"),
    "dqx.yaml:2:60: severity is none of P0, P1, P2, P3",
  ),
  "two assertions of one name": yaml(
    asserting("{ assert: numRows(), atLeast: 1 }, { assert: numRows(), atLeast: 1 }"),
    "two assertions named",
  ),
  "a misspelt metric": yaml(
    asserting("{ assert: 1 + sun(revenue), atLeast: 1 }"),
    "dqx.yaml:2:43: There is no metric 'sun'. Did you mean 'sum'?",
  ),
  "a misspelt metric in quotes": yaml(
    asserting('{ assert: "1 + sun(revenue)", atLeast: 1 }'),
    "dqx.yaml:2:44: There is no metric 'sun'.",
  ),
  "a formula without an operand": yaml(
    asserting("{ assert: numRows() /, atLeast: 1 }"),
    "An operand is missing",
  ),
  "a dataset that there is not": yaml(
    "sources: { orders: orders.csv }\nchecks: { c: { dataset: order, assertions: [{ assert: numRows(), atLeast: 1 }] } }",
    "order",
  ),
  "history of a snapshot": yaml(
    "sources: { orders: orders.csv }\nchecks: { c: { assertions: [{ assert: numRows(lag 1), atLeast: 1 }] } }",
    "orders",
  ),

  "a module that throws": {
    files: { "dqx.config.mjs": 'throw new Error("no luck");' },
    code: 2,
    says: "dqx.config.mjs: It cannot be loaded: no luck",
  },
  "a module with a syntax error": {
    files: { "dqx.config.mjs": "export default {" },
    code: 2,
    says: "dqx.config.mjs: It cannot be loaded",
  },
  "a module that exports nothing": {
    files: { "dqx.config.mjs": "" },
    code: 2,
    says: "The default export is undefined",
  },
  "a module with an unknown key": {
    files: { "dqx.config.mjs": "export default { source: {} };" },
    code: 2,
    says: "Unknown key 'source'. Did you mean 'sources'?",
  },
  "a check that throws": {
    files: {
      "dqx.config.mjs":
        'export default { sources: { orders: "orders.csv" }, checks: [{ name: "c", onEmpty: "fail", body() { throw new Error("oops"); } }] };',
    },
    code: 1,
    says: "The body of check 'c' threw: Error: oops",
  },
  "something else among the checks": {
    files: { "dqx.config.mjs": 'export default { sources: { orders: "orders.csv" }, checks: [3] };' },
    code: 2,
    says: "got 3 among its checks",
  },
  "something else among the sources": {
    files: { "dqx.config.mjs": "export default { sources: { orders: 3 }, checks: [] };" },
    code: 2,
    says: "Source 'orders' is no source",
  },
  "a module in TypeScript with a syntax error": {
    files: { "dqx.config.ts": "export default {{" },
    code: 2,
    says: "dqx.config.ts: It cannot be loaded",
  },

  "a file that is not there": { files: { "dqx.yaml": source("gone.csv") }, code: 3, says: "gone.csv" },
  "a glob that matches nothing": { files: { "dqx.yaml": source("gone/*.csv") }, code: 3, says: "gone/*.csv" },
  "a Parquet file that is none": {
    files: { "dqx.yaml": source("o.parquet"), "o.parquet": ORDERS },
    code: 3,
    says: "no Parquet",
  },
  "a Parquet file that is cut off": {
    files: { "dqx.yaml": source("o.parquet"), "o.parquet": "PAR1" },
    code: 3,
    says: "o.parquet",
  },
  "JSON that is none": { files: { "dqx.yaml": source("o.json"), "o.json": "{{{" }, code: 3, says: "o.json" },
  "CSV with another delimiter": {
    files: { "dqx.yaml": source("o.csv"), "o.csv": "a¦b\n1¦2\n" },
    code: 0,
    says: "PASSED",
  },
  "binary CSV": {
    files: { "dqx.yaml": source("o.csv"), "o.csv": new Uint8Array([0xff, 0xfe, 0, 1, 0x80, 10, 0xc3, 0x28]) },
    code: 3,
    says: "o.csv",
  },
  "a database that is none": {
    files: { "dqx.yaml": source('"duckdb:o.db#orders"'), "o.db": ORDERS },
    code: 3,
    says: "o.db",
  },
  "a database that is not there": {
    files: { "dqx.yaml": source('"duckdb:gone.db#orders"') },
    code: 3,
    says: "gone.db",
  },
  "a date column that there is not": {
    files: { "dqx.yaml": source("{ uri: orders.csv, dateColumn: date }") },
    code: 1,
    says: "date",
  },
  "SQL that is none": {
    files: { "dqx.yaml": asserting("{ assert: numRows(), where: 'revenue >', atLeast: 1 }") },
    code: 1,
    says: "revenue >",
  },
  "SQL of several statements": {
    files: { "dqx.yaml": asserting("{ assert: numRows(), where: '1); DROP TABLE x; --', atLeast: 1 }") },
    code: 1,
    says: "ERROR",
  },
  "a rule of nothing": yaml(
    ruling("{ name: x }"),
    "dqx.yaml:2:24: A rule has none of expect, unique, format.",
  ),
  "a rule of two things": yaml(
    ruling("{ expect: a > 0, unique: a }"),
    "dqx.yaml:2:24: A rule has several of",
  ),
  "a rule with an unknown key": yaml(
    ruling("{ expct: a > 0 }"),
    "dqx.yaml:2:26: A rule has no key 'expct'. Did you mean 'expect'?",
  ),
  "a format of no column": yaml(ruling("{ format: iban }"), "dqx.yaml:2:34: A format is that of a column."),
  "a format that there is not": yaml(
    ruling("{ format: ibn, column: a }"),
    "dqx.yaml:2:34: format is \"ibn\". Did you mean 'iban'?",
  ),
  "a column of no format": yaml(
    ruling("{ expect: a > 0, column: a }"),
    "dqx.yaml:2:49: column is for format alone.",
  ),
  "a condition that is no text": yaml(ruling("{ expect: [a] }"), "dqx.yaml:2:34: expect is a list."),
  "a key of no columns": yaml(ruling("{ unique: [] }"), "dqx.yaml:2:34: "),
  "a share above one": yaml(
    ruling("{ expect: a > 0, atLeast: 99 }"),
    "dqx.yaml:2:24: holdsFor got atLeast 99.",
  ),
  "a warning below a failure": yaml(
    ruling("{ expect: a > 0, atLeast: 0.9, warnBelow: 0.8 }"),
    "dqx.yaml:2:24: ",
  ),
  "a policy of nulls that there is not": yaml(
    ruling("{ expect: a > 0, nulls: skip }"),
    "nulls is none of ignore, fail, pass.",
  ),
  "too many samples": yaml(ruling("{ expect: a > 0, samples: 5000 }"), "dqx.yaml:2:24: "),
  "a rule on a column that there is not": {
    files: { "dqx.yaml": ruling("{ expect: prize > 0 }") },
    code: 1,
    says: "",
  },
  "a check with neither assertions nor rules": yaml(
    "checks: { c: { where: a } }",
    "has no assertions and no rules",
  ),
  "a warning without a bound": yaml(asserting("{ assert: numRows(), warn: 5 }"), "warn is a narrower bound"),
  "a warning wider than the bound": yaml(
    asserting("{ assert: numRows(), atLeast: 5, warn: 1 }"),
    "dqx.yaml:2:",
  ),
  "a warning of another kind": yaml(
    asserting("{ assert: numRows(), between: [1, 5], warn: 1 }"),
    "dqx.yaml:2:73: warn is 1. Write a list",
  ),
  "a dimension that there is not": yaml(
    asserting("{ assert: numRows(), atLeast: 5, dimension: size }"),
    "dimension is none of completeness, validity",
  ),
  "a summary in no folder": {
    args: ["run", "--date", "2025-01-07", "--output", "github"],
    env: { GITHUB_STEP_SUMMARY: "/no/such/summary.md" },
    code: 2,
    says: "The summary of the step cannot be written to /no/such/summary.md",
  },
  "checks in no folder": {
    args: ["watch", "orders.csv", "--date", "2025-01-08", "--write", "no/such/checks.yaml"],
    code: 2,
    says: "The configuration cannot be written to",
  },
  "fewer rows than none": yaml(
    asserting("{ assert: numRows(), atLeast: 5, minimumRows: -1 }"),
    "minimumRows",
  ),
};

describe("bad input", () => {
  it.each(Object.entries(cases))(
    "%s",
    async (_, { args = ["run", "--date", "2025-01-07"], files = {}, env = {}, code, says }) => {
      using folder = shop();
      for (const [name, content] of Object.entries(files)) folder.write(name, content);
      const ending = await folder.dqx(args, { env });
      const told = `${ending.err}${ending.out}`;
      expect(told).toContain(says);
      expect(ending.code, told).toBe(code);
      expect(told).not.toMatch(/^\s+at .*:\d+:\d+/m);
      expect(told).not.toContain("secret");
    },
  );
});
