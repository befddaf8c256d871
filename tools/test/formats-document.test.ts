import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";
import { formatsTable } from "../src/formats-document.js";

it("docs/formats.md lists the formats that there are, and the engines that have them", () => {
  const document = readFileSync(join(root, "docs/formats.md"), "utf8");
  const table = document.split("\n").filter((line) => line.startsWith("|"));
  // To bring the document up to date, put what is expected here in its place.
  expect(table.join("\n")).toBe(formatsTable());
});
