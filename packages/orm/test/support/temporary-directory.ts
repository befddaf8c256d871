import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

/**
 * A directory of the surrounding block's own: made before its tests, and removed with all that is in it after
 * them; neither when all of them are skipped.
 */
export function temporaryDirectory(): string {
  const directory = join(tmpdir(), `dqx-orm-${crypto.randomUUID()}`);
  beforeAll(() => mkdir(directory));
  afterAll(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
