import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** Prints the address of every module that is loaded on the way to `@dqx/provider`. */
const script = `
  import { register } from "node:module";
  const hooks = \`
    import { writeSync } from "node:fs";
    export async function load(url, context, next) {
      writeSync(1, url + "\\\\n");
      return next(url, context);
    }\`;
  register("data:text/javascript," + encodeURIComponent(hooks));
  await import("@dqx/provider");
`;

describe("loading @dqx/provider", () => {
  test("loads neither the store, nor TypeORM, nor the whole of effect", () => {
    const child = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      encoding: "utf8",
    });
    expect(child.stderr).toBe("");
    const loaded = child.stdout.trim().split("\n");
    expect(loaded).toContain(new URL("../dist/index.js", import.meta.url).href);
    const heavy =
      /node_modules\/(typeorm|sqlite3)\/|packages\/orm\/|\/effect\/dist\/esm\/(index|Schema|Data)\.js$/;
    expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
  });
});
