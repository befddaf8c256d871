import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** Prints the address of every module that is loaded on the way to `@dqx/api`. */
const script = `
  import { register } from "node:module";
  const hooks = \`
    import { writeSync } from "node:fs";
    export async function load(url, context, next) {
      writeSync(1, url + "\\\\n");
      return next(url, context);
    }\`;
  register("data:text/javascript," + encodeURIComponent(hooks));
  await import("@dqx/api");
`;

describe("loading @dqx/api", () => {
  it("loads neither TypeORM, nor a driver, nor all of Effect, nor Effect's schemas", () => {
    const child = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      encoding: "utf8",
    });
    expect(child.stderr).toBe("");
    const loaded = child.stdout.trim().split("\n");
    expect(loaded.some((url) => url.endsWith("/api/dist/index.js"))).toBe(true);
    const heavy =
      /\/(?:typeorm|sqlite3|@duckdb\/node-api|packages\/duckdb)\/|\/effect\/dist\/esm\/(?:index|Schema|Effect)\.js$/;
    expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
  });
});
