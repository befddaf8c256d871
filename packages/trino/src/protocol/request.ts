import { errorCode, retryTransient } from "@dqx/sql";
import { type Server, withoutSecrets } from "./server.js";
import { TrinoFailure } from "./trino-failure.js";

/** The statuses with which the protocol asks for the same request again. */
const AGAIN: ReadonlySet<string> = new Set(["HTTP_429", "HTTP_502", "HTTP_503", "HTTP_504"]);

/** Our name of a failure on the way to the server. */
const CONNECTION_FAILURE = "CONNECTION_FAILURE";

/** After how many milliseconds an answer is given up; the server answers within seconds, however long a query runs. */
const ANSWER_TIMEOUT = 60_000;

/** How much of a page that is no answer a message has. */
const QUOTED = 200;

/** A request. */
export interface ServerRequest {
  readonly method: "POST" | "GET" | "DELETE";
  readonly url: string;
  readonly body?: string;
  /** Beside those of the server. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends a request. It is repeated, for a bounded time, while the server says that it has no time for it; one that only
 * asks for results also when the connection breaks.
 *
 * @param server - where it goes to
 * @param request - what is sent
 * @param signal - ends the waiting
 * @returns the text of the answer
 * @throws TrinoFailure when there is no answer, or one of another status; the signal's reason when aborted
 */
export async function send(server: Server, request: ServerRequest, signal?: AbortSignal): Promise<string> {
  const { result } = await retryTransient(() => attempt(server, request, signal), {
    isTransient: (cause) => cause instanceof TrinoFailure && passes(cause, request),
    retryFor: server.retryFor,
    signal,
  });
  return result;
}

// A connection that was refused has brought nothing to the server.
function passes({ errorName, cause }: TrinoFailure, { method }: ServerRequest): boolean {
  if (errorName !== CONNECTION_FAILURE) return AGAIN.has(errorName);
  return method === "GET" || errorCode(cause) === "ECONNREFUSED";
}

async function attempt(
  server: Server,
  { method, url, body, headers }: ServerRequest,
  signal: AbortSignal | undefined,
): Promise<string> {
  const limit = AbortSignal.timeout(ANSWER_TIMEOUT);
  try {
    const response = await fetch(url, {
      method,
      headers: { ...server.headers, ...headers },
      // Another host would get the credentials.
      redirect: "error",
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (response.ok) return text;
    const said = withoutSecrets(text.trim(), server).slice(0, QUOTED);
    throw new TrinoFailure(
      `HTTP_${response.status}`,
      `the server answered with ${response.status}${said === "" ? "" : `: ${said}`}`,
    );
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof TrinoFailure) throw cause;
    throw new TrinoFailure(CONNECTION_FAILURE, withoutSecrets(reasonOf(cause), server), { cause });
  }
}

// Where a name has several addresses, none of which answers, Node says so in the errors inside.
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause instanceof AggregateError && cause.message === "") return reasonOf(cause.errors[0]);
  return cause.cause instanceof Error ? reasonOf(cause.cause) : cause.message;
}
