import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { codeLists } from "../../scripts/code-lists.mjs";
import { root } from "../../scripts/workspace.mjs";

it("the lists of codes are what the packages say that keep them (node scripts/code-lists.mjs writes them)", () => {
  const text = readFileSync(join(root, "packages/metrics/src/row/format/code-lists.ts"), "utf8");
  expect(text).toBe(codeLists());
});
