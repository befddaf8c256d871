import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ExecutionId } from "@dqx/common";
import { expect, inject, it } from "vitest";
import { MetricDB, type StoreSettings } from "../src/index.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = await temporaryDirectory();
const program = fileURLToPath(new URL("./support/write-beside-others.mjs", import.meta.url));
/** How many processes write at once; `DQX_PROCESSES=8` for the full test. */
const processes = Number(process.env.DQX_PROCESSES ?? 4);
const BATCHES = 10;
const SIZE = 60;

const databases: readonly (readonly [name: string, location: () => string, settings: StoreSettings])[] = [
  ["a new SQLite file", () => `sqlite:${join(directory, "shared.db")}`, {}],
  ["a new PostgreSQL schema", inject.bind(undefined, "postgres"), { schema: `processes_${process.pid}` }],
];

it.each(databases)(
  "holds every acknowledged row exactly once when processes write at once to %s",
  { timeout: 120_000 },
  async (_, location, settings) => {
    const names = Array.from({ length: processes }, (_unused, index) => `process-${index}`);

    const outputs = await Promise.all(
      names.map((name) =>
        promisify(execFile)(process.execPath, [
          program,
          location(),
          JSON.stringify(settings),
          name,
          String(BATCHES),
          String(SIZE),
        ]),
      ),
    );

    expect(outputs.map(({ stdout }) => stdout)).toEqual(names.map(() => String(BATCHES * SIZE)));
    await using db = await MetricDB.open(location(), settings);
    for (const name of names) {
      expect(await db.getByExecutionId(ExecutionId(name))).toHaveLength(BATCHES * SIZE);
    }
    expect(await db.stats()).toMatchObject({ metrics: processes * BATCHES * SIZE, executions: processes });
  },
);
