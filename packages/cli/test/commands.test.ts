import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { shop } from "./dqx.js";

it("run prints, writes files in the format of their names, and keeps the execution", async () => {
  using folder = shop();
  const reports = ["r.html", "r.xml", "r.md", "r.json", "r.txt"];
  const { out } = await folder.dqx([
    "run",
    "--date",
    "2025-01-08",
    "--execution-id",
    "nightly",
    "--tag",
    "region=eu",
    ...reports.flatMap((file) => ["--report", file]),
  ]);
  expect(out).toContain("Suite shop for 2025-01-08 region=eu: FAILED");
  expect(out).toContain("nullCount(customer) = 1 is not = 0");
  const [html, xml, markdown, json, text] = reports.map((file) =>
    readFileSync(join(folder.path, file), "utf8"),
  );
  expect(html).toMatch(/^<!doctype html>/);
  expect(xml).toContain('<testsuites name="shop" tests="3"');
  expect(markdown).toContain("## ❌ shop, 2025-01-08");
  expect(JSON.parse(json ?? "")).toMatchObject({
    format: "dqx.run-report",
    execution: { id: "nightly", key: { tags: { region: "eu" } } },
  });
  expect(text).toBe(out);
  expect(JSON.parse((await folder.dqx(["executions", "--json"])).out)).toMatchObject([
    { executionId: "nightly", suite: "shop", status: "FAILED" },
  ]);
});

it("run selects checks, and says which there are when none matches", async () => {
  using folder = shop();
  const { out, code } = await folder.dqx(["run", "--date", "2025-01-08", "--select", "vol*"]);
  expect([code, out.includes("customers")]).toEqual([0, false]);
  expect((await folder.dqx(["run", "--select", "x"])).err).toContain(
    "--select x matches no check of dqx.yaml. It has: volume, customers.",
  );
});

it("run prints annotations for GitHub, and appends a summary", async () => {
  using folder = shop();
  const summary = join(folder.path, "summary.md");
  const { out } = await folder.dqx(["run", "--date", "2025-01-08", "--output", "github"], {
    env: { GITHUB_STEP_SUMMARY: summary },
  });
  expect(out).toContain("::error title=P1 FAILED%3A customers / known::nullCount(customer) = 1");
  expect(readFileSync(summary, "utf8")).toContain("## ❌ shop");
});

it("run says quietly only what failed, and with --verbose the SQL", async () => {
  using folder = shop();
  expect((await folder.dqx(["run", "--date", "2025-01-08", "--quiet"])).out).not.toContain(
    "there are orders",
  );
  expect((await folder.dqx(["run", "--date", "2025-01-08", "--verbose"])).out).toContain("SELECT");
});

it("run colours and shows progress on a terminal alone; NO_COLOR and FORCE_COLOR hold", async () => {
  using folder = shop();
  const args = ["run", "--date", "2025-01-07"];
  const isColored = (text: string) => stripVTControlCharacters(text) !== text;
  const piped = await folder.dqx(args);
  expect([isColored(piped.out), piped.err]).toEqual([false, ""]);
  const terminal = await folder.dqx(args, { isTTY: true });
  expect([isColored(terminal.out), terminal.err]).toEqual([
    true,
    expect.stringContaining("shop for 2025-01-07: planning…"),
  ]);
  expect(terminal.err.endsWith("\r\u001b[2K")).toBe(true);
  expect(isColored((await folder.dqx(args, { isTTY: true, env: { NO_COLOR: "1" } })).out)).toBe(false);
  expect(isColored((await folder.dqx(args, { isTTY: true, env: { TERM: "dumb" } })).out)).toBe(false);
  expect(isColored((await folder.dqx(args, { env: { FORCE_COLOR: "1" } })).out)).toBe(true);
  expect(isColored((await folder.dqx(args, { isTTY: true, env: { FORCE_COLOR: "0" } })).out)).toBe(false);
});

