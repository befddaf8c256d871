import { describe, expect, test } from "vitest";
import { checkAggregate, checkExpression } from "../src/check-expression.js";
import { ClickHouseGate } from "../src/gate/clickhouse-gate.js";
import { queryFacts } from "../src/gate/query-facts.js";
import { ServerCatalogue } from "../src/gate/server-catalogue.js";
import { syntaxTree } from "../src/gate/syntax-tree.js";
import { TREE_OF_T } from "./support/fake-clickhouse.js";

/** The tree of `SELECT <part> FROM dqx_rows`, as `EXPLAIN AST` prints it. */
const selecting = (...part: readonly string[]): readonly string[] => [
  ...TREE_OF_T.slice(0, 3),
  `   ExpressionList (children ${part.filter((line) => !line.startsWith(" ")).length})`,
  ...part.map((line) => `    ${line}`),
  ...TREE_OF_T.slice(5, 8),
  "      TableIdentifier dqx_rows",
];
const call = (name: string, ...args: readonly string[]): readonly string[] => [
  `Function ${name} (children 1)`,
  ...(args.length === 0
    ? [" ExpressionList"]
    : [` ExpressionList (children ${args.length})`, ...args.map((arg) => `  ${arg}`)]),
];

function gateOf(
  trees: (sql: string) => readonly string[],
  known: (sql: string) => readonly (readonly string[])[] = () => [],
  allowedTableFunctions: readonly string[] = [],
): ClickHouseGate {
  const catalogue = new ServerCatalogue(async (sql) => known(sql));
  return new ClickHouseGate({
    ask: async (sql) =>
      sql.startsWith("EXPLAIN AST ")
        ? trees(sql.slice(12))
        : [sql.slice("SELECT formatQuerySingleLine('".length, -2)],
    catalogue,
    database: "shop",
    allowedTableFunctions,
  });
}

describe("the tree of a statement", () => {
  test("has kinds, names, aliases and children", () => {
    const tree = syntaxTree(
      selecting(
        "Function plus (alias x) (children 1)",
        " ExpressionList (children 2)",
        "  Identifier a",
        "  Literal UInt64_1",
      ),
    );
    const facts = queryFacts(tree);
    expect([...facts.functions]).toEqual(["plus"]);
    expect([...facts.relations]).toEqual(["dqx_rows"]);
    expect(facts.hasAlias).toBe(true);
  });

  test("survives names with line breaks, and hides nothing behind them", () => {
    const lines = selecting("Identifier line", "x", ...call("sleep"));
    lines.at(0);
    const broken = lines.map((line) => (line === "    x" ? "break" : line));
    const tree = syntaxTree(broken.map((line) => line.replace("(children 3)", "(children 2)")));
    expect([...queryFacts(tree).functions]).toEqual(["sleep"]);
    // A name that looks like a part of the statement makes the tree one that is not understood.
    const forged = selecting("Identifier a", ...call("sleep")).flatMap((line) =>
      line === "    Identifier a" ? [line, "Identifier b"] : [line],
    );
    expect(() => syntaxTree(forged)).toThrow("a part that is not known");
  });

  test.each<[readonly string[], string]>([
    [
      ["InsertQuery   (children 1)", " Identifier t"],
      "INSERT is not let through, only one SELECT is let through",
    ],
    [["CreateSQLFunctionQuery f (children 1)", " Identifier t"], "CREATE SQLFUNCTION is not let through"],
    [[], "it is not let through"],
    [["SelectWithUnionQuery (children 1)", " PipelineQuery"], "a part that is not known"],
    [["SelectWithUnionQuery (children 1)", " ExpressionList", "SelectQuery"], "a part that is not known"],
  ])("of no SELECT is refused: %#", (lines, message) => {
    expect(() => syntaxTree(lines)).toThrow(message);
  });
});

