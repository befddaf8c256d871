import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** Prints the address of every module that is loaded on the way to `@dqx/common`. */
const script = `
  import { register } from "node:module";
  const hooks = \`
    import { writeSync } from "node:fs";
    export async function load(url, context, next) {
      writeSync(1, url + "\\\\n");
      return next(url, context);
    }\`;
  register("data:text/javascript," + encodeURIComponent(hooks));
  await import("@dqx/common");
`;

describe("loading @dqx/common", () => {
  test("loads its own files, and of effect what Option and Either are made of", () => {
    const child = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      encoding: "utf8",
    });
    expect(child.stderr).toBe("");
    const loaded = child.stdout.trim().split("\n");
    const own = new URL("../dist/", import.meta.url).href;
    expect(loaded).toContain(`${own}index.js`);
    const others = loaded.filter((url) => !url.startsWith(own));
    expect(others.filter((url) => !url.includes("/effect/dist/esm/"))).toEqual([]);
    expect(others.filter((url) => /\/(?:index|Effect|Schema|Data|Layer|Context)\.js$/.test(url))).toEqual([]);
  });
});
