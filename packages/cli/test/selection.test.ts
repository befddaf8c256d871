import { describe, expect, it } from "vitest";
import { shop } from "./dqx.js";

const RUN = ["run", "--date", "2025-01-08", "--output", "json"];

/** The assertions that a run judged, and how it ended. */
async function judged(...args: readonly string[]) {
  using folder = shop({
    "dqx.yaml": `
sources:
  orders: { uri: orders.csv, dateColumn: day }
  returns: { uri: orders.csv, dateColumn: day }
checks:
  volume:
    dataset: orders
    assertions:
      - { assert: numRows(), name: some, atLeast: 1, severity: P0, tags: [daily, money] }
      - { assert: numRows(), name: few, atMost: 9, severity: P2, tags: [daily] }
  returned:
    dataset: returns
    assertions:
      - { assert: sum(revenue), name: worth, atLeast: 1, severity: P0, tags: [money] }
`,
  });
  const { code, out, err } = await folder.dqx([...RUN, ...args]);
  if (code !== 0) return { code, err };
  const { assertions }: { assertions: readonly { name: string }[] } = JSON.parse(out);
  return assertions.map(({ name }) => name);
}

describe("--select", () => {
  it.each([
    [["volume"], ["some", "few"]],
    [["check:ret*"], ["worth"]],
    [["tag:money"], ["some", "worth"]],
    [["severity:P0"], ["some", "worth"]],
    [["dataset:returns"], ["worth"]],
    [
      ["severity:P2", "severity:P0"],
      ["some", "few", "worth"],
    ],
    [["severity:P0", "tag:daily"], ["some"]],
    [["volume", "severity:P2"], ["few"]],
  ])("%j judges %j", async (given, names) => {
    expect(await judged(...given.flatMap((each) => ["--select", each]))).toEqual(names);
  });

  it.each([
    [["vol"], "--select vol matches no check of dqx.yaml. It has: volume, returned."],
    [["tag:mony"], "--select tag:mony matches no tag of dqx.yaml. It has: daily, money."],
    [["severity:P3"], "--select severity:P3 matches no severity of dqx.yaml. It has: P0, P2."],
    [["dataset:x"], "--select dataset:x matches no dataset of dqx.yaml. It has: orders, returns."],
    [
      ["severity:P2", "tag:money"],
      "--select: no assertion of dqx.yaml has severity:P2 and tag:money at once.",
    ],
  ])("%j is refused", async (given, says) => {
    expect(await judged(...given.flatMap((each) => ["--select", each]))).toEqual({
      code: 2,
      err: `${says}\n`,
    });
  });

  it("holds for plan, too", async () => {
    using folder = shop();
    const { out } = await folder.dqx(["plan", "--date", "2025-01-08", "--select", "severity:P2", "--json"]);
    expect(JSON.parse(out).assertions).toHaveLength(1);
  });
});

