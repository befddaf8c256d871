import { loadedModules } from "@dqx/test-support/loaded-modules";
import { describe, expect, test } from "vitest";

/** How many modules `effect/Either` and `effect/Option` are made of in effect 3.22; @dqx/common exports both. */
const EFFECT_MODULES = 19;

describe("loading @dqx/metrics", () => {
  test("loads its own files, those of @dqx/common, Either and Option of effect, nothing else", () => {
    const loaded = loadedModules("@dqx/metrics", new URL("..", import.meta.url));
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
