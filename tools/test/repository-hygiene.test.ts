import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";
import { placesOfThisMachine } from "../src/places-of-this-machine.js";
import { isCheckout, repositoryFiles } from "../src/repository-files.js";

const textFiles = repositoryFiles().filter((path) => !/\.(png|ico|parquet|db|tgz)$/.test(path));

// Of what is published: elsewhere nobody can tell it from what somebody left in the folder.
describe.skipIf(!isCheckout())("the repository", () => {
  it("names no package registry's host and no path of a machine", () => {
    const found = textFiles.flatMap((path) =>
      placesOfThisMachine(readFileSync(join(root, path), "utf8")).map((place) => `${path}: ${place}`),
    );
    expect(found).toEqual([]);
  });

  it("has a lockfile that works with any registry", () => {
    const lines = readFileSync(join(root, "pnpm-lock.yaml"), "utf8").split("\n");
    expect(lines.filter((line) => /tarball:/.test(line))).toEqual([]);
    expect(lines.filter((line) => /https?:/.test(line) && !/^ +deprecated:/.test(line))).toEqual([]);
  });

  it("has no registry configured for everybody", () => {
    const settings = textFiles.filter((path) => /(^|\/)\.npmrc$/.test(path));
    expect(settings.filter((path) => /registry/.test(readFileSync(join(root, path), "utf8")))).toEqual([]);
  });
});

describe("placesOfThisMachine", () => {
  const slash = "/";
  it.each([
    `https:${slash}${slash}registry.example.org/effect`,
    `http:${slash}${slash}npm.example.org`,
    `https:${slash}${slash}nexus.example.org:8081/repository`,
    `see ${slash}root${slash}data`,
    `"${slash}home${slash}someone${slash}dqx"`,
    `(${slash}Users${slash}someone${slash}dqx)`,
    `C:\\Users\\someone`,
  ])("finds %s", (text) => {
    expect(placesOfThisMachine(`before\n${text} after`)).toHaveLength(1);
  });

  it.each([
    "https://turborepo.com/schema.json",
    "https://www.npmjs.com/package/effect",
    "../work/of/art",
    "packages/root/home",
    "https://example.org/work/root/",
  ])("accepts %s", (text) => {
    expect(placesOfThisMachine(text)).toEqual([]);
  });
});
