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

/**
 * Starts a process that persists batches, the nth of execution `batch-n`, and kills it with SIGKILL.
 *
 * @param location - the store's URL
 * @param settings - the store's settings
 * @param size - how many metrics a batch has
 * @param delay - how long after its first acknowledged batch it is killed, in milliseconds
 */
export async function killWhilePersisting(
  location: string,
  settings: StoreSettings,
  size: number,
  delay: number,
): Promise<KilledWriter> {
  const child = spawn(process.execPath, [program, location, JSON.stringify(settings), String(size)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
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
  await firstBatch;
  await sleep(delay);
  child.kill("SIGKILL");
  await closed;
  return { acknowledged, place: placeAfter(last) };
}

function placeAfter(line: string): KilledWriter["place"] {
  if (line === "done") return "between two";
  return line === "COMMIT" ? "while committing" : "in a transaction";
}
