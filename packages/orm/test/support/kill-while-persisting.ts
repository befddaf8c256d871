import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { StoreSettings } from "../../src/index.js";

const program = fileURLToPath(new URL("./persist-until-killed.mjs", import.meta.url));

/** What a process had done when it was killed. */
export interface KilledWriter {
  /** How many batches it had acknowledged. */
  readonly acknowledged: number;
  /** Where it was killed. */
  readonly place: "in a transaction" | "while committing" | "between two";
}

/** A process that is there, has loaded the store, and waits for the word to begin. */
export interface Writer extends Disposable {
  /**
   * Lets it persist batches, the nth of execution `batch-n`, and kills it with SIGKILL.
   *
   * @param delay - how long after its first acknowledged batch it is killed, in milliseconds
   */
  killWhilePersisting(delay: number): Promise<KilledWriter>;
}

/**
 * Starts a process that will write; the next one can be made ready while what the last one left is looked at.
 *
 * @param location - the store's URL
 * @param settings - the store's settings
 * @param size - how many metrics a batch has
 */
export function startWriter(location: string, settings: StoreSettings, size: number): Writer {
  const child = spawn(process.execPath, [program, location, JSON.stringify(settings), String(size)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  return {
    async killWhilePersisting(delay) {
      let acknowledged = 0;
      let last = "";
      const firstBatch = new Promise<void>((resolve, reject) => {
        createInterface({ input: child.stdout }).on("line", (line) => {
          last = line;
          if (line !== "done") return;
          acknowledged += 1;
          resolve();
        });
        child.on("exit", () => reject(new Error("The writing process ended by itself.")));
      });
      const closed = once(child, "close");
      child.stdin.write("begin\n");
      await firstBatch;
      await sleep(delay);
      child.kill("SIGKILL");
      await closed;
      return { acknowledged, place: placeAfter(last) };
    },
    [Symbol.dispose]() {
      child.kill("SIGKILL");
    },
  };
}

function placeAfter(line: string): KilledWriter["place"] {
  if (line === "done") return "between two";
  return line === "COMMIT" ? "while committing" : "in a transaction";
}
