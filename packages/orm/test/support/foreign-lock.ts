import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("./hold-lock.mjs", import.meta.url));

/** A process that holds the lock of a SQLite file's writer. */
export interface ForeignLock extends AsyncDisposable {
  /** Lets go of the lock, and ends the process. */
  release(): Promise<void>;
}

/**
 * Locks a SQLite file against all other writers, from a process of its own.
 *
 * @param database - the file's path
 */
export async function lockFromOutside(database: string): Promise<ForeignLock> {
  const child = spawn(process.execPath, [program, database], { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const release = async () => {
    if (child.exitCode !== null) return;
    const exited = once(child, "exit");
    child.stdin.end();
    await exited;
  };
  return { release, [Symbol.asyncDispose]: release };
}
