import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A directory of the surrounding block's own, removed with all that is in it when the block is done. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "dqx-orm-"));
  afterAll(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
