import { InvalidArgumentError, LocalDate, type SqlRow } from "@dqx/common";
import { describe, expect, test } from "vitest";
import {
  boundSql,
  checkOptions,
  datedQueryRelation,
  datingOf,
  duckdbDialect,
  EngineSource,
  type GatedSession,
  queryRelation,
  refuseParameters,
  requireText,
  type SessionPool,
  SourceError,
  type SourceRelation,
  type SqlText,
  tableRelation,
} from "../src/index.js";
import { withoutSemicolon } from "../src/source/without-semicolon.js";

const day = LocalDate("2024-01-31");

/** A session without an engine: its gate finds the placeholders that it is told, and remembers what it was asked. */
class ScriptedSession implements GatedSession {
  readonly asked: SqlText[] = [];
  readonly admitted: string[] = [];

  readonly #placeholders: readonly string[];
  readonly #rows: readonly SqlRow[];
  readonly #failure: Error | undefined;

  constructor(placeholders: readonly string[] = [], rows: readonly SqlRow[] = [], failure?: Error) {
    this.#placeholders = placeholders;
    this.#rows = rows;
    this.#failure = failure;
  }

  async admit(query: string) {
    this.admitted.push(query);
    return { parameters: this.#placeholders };
  }

  async describe(relation: SqlText) {
    this.asked.push(relation);
    if (this.#failure !== undefined) throw this.#failure;
    return [{ name: "x", type: "INTEGER" }];
  }

  async query(statement: SqlText) {
    this.asked.push(statement);
    return this.#rows;
  }
}

class ScriptedSource extends EngineSource<ScriptedSession> {
  readonly session: ScriptedSession;
  closed = 0;

  constructor(relation: SourceRelation, session = new ScriptedSession()) {
    const sessions: SessionPool<ScriptedSession> = {
      withSession: (use) => use(session),
      close: async () => {
        this.closed += 1;
      },
    };
    super({ name: "orders", dialect: duckdbDialect, dating: { kind: "snapshot" }, sessions, ...relation });
    this.session = session;
  }

  async columns(parameters = {}) {
    return this.withSession((session) => session.describe(this.relation({ parameters, date: day })));
  }
}

describe("a query", () => {
  const query = "SELECT * FROM t WHERE r = $region; -- all";

  test("is a relation in brackets whose values are not part of the text", async () => {
    const source = new ScriptedSource(queryRelation("orders", query), new ScriptedSession(["region"]));
    expect(source.relation({ parameters: { region: "'; --" } })).toEqual({
      sql: "(SELECT * FROM t WHERE r = $region\n)",
      parameters: { region: "'; --" },
    });
    expect(await source.columns({ region: "eu" })).toEqual([{ name: "x", type: "INTEGER" }]);
    expect(source.session.admitted).toEqual([query]);
  });

  test.each<[readonly string[], Readonly<Record<string, string>>, string]>([
    [["region"], {}, "needs a value for $region. Give it as a parameter of the metric."],
    [["region"], { regoin: "eu", region: "eu" }, "has no parameter 'regoin'. Did you mean 'region'?"],
    [["region", "from"], { x: "1", region: "eu", from: "a" }, "It has: $region, $from."],
    [[], { x: "1" }, "It has: none."],
    [["1"], {}, "the query has parameters without a name. Write them as $name."],
  ])("with the placeholders %o takes no %o", async (placeholders, parameters, message) => {
    const source = new ScriptedSource(queryRelation("orders", query), new ScriptedSession(placeholders));
    const attempt = source.columns(parameters);
    await expect(attempt).rejects.toThrow(SourceError);
    await expect(attempt).rejects.toThrow(`Dataset 'orders' cannot be read: `);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toThrow("Correct the query");
  });

  test("for each date binds what it has a placeholder for, and hands the rest to the function", async () => {
    const relation = datedQueryRelation(
      "orders",
      (date, { table }) => `FROM ${String(table)} WHERE d = '${date}' AND r = $region`,
    );
    const source = new ScriptedSource(relation, new ScriptedSession(["region"]));
    const parameters = { table: "t", region: "eu" };
    expect(source.relation({ parameters, date: day })).toEqual({
      sql: "(FROM t WHERE d = '2024-01-31' AND r = $region\n)",
      parameters,
    });
    await source.columns(parameters);
    expect(source.session.admitted).toEqual(["FROM t WHERE d = '2024-01-31' AND r = $region"]);
    await expect(source.columns({ table: "t" })).rejects.toThrow("needs a value for $region");
    expect(() => source.relation({ parameters })).toThrow("is made for a date, and none was given");
    expect(() =>
      new ScriptedSource(datedQueryRelation("orders", () => " ")).relation({ parameters: {}, date: day }),
    ).toThrow('gave " " for 2024-01-31. Give the text of one SELECT.');
    expect(
      new ScriptedSource(datedQueryRelation("orders", () => "FROM t;")).relation({
        parameters: {},
        date: day,
      }),
    ).toBe("(FROM t\n)");
  });
});

test.each([
  ["SELECT 1;", "SELECT 1"],
  ["SELECT 1 ; -- done\n;", "SELECT 1 "],
  ["SELECT 1 /* ; */", "SELECT 1 /* ; */"],
  ["SELECT ';'", "SELECT ';'"],
  [`SELECT 1 AS "a;--"`, `SELECT 1 AS "a;--"`],
  ["SELECT $é$;$é$;", "SELECT $é$;$é$"],
  ["SELECT e'\\';';", "SELECT e'\\';'"],
  ["SELECT 1; SELECT 2;", "SELECT 1; SELECT 2"],
])("the query of %j is %j", (sql, query) => {
  expect(withoutSemicolon(sql)).toBe(query);
});

describe("a table", () => {
  const failure = new SourceError("there is no such table");
  const remedyWith = async (...tables: readonly string[]) => {
    const session = new ScriptedSession(
      [],
      tables.map((name) => [name]),
      failure,
    );
    const source = new ScriptedSource(tableRelation(duckdbDialect, "orders", "order", undefined), session);
    return source.columns().then(
      () => "",
      (error: unknown) => String(error),
    );
  };

  test("is its quoted name, and takes no parameters", () => {
    const source = new ScriptedSource(tableRelation(duckdbDialect, "orders", 'a"b', "s"));
    expect(source.relation({ parameters: {} })).toBe('"s"."a""b"');
    expect(() => source.relation({ parameters: { region: "eu" } })).toThrow(
      "dataset 'orders' takes no parameters, and was given 'region'",
    );
  });

  test("that is not there is told apart from those that are", async () => {
    expect(await remedyWith("orders")).toContain("no such table. Did you mean 'orders'?");
    expect(await remedyWith("customers")).toContain("no such table. The database has: customers.");
    expect(await remedyWith()).toContain("no such table. The database has no tables.");
  });
});

describe("a source", () => {
  const relation: SourceRelation = { relation: () => "t", remedy: async () => "Look again" };

  test("hands on what is no error of the source, and stops when it is told to", async () => {
    const broken = new ScriptedSource(relation, new ScriptedSession([], [], new RangeError("a defect")));
    await expect(broken.columns()).rejects.toThrow(RangeError);
    const reason = new Error("enough");
    const source = new ScriptedSource(relation);
    await expect(source.withSession(async () => 1, AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(
      source.withSession((session) => session.describe("t", AbortSignal.abort(reason))),
    ).rejects.toBe(reason);
  });

  test("looks at its columns", async () => {
    const inspect: SourceRelation["inspect"] = async (columns) =>
      columns.map((column) => ({ ...column, guessed: "there are no rows" }));
    expect(await new ScriptedSource({ ...relation, inspect }).columns()).toEqual([
      { name: "x", type: "INTEGER", guessed: "there are no rows" },
    ]);
  });

  test("checks expressions where its engine does, and queries", async () => {
    const source = new ScriptedSource(relation, new ScriptedSession([], [[1n]]));
    expect(await source.withSession(async ({ checkExpression }) => checkExpression)).toBeUndefined();
    expect(await source.withSession((session) => session.query("SELECT 1"))).toEqual([[1n]]);
    const session = Object.assign(new ScriptedSession(), {
      checkExpression: async (text: string) => `type of ${text}`,
    });
    const checking = new ScriptedSource(relation, session);
    expect(await checking.withSession(async (open) => open.checkExpression?.("a", "t"))).toBe("type of a");
  });

  test("is closed by `await using`, and as often as one likes", async () => {
    const source = new ScriptedSource(relation);
    {
      await using used = source;
      await used.close();
    }
    expect(source.closed).toBe(2);
  });
});

describe("options", () => {
  const place = "make";

  test("are known, and the name is a text", () => {
    expect(() => checkOptions(place, { name: "orders" }, ["table"])).not.toThrow();
    const wrong: { readonly name: string } = { name: "orders", ...{ tables: 1 } };
    expect(() => checkOptions(place, wrong, ["table"])).toThrow("Did you mean 'table'?");
    expect(() => checkOptions(place, { name: "" }, [])).toThrow("Give the dataset a name.");
    expect(() => requireText(place, "table", " ")).toThrow(InvalidArgumentError);
    expect(() => requireText(place, "table", "t")).not.toThrow();
    expect(() => refuseParameters("orders", {})).not.toThrow();
  });

  test("say how days are known", () => {
    expect(datingOf(place, {})).toEqual({ kind: "snapshot" });
    expect(datingOf(place, { dateColumn: "day" })).toEqual({
      kind: "column",
      column: "day",
      timeZone: "UTC",
    });
    expect(() => datingOf(place, { timeZone: "UTC" })).toThrow("does nothing without a dateColumn");
    expect(() => datingOf(place, { dateColumn: "" })).toThrow("Give a column's name");
    expect(() => datingOf(place, { dateColumn: "day", timeZone: "Europe/Prag" })).toThrow(
      "Did you mean 'Europe/Prague'?",
    );
    expect(() => datingOf(place, { dateColumn: "day", timeZone: "+02:00" })).toThrow("Give an IANA name");
  });
});

test("a text binds nothing", () => {
  expect(boundSql("SELECT 1")).toEqual({ sql: "SELECT 1", parameters: {} });
  const bound = { sql: "SELECT $a", parameters: { a: 1 } };
  expect(boundSql(bound)).toBe(bound);
});