it("run verifies several configurations, and ends with the worst code", async () => {
  using folder = shop({
    "other.yaml":
      "sources: { orders: orders.csv }\nchecks: { rows: { assertions: [{ assert: numRows(), less: 3 }] } }\n",
  });
  const { out, code } = await folder.dqx(["run", "dqx.yaml", "other.yaml", "--date", "2025-01-07"]);
  expect(code).toBe(1);
  expect(out).toMatch(/Suite shop .*: PASSED[\s\S]*Suite dqx .*: FAILED/);
  expect((await folder.dqx(["run", "dqx.yaml", "other.yaml", "--execution-id", "x"])).err).toContain(
    "Run them one by one",
  );
});

it("profile says what data are like, as a page and as JSON, too, of the days that are chosen", async () => {
  using folder = shop();
  const { out, code } = await folder.dqx(["profile", "orders.csv", "--html", "p.html"]);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^orders: 5 rows, 3 columns, 2025-01-06 to 2025-01-08\n/),
  ]);
  expect(out).toMatch(/customer +VARCHAR +20 % +2 +ann +bob/);
  expect(readFileSync(join(folder.path, "p.html"), "utf8")).toMatch(/^<!doctype html>/);
  const json = await folder.dqx([
    "profile",
    "orders.csv",
    "--json",
    "--from",
    "2025-01-07",
    "--until",
    "2025-01-07",
  ]);
  expect(JSON.parse(json.out)).toMatchObject({
    format: "dqx.profile",
    rows: 2,
    columns: [{ name: "day" }, { name: "customer", nulls: 0 }, { name: "revenue", mean: 75 }],
  });
  const sampled = await folder.dqx(["profile", "orders.csv", "--sample", "3"]);
  expect(sampled.out).toContain("orders: 3 rows, 3 columns");
  expect(await folder.dqx(["profile", "orders.csv", "--html", "no/such/p.html"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("The page cannot be written to"),
  });
});

it("plan says what a run would do, and stores nothing", async () => {
  using folder = shop();
  const { out, code } = await folder.dqx(["plan", "--date", "2025-01-08"]);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^Suite shop for 2025-01-08: 3 assertions, 1 scan\n\n'orders', scan:\n {2}SELECT/),
  ]);
  expect(JSON.parse((await folder.dqx(["plan", "--json"])).out)).toMatchObject({
    format: "dqx.suite-plan",
    scans: 1,
  });
  expect(existsSync(join(folder.path, "dqx.db"))).toBe(false);
  expect((await folder.dqx(["plan", "--source", "orders=gone.csv"])).code).toBe(3);
});

it("plan ends with 2 when a metric cannot be measured", async () => {
  using folder = shop({
    "dqx.yaml":
      "sources: { orders: orders.csv }\nchecks: { a: { assertions: [{ assert: sum(revenu), less: 3 }] } }\n",
  });
  const { out, code } = await folder.dqx(["plan"]);
  expect([code, out]).toEqual([
    2,
    expect.stringContaining(
      "BindingFailure: column 'revenu' does not exist in dataset 'orders'; did you mean 'revenue'?",
    ),
  ]);
});

