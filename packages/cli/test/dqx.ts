import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { main } from "../src/main.js";
import type { Environment } from "../src/yaml/environment-variables.js";

/** What a command printed, and how it ended. */
export interface Ending {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** How a command is run beside its arguments. */
export interface RunOptions {
  readonly env?: Environment;
  readonly isTTY?: boolean;
  /** What somebody types: each of these when something has been shown that has its text. */
  readonly answers?: readonly (readonly [shown: string, keys: string])[];
  /** Given what Ctrl-C does. */
  readonly onStart?: (interrupt: () => void) => void;
}

/** A folder of its own in which the command runs, within the process of the test. */
export class Folder implements Disposable {
  readonly path: string = realpathSync(mkdtempSync(join(tmpdir(), "dqx-cli-")));

  /** @param files - texts by their paths */
  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  /** Writes a file, and the folders that it is in. */
  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), content);
  }

  /** Runs the command. */
  async dqx(
    args: readonly string[],
    { env = {}, isTTY = false, answers, onStart }: RunOptions = {},
  ): Promise<Ending> {
    const out: string[] = [];
    const err: string[] = [];
    const listeners: (() => void)[] = [];
    const typist = new Typist(answers ?? [], out);
    const process = {
      argv: ["node", "dqx", ...args],
      env,
      ...(answers && { stdin: Object.assign(typist.keys, { isTTY: true, setRawMode: () => undefined }) }),
      stdout: answers
        ? Object.assign(typist.screen, { isTTY: true, columns: 0 })
        : { isTTY, write: (text: string) => out.push(text) },
      stderr: { isTTY, write: (text: string) => err.push(text) },
      exitCode: undefined as number | undefined,
      cwd: () => this.path,
      once: (_: string, listener: () => void) => listeners.push(listener),
    };
    onStart?.(() => listeners[0]?.());
    await main(process);
    return { code: process.exitCode ?? Number.NaN, out: out.join(""), err: err.join("") };
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Somebody at a terminal, who types what is asked for. */
class Typist {
  readonly keys = new PassThrough();
  readonly screen: Writable;

  constructor(answers: readonly (readonly [shown: string, keys: string])[], out: string[]) {
    const left = [...answers];
    let unread = "";
    this.screen = new Writable({
      write: (chunk, _, done) => {
        out.push(String(chunk));
        unread += String(chunk);
        const [next] = left;
        if (next !== undefined && unread.includes(next[0])) {
          left.shift();
          unread = "";
          setImmediate(() => this.keys.write(next[1]));
        }
        done();
      },
    });
  }
}

/** Orders of three days: the last one lacks a customer. */
export const ORDERS = [
  "day,customer,revenue",
  "2025-01-06,ann,100",
  "2025-01-07,ann,100",
  "2025-01-07,bob,50",
  "2025-01-08,,75",
  "2025-01-08,bob,60",
  "",
].join("\n");

/** Sales of thirty days, some forty a day. */
export const SALES = [
  "day,customer,revenue",
  ...Array.from({ length: 30 }, (_, index) => index + 1).flatMap((day) =>
    Array.from(
      { length: 40 + ((day * 7) % 5) },
      (_, row) =>
        `2025-01-${String(day).padStart(2, "0")},c${(row * 7 + day) % 23},${50 + ((row * 13 + day * 3) % 50)}`,
    ),
  ),
  "",
].join("\n");

/** A configuration of the orders: all holds on the 7th, and not on the 8th. */
export const SHOP = `
suite: shop
sources:
  orders: { uri: orders.csv, dateColumn: day }
checks:
  volume:
    assertions:
      - { assert: numRows(), name: there are orders, atLeast: 1, severity: P0 }
      - { assert: "sum(revenue) / sum(revenue, lag 1)", between: [0.5, 2], severity: P2 }
  customers:
    dataset: orders
    assertions:
      - { assert: nullCount(customer), name: known, equal: 0, severity: P1 }
`;

/** A folder with the orders and their configuration. */
export function shop(files: Readonly<Record<string, string>> = {}): Folder {
  return new Folder({ "orders.csv": ORDERS, "dqx.yaml": SHOP, ...files });
}
