import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README's example prints what the README says", () => {
  const [, example, output] = /```ts\n(.*?)```\s+```text\n(.*?)```/s.exec(readme) ?? [];
  // The example has no type annotations, so Node runs it as it stands.
  const child = spawnSync(process.execPath, ["--input-type=module", "--eval", example ?? ""], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    encoding: "utf8",
  });
  expect(child.stderr).toBe("");
  expect(child.stdout).toBe(output);
});