describe("the gate", () => {
  test("admits what stands on its lists, in any case and with combinators", async () => {
    const gate = gateOf(() =>
      selecting(...call("LOWER", "Identifier a"), ...call("sumOrNullIf", "Identifier a", "Identifier b")),
    );
    expect(await gate.admit("SELECT {p:String}")).toEqual({ parameters: ["p"] });
  });

  test.each<[readonly string[], string]>([
    [call("sleep"), "the function sleep() is not let through: it waits, and computes nothing"],
    [call("file"), "it reads files of the server's host"],
    [call("brandNew"), "it is on no list of functions that change nothing"],
    [["Set"], "SETTINGS is not let through"],
  ])("refuses %j", async (part, message) => {
    await expect(gateOf(() => selecting(...part)).admit("SELECT 1")).rejects.toThrow(message);
  });

  test("refuses what is no SELECT, and what the whole statement is written to", async () => {
    await expect(gateOf(() => TREE_OF_T).admit("INSERT INTO t VALUES (1)")).rejects.toThrow(
      "INSERT is not let through",
    );
    const written = ["SelectWithUnionQuery (children 2)", ...TREE_OF_T.slice(1), " Identifier CSV"];
    await expect(gateOf(() => written).admit("SELECT 1")).rejects.toThrow(
      "INTO OUTFILE, FORMAT and SETTINGS",
    );
  });

  const from = (...item: readonly string[]) => [
    ...TREE_OF_T.slice(0, 8),
    ...item.map((line) => `      ${line}`),
  ];

  test("refuses table functions, unless they are allowed or make rows of their arguments", async () => {
    const tree = from(...call("s3", "Literal 'x'"));
    await expect(gateOf(() => tree).admit("SELECT 1")).rejects.toThrow(
      "the table function s3() is not let through: it reads from outside of the database. Name it in allowedTableFunctions",
    );
    await gateOf(() => tree, undefined, ["S3"]).admit("SELECT 1");
    await gateOf(() => from(...call("numbers", "Literal UInt64_1"))).admit("SELECT 1");
    await expect(gateOf(() => from(...call("merge"))).admit("SELECT 1")).rejects.toThrow("not named in FROM");
  });

  test("refuses relations that tell of the server", async () => {
    await expect(gateOf(() => from("TableIdentifier system.users")).admit("SELECT 1")).rejects.toThrow(
      "the relation system.users is not let through: it tells of the server and its users",
    );
    await gateOf(() => from("TableIdentifier system.tables")).admit("SELECT 1");
    const behindIn = selecting(...call("in", "Identifier a", "Identifier system.processes"));
    await expect(gateOf(() => behindIn).admit("SELECT 1")).rejects.toThrow("system.processes");
  });

  test("takes views and functions of the database apart, each once", async () => {
    const trees = (sql: string) =>
      sql.includes("inner")
        ? selecting(...call("sleep"))
        : sql.includes("f(")
          ? selecting(...call("own"))
          : from("TableIdentifier v");
    const known = (sql: string) =>
      sql.includes("system.tables")
        ? [["shop", "v", "SELECT inner"]]
        : [["own", "SQLUserDefined", "CREATE FUNCTION own AS (x) -> inner"]];
    await expect(gateOf(trees, known).admit("SELECT * FROM v")).rejects.toThrow("the function sleep()");
    await expect(gateOf(trees, known).admit("SELECT f(1)")).rejects.toThrow("the function sleep()");
    const recursive = gateOf(
      () => from("TableIdentifier v"),
      (sql) => (sql.includes("system.tables") ? [["shop", "v", "SELECT v"]] : []),
    );
    await recursive.admit("SELECT * FROM v");
    const program = gateOf(
      () => selecting(...call("own")),
      () => [["own", "ExecutableUserDefined", ""]],
    );
    await expect(program.admit("SELECT 1")).rejects.toThrow("it runs a program of the server's host");
    const builtIn = gateOf(
      () => selecting(...call("newer")),
      () => [["newer", "System", ""]],
    );
    await expect(builtIn.admit("SELECT 1")).rejects.toThrow("on no list");
  });

  test("sees each statement once, with the values that it runs with", async () => {
    let asked = 0;
    const gate = gateOf(() => {
      asked += 1;
      return TREE_OF_T;
    });
    for (const value of ["a", "a", "b"]) await gate.admitStatement("SELECT {t:String}", { t: value });
    expect(asked).toBe(2);
  });
});

describe("an expression", () => {
  const check = (...part: readonly string[]) =>
    checkExpression(
      "…",
      "`t`",
      gateOf(() => selecting(...part)),
      async () => [{ name: "e", type: "UInt8" }],
    );

  test("over a row has the type that the server gives it", async () => {
    expect(await check(...call("greater", "Identifier a", "Literal UInt64_1"))).toBe("UInt8");
  });

  test.each<[readonly string[], string]>([
    [call("sum", "Identifier a"), "it calls sum, which computes from many rows; use a metric for that"],
    [call("rand"), "which has another result for each call"],
    [call("arrayJoin", "Identifier a"), "which makes several of one"],
    [["Identifier a", "Identifier b"], "it is more than one expression"],
    [["Identifier a (alias x)"], "it gives a part of itself a name"],
    [["Asterisk"], "it has several columns at once"],
    [["Subquery (children 1)", " SelectWithUnionQuery"], "it has a subquery"],
    [call("sleep"), "is not let through"],
  ])("%j is refused", async (part, message) => {
    const attempt = check(...part);
    await expect(attempt).rejects.toThrow("is no expression over a row");
    await expect(attempt).rejects.toThrow(message);
  });

  test("with a parameter is refused, and another failure is handed on", async () => {
    const gate = gateOf(() => selecting("Identifier a"));
    await expect(checkExpression("{p:Int8}", "t", gate, async () => [])).rejects.toThrow(
      "it has a parameter",
    );
    const broken = async () => Promise.reject(new Error("broken"));
    await expect(checkExpression("a", "t", gate, broken)).rejects.toThrow(/^broken$/);
  });
});

describe("an aggregate", () => {
  const check = (...part: readonly string[]) =>
    checkAggregate(
      "…",
      "`t`",
      gateOf(() => selecting(...part)),
      async () => [{ name: "e", type: "UInt64" }],
    );

  test.each(["sum", "quantileExactIf", "uniqExact"])(
    "%s has the type that the server gives it",
    async (name) => {
      expect(await check(...call(name, "Identifier a"))).toBe("UInt64");
    },
  );

  test("may count rows", async () => {
    expect(await check(...call("count", "Asterisk"))).toBe("UInt64");
  });

  test.each<[readonly string[], string]>([
    [call("greater", "Identifier a", "Literal UInt64_1"), "it has no aggregate, such as sum(…)"],
    [call("rand"), "which has another result for each call"],
    [call("arrayJoin", "Identifier a"), "which makes several of one"],
    [["Subquery (children 1)", " SelectWithUnionQuery"], "it has a subquery"],
    [call("sum", "Identifier a", "WindowDefinition"), "it has a window"],
    [call("uniq", "Asterisk"), "it has several columns at once"],
    [call("count", "Asterisk", "Asterisk"), "it has several columns at once"],
    [call("sleep"), "is not let through"],
  ])("%j is refused", async (part, message) => {
    const attempt = check(...part);
    await expect(attempt).rejects.toThrow("is no aggregate over rows");
    await expect(attempt).rejects.toThrow(message);
  });
});
