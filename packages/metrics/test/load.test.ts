import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** Prints the address of every module that is loaded on the way to `@dqx/metrics`. */
const script = `
  import { register } from "node:module";
  const hooks = \`
    import { writeSync } from "node:fs";
    export async function load(url, context, next) {
      writeSync(1, url + "\\\\n");
      return next(url, context);
    }\`;
  register("data:text/javascript," + encodeURIComponent(hooks));
  await import("@dqx/metrics");
`;

/** How many modules `effect/Either` and `effect/Option` are made of in effect 3.22; @dqx/common exports both. */
const EFFECT_MODULES = 19;

describe("loading @dqx/metrics", () => {
  test("loads its own files, those of @dqx/common, Either and Option of effect, nothing else", () => {
    const child = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      encoding: "utf8",
    });
    expect(child.stderr).toBe("");
    const loaded = child.stdout.trim().split("\n");
    const own = new URL("../dist/", import.meta.url).href;
    const common = new URL("../../common/dist/", import.meta.url).href;
    expect(loaded).toContain(`${own}index.js`);
    expect(loaded).toContain(`${common}index.js`);
    const others = loaded.filter((url) => !url.startsWith(own) && !url.startsWith(common));
    // Of effect, no more is loaded than that and what it stands on.
    const effect = /\/node_modules\/effect\/dist\/esm\//;
    expect(others.filter((url) => !effect.test(url))).toEqual([]);
    expect(others.filter((url) => /\/(index|Effect|Schema|Data)\.js$/.test(url))).toEqual([]);
    expect(others.length).toBeLessThanOrEqual(EFFECT_MODULES);
  });
});
