import { once } from "node:events";
import { connect, createServer } from "node:net";

/** The way to a server that takes no connections at first. */
export interface LateServer extends AsyncDisposable {
  /** The server's URL, over this way. */
  readonly url: string;
}

/**
 * Leads to a server from a port that refuses connections at first.
 *
 * @param url - the server's own URL
 * @param milliseconds - how long the port refuses them
 */
export async function lateServer(url: string, milliseconds: number): Promise<LateServer> {
  const target = new URL(url);
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) socket.on("error", () => undefined);
    near.pipe(far).pipe(near);
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  // A port that is free, and that nobody else is given so soon.
  await listen(0);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  server.close();
  await once(server, "close");
  const timer = setTimeout(() => void listen(port), milliseconds);
  const late = new URL(url);
  late.hostname = "127.0.0.1";
  late.port = String(port);
  return {
    url: late.href,
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      server.close();
    },
  };
}
