import { loadedModules } from "@dqx/test-support/loaded-modules";
import { describe, expect, test } from "vitest";

describe("loading @dqx/common", () => {
  test("loads its own files, and of effect what Option and Either are made of", () => {
    const loaded = loadedModules("@dqx/common", new URL("..", import.meta.url));
    const own = new URL("../dist/", import.meta.url).href;
    expect(loaded).toContain(`${own}index.js`);
    const others = loaded.filter((url) => !url.startsWith(own));
    expect(others.filter((url) => !url.includes("/effect/dist/esm/"))).toEqual([]);
    expect(others.filter((url) => /\/(?:index|Effect|Schema|Data|Layer|Context)\.js$/.test(url))).toEqual([]);
  });
});
