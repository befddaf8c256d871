import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { ExecutionId } from "@dqx/common";
import { afterEach, describe, expect, inject, it, onTestFinished } from "vitest";
import { MetricDB } from "../src/index.js";
import { sampleMetric } from "../src/testing/fixture/sample-metric.js";

/** What PostgreSQL says last to a client when it is stopped: an ErrorResponse, FATAL, 57P01. */
const GOODBYE = errorResponse({
  S: "FATAL",
  V: "FATAL",
  C: "57P01",
  M: "terminating connection due to administrator command",
});

// https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-ERRORRESPONSE
function errorResponse(fields: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.from(
    `${Object.entries(fields)
      .map(([type, text]) => `${type}${text}\0`)
      .join("")}\0`,
  );
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** A server before the tests' own one, which goes away in the middle of an exchange. */
class LeavingServer {
  /** When a message of a client holds this text, the server goes away after its answer. */
  goneAfter: string | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #target = new URL(inject("postgres"));
  readonly #server: Server = createServer((client) => this.#serve(client));

  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const url = new URL(this.#target);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #serve(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname);
    let isOver = false;
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => [client, server].map((each) => each.destroy()));
    }
    client.on("data", (data) => {
      isOver ||= this.goneAfter !== undefined && data.includes(this.goneAfter);
      server.write(data);
    });
    server.on("data", (data) => {
      if (isOver) client.end(Buffer.concat([data, GOODBYE]));
      else client.write(data);
    });
  }
}

describe("a PostgreSQL that is stopped", () => {
  let server: LeavingServer;
  afterEach(() => server.stop());

  it.each([
    // The last word of the client that proves its password: the answer to it ends the connection's beginning.
    ["at the beginning of a connection, which nothing listens to yet,", "c=biws"],
    ["while TypeORM asks for its version", "version"],
  ])("%s ends no process, and is unreachable", async (_, goneAfter) => {
    server = new LeavingServer();
    const url = await server.start();
    const uncaught: unknown[] = [];
    const listener = (error: unknown) => uncaught.push(error);
    process.on("uncaughtException", listener);
    onTestFinished(() => {
      process.off("uncaughtException", listener);
    });
    server.goneAfter = goneAfter;

    await expect(MetricDB.open(url)).rejects.toMatchObject({ reason: "unreachable" });
    expect(uncaught).toEqual([]);
  });

  it("between two statements of a transaction is unreachable, and the store goes on when it is back", async () => {
    server = new LeavingServer();
    await using db = await MetricDB.open(await server.start(), { schema: `lost_${process.pid}` });
    server.goneAfter = "BEGIN";

    await expect(db.persist([sampleMetric()])).rejects.toMatchObject({
      reason: "unreachable",
      message: expect.stringContaining("The server cannot be reached, or went away."),
    });

    server.goneAfter = undefined;
    expect(await db.exists(ExecutionId("exec-1"))).toBe(false);
    await db.persist([sampleMetric()]);
    expect(await db.getByExecutionId(ExecutionId("exec-1"))).toHaveLength(1);
  });
});
