import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import process from "node:process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/**
 * Runs a module in a process of its own, which finds the packages that this one does.
 *
 * @param module - its text
 * @param flags - for Node.js
 * @returns what it wrote
 * @throws when it fails, with what it said
 */
export async function nodeProcess(module: string, flags: readonly string[] = []): Promise<string> {
  const node = realpathSync(process.execPath);
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const child = spawn(node, [...flags, "--input-type=module", "--eval", module], { cwd });
  const code = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if ((await code) !== 0) throw new Error(`A process failed: ${errors}`);
  return output;
}
