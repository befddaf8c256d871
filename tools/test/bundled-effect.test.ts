import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import type * as Common from "@dqx/common";
import * as Either from "effect/Either";
import * as Equal from "effect/Equal";
import * as Hash from "effect/Hash";
import * as Option from "effect/Option";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";

/** `@dqx/common` as it is published: with a copy of two of Effect's modules. */
let bundle: string;
let published: typeof Common;

beforeAll(async () => {
  const source = join(root, "packages/common");
  bundle = mkdtempSync(join(tmpdir(), "dqx-bundle-"));
  for (const name of ["package.json", "dist"])
    cpSync(join(source, name), join(bundle, name), { recursive: true });
  symlinkSync(join(source, "node_modules"), join(bundle, "node_modules"));
  execFileSync(process.execPath, [join(root, "scripts/bundle-package.mjs")], { cwd: bundle });
  published = await import(pathToFileURL(join(bundle, "bundle/index.js")).href);
});

afterAll(() => rmSync(bundle, { recursive: true, force: true }));

describe("the published @dqx/common", () => {
  it("loads nothing of Effect", () => {
    const imports = readFileSync(join(bundle, "bundle/index.js"), "utf8").match(/^import .*$/gm) ?? [];
    expect(imports.filter((line) => line.includes("effect"))).toEqual([]);
    expect(published.Option).not.toBe(Option);
  });

  it("makes options that the user's Effect takes for its own", () => {
    const [some, none] = [published.Option.some(1), published.Option.none()];
    expect([Option.isOption(some), Option.isSome(some), Option.isNone(none)]).toEqual([true, true, true]);
    expect(Option.map(some, (value) => value + 1)).toEqual(Option.some(2));
    expect(Equal.equals(some, Option.some(1))).toBe(true);
    expect(Equal.equals(Option.some(1), some)).toBe(true);
    expect(Equal.equals(some, Option.some(2))).toBe(false);
    expect(Hash.hash(some)).toBe(Hash.hash(Option.some(1)));
  });

  it("makes eithers that the user's Effect takes for its own, and takes those of Effect", () => {
    const [right, left] = [published.Either.right(1), published.Either.left("why")];
    expect([Either.isEither(right), Either.isRight(right), Either.isLeft(left)]).toEqual([true, true, true]);
    expect(Equal.equals(left, Either.left("why"))).toBe(true);
    expect(published.Either.isLeft(Either.left("why"))).toBe(true);
    expect(published.valueOrThrow(Option.some(3))).toBe(3);
    expect(published.failureOf(Either.left("why"))).toBe("why");
  });
});
