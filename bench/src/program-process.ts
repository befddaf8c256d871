import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import process from "node:process";
import { promisify } from "node:util";
import type { ProgramReport } from "./program.js";

/**
 * Runs a program in a process of its own.
 *
 * @param file - the program, which prints its report last
 * @param args - its arguments
 * @returns what it reports
 * @throws when it fails, with what it said
 */
export async function runProgram(file: string, args: readonly string[]): Promise<ProgramReport> {
  const { stdout } = await promisify(execFile)(realpathSync(process.execPath), [file, ...args]);
  return JSON.parse(stdout);
}