it("show gives a report back, by the beginning of its id, too", async () => {
  using folder = shop();
  const { out } = await folder.dqx(["run", "--date", "2025-01-08", "--execution-id", "night-1"]);
  await folder.dqx(["run", "--date", "2025-01-07", "--execution-id", "night-2"]);
  expect((await folder.dqx(["show", "night-1"])).out).toBe(out);
  expect((await folder.dqx(["show"])).out).toContain("Suite shop for 2025-01-07: PASSED");
  expect((await folder.dqx(["show", "night-2", "--report", "r.html"])).code).toBe(0);
  expect(existsSync(join(folder.path, "r.html"))).toBe(true);
  expect(await folder.dqx(["show", "night"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("2 executions begin with night"),
  });
  expect(await folder.dqx(["show", "day"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("There is no execution day."),
  });
});

it("diff compares the last two executions, or those that are named", async () => {
  using folder = shop();
  expect(await folder.dqx(["diff"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("There is no store"),
  });
  await folder.dqx(["run", "--date", "2025-01-07", "--execution-id", "a"]);
  expect(await folder.dqx(["diff"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("There is only one execution in this store."),
  });
  await folder.dqx(["run", "--date", "2025-01-08", "--execution-id", "b"]);
  const { out } = await folder.dqx(["diff"]);
  expect(out).toMatch(/nullCount\(customer\) +│ +0 │ +1 │ +1 │/);
  expect(out).toMatch(/sum\(revenue\) +│ +150 │ +135 │ +-10 %/);
  expect(out).toMatch(/sum\(revenue\), 1 days? before +│ +100 │ +150 │ +\+50 %/);
  expect(out).not.toContain("numRows()");
  expect((await folder.dqx(["diff", "a", "b", "--all"])).out).toContain("numRows()");
  expect((await folder.dqx(["diff", "a", "a"])).out).toContain("No metric is different.");
  expect(JSON.parse((await folder.dqx(["diff", "a", "b", "--json"])).out)).toMatchObject({
    first: "a",
    second: "b",
  });
});

it("history shows what a metric was, and says when there is none", async () => {
  using folder = shop();
  for (const date of ["2025-01-07", "2025-01-08"]) await folder.dqx(["run", "--date", date]);
  const range = ["--from", "2025-01-01", "--until", "2025-01-31"];
  expect((await folder.dqx(["history", "nullCount(customer)", ...range])).out).toMatch(
    /2025-01-07 │ +0 │[\s\S]*2025-01-08 │ +1 │/,
  );
  expect(
    JSON.parse((await folder.dqx(["history", "nullCount( customer )", ...range, "--json"])).out).points,
  ).toHaveLength(2);
  expect((await folder.dqx(["history", "numRows()", "--dataset", "others", ...range])).out).toBe(
    "No execution has numRows() of 'others' between 2025-01-01 and 2025-01-31.\n",
  );
  expect(await folder.dqx(["history", "numRows() + 1"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("is no single metric"),
  });
});

it("executions lists by suite and date, gc counts, doctor looks at everything", async () => {
  using folder = shop();
  await folder.dqx(["run", "--date", "2025-01-07", "--execution-id", "a"]);
  expect(
    (await folder.dqx(["executions", "--suite", "shop", "--from", "2025-01-07", "--until", "2025-01-07"]))
      .out,
  ).toMatch(/a +│ shop +│ 2025-01-07/);
  expect((await folder.dqx(["executions", "--suite", "none"])).out).toBe("There is no such execution.\n");
  expect((await folder.dqx(["gc"])).out).toMatch(
    /^0 expired metrics were deleted; \d+ metrics of 1 executions are kept\.\n$/,
  );
  const healthy = await folder.dqx(["doctor"]);
  expect([healthy.code, healthy.out]).toEqual([
    0,
    expect.stringMatching(/ok {5}DuckDB: v1[\s\S]*ok {5}source 'orders': 3 columns/),
  ]);
  folder.write("dqx.yaml", "sources: { orders: gone.csv }");
  const ill = await folder.dqx(["doctor"]);
  expect([ill.code, ill.out]).toEqual([3, expect.stringContaining("WRONG  source 'orders'")]);
});

it("doctor says what is wrong with a configuration, and looks on", async () => {
  using folder = shop({ "dqx.yaml": "sources: 3" });
  const { code, out } = await folder.dqx(["doctor"]);
  expect([code, out]).toEqual([
    2,
    expect.stringMatching(/WRONG {2}configuration: dqx.yaml:1:10: sources is 3\.[\s\S]*ok {5}store/),
  ]);
});

it.each(["bash", "zsh", "fish"])("completion for %s names every command and flag", async (shell) => {
  using folder = shop();
  const { out, code } = await folder.dqx(["completion", shell]);
  expect(code).toBe(0);
  for (const word of ["init", "run", "history", "execution-id", "fail-on"]) expect(out).toContain(word);
});
