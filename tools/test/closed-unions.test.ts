import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";
import { repositoryFiles } from "../src/repository-files.js";
import { unexplainedDefaults } from "../src/unexplained-defaults.js";

const sources = repositoryFiles().filter((path) => /^packages\/[^/]+\/src\/.*\.ts$/.test(path));

describe("switches", () => {
  it("have no `default:` over one of our own unions", () => {
    const found = sources.flatMap((path) =>
      unexplainedDefaults(readFileSync(join(root, path), "utf8")).map((line) => `${path}:${line}`),
    );
    expect(found).toEqual([]);
  });

  it("are looked for where the packages' sources are", () => {
    expect(sources.length).toBeGreaterThan(100);
  });
});

describe("unexplainedDefaults", () => {
  it("finds a default, and not one that says what foreign values it is for", () => {
    const text = [
      "switch (kind) {",
      "  default:",
      "    return 1;",
      "  default: // foreign: text that a user wrote",
      "  default: // foreign:",
      "  default : {",
    ].join("\n");
    expect(unexplainedDefaults(text)).toEqual([2, 5, 6]);
  });
});
