import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import type { StoreSettings } from "../../src/index.js";

const program = fileURLToPath(new URL("./persist-until-killed.mjs", import.meta.url));

/**
 * Starts a process that persists batches `batch-0`, `batch-1` … and kills it with SIGKILL.
 *
 * @param location - the store's URL
 * @param settings - the store's settings
 * @param size - how many metrics a batch has
 * @param delay - how long after its first acknowledged batch it is killed, in milliseconds
 * @returns how many batches it had acknowledged
 */
export async function killWhilePersisting(
  location: string,
  settings: StoreSettings,
  size: number,
  delay: number,
): Promise<number> {
  const child = spawn(process.execPath, [program, location, JSON.stringify(settings), String(size)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let acknowledged = 0;
  const lines = createInterface({ input: child.stdout });
  const firstBatch = new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => {
      if (!line.startsWith("done ")) return;
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
  return acknowledged;
}
