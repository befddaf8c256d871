import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BenchRow, Comparison } from "./bench-row.js";
import { CHECKOUT, install } from "./installation.js";
import { type Contestant, interleave, type Measurement, measurement } from "./measure.js";
import { orders } from "./orders.js";
import { importContestant } from "./rows/import.js";
import { workloads } from "./workloads.js";

const ROUNDS = { warmups: 2, rounds: 15 };

/** What `--rows` chooses from when versions are compared. */
export const againstNames: readonly string[] = [...Object.keys(workloads), "import"];

/** What the works of both versions are run from. */
interface Versions {
  readonly ref: string;
  readonly old: string;
  readonly new: string;
}

/**
 * Builds an older commit in a worktree, and installs it and this checkout beside each other as they are published.
 *
 * @param ref - anything that git knows a commit by
 * @param folder - a folder for both; the worktree in it has to be removed with {@link removeWorktree}
 * @returns one row for each work, old and new in the same rounds, each in a process of its own
 */
export function rowsAgainst(ref: string, folder: string): readonly BenchRow[] {
  const checkout = join(folder, "checkout");
  run("git", ["worktree", "add", "--detach", checkout, ref], CHECKOUT);
  run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline", "--ignore-scripts"], checkout);
  run("pnpm", ["exec", "tsc", "-b", "bench"], checkout);
  const versions: Versions = { ref, old: join(folder, "old"), new: join(folder, "new") };
  install(checkout, versions.old);
  install(CHECKOUT, versions.new);
  return [...Object.keys(workloads).map((name) => workRow(name, versions)), importRow(versions)];
}

/**
 * Removes the worktree of {@link rowsAgainst}.
 *
 * @param folder - the same folder
 */
export function removeWorktree(folder: string): void {
  run("git", ["worktree", "remove", "--force", join(folder, "checkout")], CHECKOUT);
}

function workRow(name: string, { ref, ...places }: Versions): BenchRow {
  return {
    name,
    async run(folder): Promise<readonly Comparison[]> {
      const file = await orders();
      await using old = await Worker.start(ref, places.old, [name, join(folder, "old"), file]);
      await using current = await Worker.start("this", places.new, [name, join(folder, "new"), file]);
      const time = await interleave([old, current], ROUNDS);
      return [
        compare(`${name}, against ${ref}`, time),
        compare(`processor time, ${name}, against ${ref}`, [old.processorTime(), current.processorTime()]),
      ];
    },
  };
}

function importRow(versions: Versions): BenchRow {
  const load = [`import "@dqx/api";`, `import "@dqx/orm";`, `import "@dqx/duckdb";`];
  const old = importContestant(versions.ref, versions.old, load);
  const current = importContestant("this", versions.new, load);
  const what = `import @dqx/api, @dqx/orm and @dqx/duckdb in a new process, against ${versions.ref}`;
  return {
    name: "import",
    async run(): Promise<readonly Comparison[]> {
      const time = await interleave([old, current], ROUNDS);
      const processor = [old, current].map((contestant) => contestant.processorTime(ROUNDS.rounds));
      return [compare(what, time), compare(`processor time, ${what}`, processor)];
    },
  };
}

function compare(what: string, [baseline, ours]: readonly Measurement[]): Comparison {
  if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
  return { what, baseline, ours, bar: { kind: "atMost", times: 1.02 } };
}

/** A process that does one work whenever it is told to. */
class Worker implements Contestant<void>, AsyncDisposable {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #processorTimes: number[] = [];

  private constructor(name: string, child: ChildProcess) {
    this.name = name;
    this.#child = child;
  }

  /**
   * Starts one.
   *
   * @param version - what it is called
   * @param place - where the version is installed
   * @param args - the work, a folder for its files, and the orders
   */
  static async start(
    version: string,
    place: string,
    args: readonly [work: string, folder: string, orders: string],
  ): Promise<Worker> {
    mkdirSync(args[1], { recursive: true });
    const worker = new Worker(version, fork(join(place, "bench", "programs", "workload.js"), args));
    await worker.#answer();
    return worker;
  }

  async prepare(): Promise<void> {
    this.#child.send("prepare");
    await this.#answer();
  }

  async run(): Promise<void> {
    this.#child.send("run");
    this.#processorTimes.push(await this.#answer());
  }

  /** What the counted runs took of the processor, all threads together. */
  processorTime(): Measurement {
    return measurement(this.name, "ms", this.#processorTimes.slice(-ROUNDS.rounds));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
  }

  async #answer(): Promise<number> {
    // Whichever comes second is not waited for any more.
    const waiting = new AbortController();
    const { signal } = waiting;
    const ended = once(this.#child, "exit", { signal });
    const answered = once(this.#child, "message", { signal });
    try {
      const [first] = await Promise.race([answered, ended.then(() => [undefined])]);
      if (typeof first === "number") return first;
      throw new Error(`The process of ${this.name} has ended.`);
    } finally {
      waiting.abort();
      await Promise.allSettled([ended, answered]);
    }
  }
}

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}