describe("--where", () => {
  it("measures the rows of which it is true, and tags the run with it", async () => {
    using folder = shop();
    const { out } = await folder.dqx([...RUN, "--where", "customer = 'bob' -- him"]);
    const report = JSON.parse(out);
    expect(report.execution.key.tags).toEqual({ where: "customer = 'bob' -- him" });
    // On the 7th bob paid 50, on the 8th 60.
    expect(report.assertions.map(({ value }: { value: number }) => value)).toEqual([1, 60 / 50, 0]);
    expect(report.datasets[0].statements[0].sql).toContain("WHERE (customer = 'bob' -- him\n)");
  });

  it("keeps its numbers out of the history of all rows", async () => {
    using folder = shop();
    await folder.dqx([...RUN, "--where", "customer = 'bob'"]);
    const history = ["history", "numRows()", "--from", "2025-01-01", "--until", "2025-01-31"];
    expect((await folder.dqx(history)).out).toContain("No execution has numRows()");
    expect((await folder.dqx([...history, "--tag", "where=customer = 'bob'"])).out).toMatch(
      /2025-01-08 │ +1 │/,
    );
  });

  it.each([
    ["custmer = 'bob'", "custmer"],
    ["revenue + 1", "which is a BIGINT on dataset 'orders', and neither true nor false"],
    ["true); DROP TABLE x; --", "is no expression over a row"],
    ["revenue > (SELECT 1)", "it has a subquery"],
  ])("%s is refused", async (where, says) => {
    using folder = shop();
    const { code, err } = await folder.dqx([...RUN, "--where", where]);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });

  it("leaves it to the run to say that a source cannot be read, and to plan what it would do", async () => {
    using folder = shop();
    expect((await folder.dqx([...RUN, "--where", "true", "--source", "orders=gone.csv"])).code).toBe(3);
    const { code, out } = await folder.dqx(["plan", "--where", "revenue > 1", "--date", "2025-01-08"]);
    expect([code, out]).toEqual([0, expect.stringContaining("WHERE (revenue > 1\n  ))")]);
  });

  it("needs the tag for itself", async () => {
    using folder = shop();
    expect(await folder.dqx([...RUN, "--where", "true", "--tag", "where=here"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("Rename that tag."),
    });
  });
});

describe("--budget", () => {
  it.each([
    [["rows=1000000", "statements=9", "seconds=600", "orders.rows=1000000"], 0, /^$/],
    [["rows=1"], 3, /^The run would read about \d rows, and its budget is 1 \(.*Nothing has run/],
    [["orders.rows=1"], 3, /^Dataset 'orders' would read about \d rows, and its budget is 1/],
    [["rows=many"], 2, /--budget got 'rows=many'\. Write rows=N, statements=N or seconds=N/],
    [["rows"], 2, /--budget got 'rows'\./],
    [["euros=3"], 2, /--budget got 'euros=3'/],
    [["rows=0"], 2, /--budget got 'rows=0'/],
    [["rows=1", "rows=2"], 2, /--budget got rows twice: rows=2\./],
    [["order.rows=1"], 2, /did you mean 'orders'/i],
  ])("%j ends with %i", async (given, code, says) => {
    using folder = shop();
    const ending = await folder.dqx([
      "run",
      "--date",
      "2025-01-07",
      ...given.flatMap((each) => ["--budget", each]),
    ]);
    expect([ending.code, ending.err]).toEqual([code, expect.stringMatching(says)]);
  });
});

describe("--log-format json", () => {
  const lines = (err: string): readonly Record<string, unknown>[] =>
    err
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));

  it("writes progress and the end as lines of JSON, in a pipe too", async () => {
    using folder = shop();
    const { code, err } = await folder.dqx([...RUN, "--log-format", "json"], { isTTY: true });
    const log = lines(err);
    expect(log.every(({ time, level }) => typeof time === "string" && level === "info")).toBe(true);
    expect(log[0]).toMatchObject({ event: "progress", title: "shop for 2025-01-08" });
    expect(log).toContainEqual(expect.objectContaining({ event: "progress", done: 1, planned: 1 }));
    expect(log.at(-1)).toMatchObject({
      event: "finished",
      suite: "shop",
      date: "2025-01-08",
      status: "FAILED",
      exitCode: code,
    });
  });

  it.each([
    [["run", "gone.yaml", "--log-format", "json"], "There is no file gone.yaml"],
    [["run", "--dat", "x", "--log-format=json"], "No flag registered for --dat"],
    [["rum", "--log-format", "json"], "No command registered for `rum`"],
  ])("writes the error of %j as a line of JSON", async (args, says) => {
    using folder = shop();
    const { code, err } = await folder.dqx(args);
    expect([code, lines(err)]).toEqual([
      2,
      [expect.objectContaining({ level: "error", event: "error", message: expect.stringContaining(says) })],
    ]);
  });
});

it("the progress of a run tells how long the last one took, and clears its line", async () => {
  using folder = shop();
  await folder.dqx(["run", "--date", "2025-01-07"]);
  const { err } = await folder.dqx(["run", "--date", "2025-01-07"], { isTTY: true });
  expect(err).toContain("shop for 2025-01-07: statement 0 of 1…");
  expect(err).toContain("shop for 2025-01-07: statement 1 of 1…");
  expect(err.endsWith("\r\u001b[2K")).toBe(true);
});

describe("what a configuration in a module protects and samples", () => {
  const config = `
import { check, col } from ${JSON.stringify(import.meta.resolve("@dqx/api"))};
import { InMemoryDataSource } from ${JSON.stringify(import.meta.resolve("@dqx/duckdb"))};
import { protectColumns } from ${JSON.stringify(import.meta.resolve("@dqx/sql"))};
const people = InMemoryDataSource.fromColumns({ name: "people", columns: { id: [1, 2, 3], age: [-1, 20, -3], Secret: ["a", "b", "c"] } });
export default {
  sources: { people: protectColumns(people, { deny: ["Secret"] }) },
  checks: [check({ name: "ages" }, (_, ctx) => ctx.rows("people").expect(col("age").isGeq(0)).config({ name: "ages" }).holds())],
};`;

  it("is not told by --where", async () => {
    using folder = shop({ "dqx.config.mjs": config });
    const { code, err } = await folder.dqx(["run", "--where", "secret = 'a'"]);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining("'Secret', which is protected on dataset 'people'"),
    ]);
    expect((await folder.dqx(["run", "--where", "id > 1"])).out).toContain("1 of 1 assertion");
  });

  it("is shown by --samples, which is a number of rows", async () => {
    using folder = shop({ "dqx.config.mjs": config });
    const { out } = await folder.dqx(["run", "--samples", "1", "--output", "json"]);
    expect(JSON.parse(out).assertions[0].sample).toMatchObject({
      columns: ["age"],
      rows: [{ values: [-3] }],
    });
    expect(await folder.dqx(["run", "--samples", "0"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("Give a whole number from 1 to 1000."),
    });
  });
});

it("a run on a terminal says how to get a page, in words that a shell takes", async () => {
  using folder = shop();
  const args = [
    "run",
    "dqx.yaml",
    "--date",
    "2025-01-07",
    "--store",
    "sqlite:it's here.db",
    "--execution-id",
    "a b",
  ];
  const { out } = await folder.dqx(args, { isTTY: true });
  expect(out).toMatch(
    /\nA page to forward: dqx report 'a b' --html --config dqx\.yaml --store 'sqlite:it'\\''s here\.db'\n$/,
  );
  expect((await folder.dqx([...args.slice(0, -1), "c"])).out).not.toContain("A page to forward");
});
