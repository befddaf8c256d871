import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What the fake answers: lines of tab-separated text, or an error of ClickHouse's, or nothing at all. */
export type Answer = readonly string[] | { readonly error: string; readonly status?: number } | "silence";

/** A request that the fake was sent. */
export interface Asked {
  readonly sql: string;
  readonly parameters: URLSearchParams;
}

/** The tree of `SELECT * FROM t`, as `EXPLAIN AST` prints it. */
export const TREE_OF_T = [
  "SelectWithUnionQuery (children 1)",
  " ExpressionList (children 1)",
  "  SelectQuery (children 2)",
  "   ExpressionList (children 1)",
  "    Asterisk",
  "   TablesInSelectQuery (children 1)",
  "    TablesInSelectQueryElement (children 1)",
  "     TableExpression (children 1)",
  "      TableIdentifier t",
];

/** A server that speaks ClickHouse's HTTP interface and answers as it is told. */
export class FakeClickHouse implements AsyncDisposable {
  readonly asked: Asked[] = [];
  readonly #answer: (sql: string) => Answer | undefined;
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  /** The requests that wait for an answer. */
  readonly #silent = new Set<ServerResponse>();
  /** The settings of the user, as system.settings has them: the value, and whether it is fixed. */
  settings: Record<string, readonly [value: string, readonly: string]> = { readonly: ["0", "0"] };

  private constructor(answer: (sql: string) => Answer | undefined) {
    this.#answer = answer;
  }

  /** @param answer - to a statement; without one it is answered as an empty database would */
  static async start(answer: (sql: string) => Answer | undefined = () => undefined): Promise<FakeClickHouse> {
    const fake = new FakeClickHouse(answer);
    fake.#server.listen(0, "127.0.0.1");
    await once(fake.#server, "listening");
    return fake;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  }

  /** The requests whose statement has a text in it. */
  requests(text: string): readonly Asked[] {
    return this.asked.filter(({ sql }) => sql.includes(text));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams: parameters } = new URL(request.url ?? "/", "http://fake");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const sql = Buffer.concat(chunks).toString();
    this.asked.push({ sql, parameters });
    const answer = this.#answer(sql) ?? this.#ordinary(sql);
    if (answer === "silence") return void this.#silent.add(response);
    if (sql.startsWith("KILL") && !("error" in answer)) {
      for (const silent of this.#silent) {
        silent.writeHead(500);
        silent.end("Code: 394. DB::Exception: Query was cancelled. (QUERY_WAS_CANCELLED) (version 1)");
      }
    }
    if (!("error" in answer)) return void response.end(answer.map((line) => `${line}\n`).join(""));
    response.writeHead(answer.status ?? 500);
    response.end(answer.error);
  }

  #ordinary(sql: string): readonly string[] {
    if (sql.includes("FROM system.settings")) {
      const rows = Object.entries(this.settings).map(
        ([name, [value, fixed]]) => `shop\t${name}\t${value}\t${fixed}`,
      );
      return ["currentDatabase()\tname\tvalue\treadonly", "String\tString\tString\tUInt8", ...rows];
    }
    if (sql.startsWith("SELECT formatQuerySingleLine(")) {
      return ["f", "String", sql.slice("SELECT formatQuerySingleLine('".length, -2)];
    }
    if (sql.startsWith("EXPLAIN AST")) return ["explain", "String", ...TREE_OF_T];
    if (sql.startsWith("DESCRIBE")) {
      return ["name\ttype", "String\tString", "price\tNullable(Decimal(10, 2))", "day\tDate"];
    }
    return ["x", "UInt8"];
  }
}
