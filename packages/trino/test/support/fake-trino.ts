import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";

/** One answer of the fake: a page of the protocol, or a status with a text. */
export type Answer =
  | {
      readonly columns?: readonly (readonly [name: string, type: string])[];
      /** JSON of the rows, as Trino writes it. */
      readonly data?: string;
      readonly stats?: object;
      readonly error?: readonly [name: string, message: string];
      /** Whether the query goes on although nothing more was scripted. */
      readonly hangs?: boolean;
      /** Where the results are said to go on. */
      readonly nextUri?: string;
    }
  | { readonly status: number; readonly text?: string; readonly headers?: Readonly<Record<string, string>> }
  /** The connection breaks. */
  | "break"
  /** No answer ever comes. */
  | "silence";

/** A request that the fake was sent. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that speaks Trino's protocol and answers as it is told. */
export class FakeTrino implements AsyncDisposable {
  readonly asked: Asked[] = [];
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  readonly #queries = new Map<string, Answer[]>();
  readonly #script: (sql: string) => readonly Answer[];
  readonly #watchers: (() => void)[] = [];

  private constructor(script: (sql: string) => readonly Answer[]) {
    this.#script = script;
  }

  /** @param script - the answers to a statement, in order: to the request that begins it, then to those for more */
  static async start(script: (sql: string) => readonly Answer[]): Promise<FakeTrino> {
    const fake = new FakeTrino(script);
    fake.#server.listen(0, "127.0.0.1");
    await once(fake.#server, "listening");
    return fake;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  }

  /** The statements that were sent. */
  get statements(): readonly string[] {
    return this.asked.filter(({ method }) => method === "POST").map(({ body }) => body);
  }

  /** The paths of the requests of a method. */
  paths(method: string): readonly string[] {
    return this.asked.filter((asked) => asked.method === method).map(({ path }) => path);
  }

  /** Waits until a request of a method has come. */
  async received(method: string): Promise<void> {
    while (this.paths(method).length === 0)
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const { method = "", url: path = "", headers } = request;
    this.asked.push({ method, path, headers, body });
    for (const resolve of this.#watchers.splice(0)) resolve();
    if (method === "DELETE") return void response.writeHead(204).end();
    if (method === "POST") {
      // The same statement again is the same query, so that a repeated request gets the next answer.
      const id = this.#queries.has(body) ? body : this.#begin(body);
      return this.#answer(id, response);
    }
    const id = decodeURIComponent(path.split("/").at(-2) ?? "");
    return this.#answer(id, response);
  }

  #begin(sql: string): string {
    this.#queries.set(sql, [...this.#script(sql)]);
    return sql;
  }

  #answer(id: string, response: ServerResponse): void {
    const answers = this.#queries.get(id) ?? [];
    const answer = answers.shift() ?? { hangs: true };
    if (answer === "silence") return;
    if (answer === "break") return void response.destroy();
    if ("status" in answer)
      return void response.writeHead(answer.status, answer.headers).end(answer.text ?? "");
    const { columns, data, stats, error, hangs, nextUri } = answer;
    const goesOn = hangs === true || answers.length > 0;
    if (!goesOn) this.#queries.delete(id);
    const next = nextUri ?? `${this.url}/v1/statement/${encodeURIComponent(id)}/${answers.length}`;
    const page = JSON.stringify({
      id: "20240601_1",
      ...(goesOn && { nextUri: next }),
      ...(nextUri !== undefined && { nextUri }),
      ...(columns && { columns: columns.map(([name, type]) => ({ name, type })) }),
      stats: { state: goesOn ? "RUNNING" : "FINISHED", ...stats },
      ...(error && { error: { errorName: error[0], message: error[1], errorType: "USER_ERROR" } }),
    });
    response.setHeader("Content-Type", "application/json");
    response.end(data === undefined ? page : `${page.slice(0, -1)},"data":${data}}`);
  }
}
