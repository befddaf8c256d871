import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("loads neither TypeORM nor a driver for a store in memory, nor before a database is opened", async () => {
  const program = `
    const { createRequire } = await import("node:module");
    const { InMemoryMetricDB, MetricDB } = await import("@dqx/orm");
    const loaded = () => Object.keys(createRequire(import.meta.url).cache)
      .filter((path) => /node_modules.(typeorm|sqlite3).(?!.*node_modules)/.test(path)).length > 0;
    const before = loaded();
    const db = await InMemoryMetricDB.open();
    await db.close();
    const inMemory = loaded();
    await (await MetricDB.open("sqlite::memory:")).close();
    console.log(JSON.stringify({ before, inMemory, after: loaded() }));
  `;

  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: new URL("..", import.meta.url),
  });

  expect(JSON.parse(stdout)).toEqual({ before: false, inMemory: false, after: true });
});
