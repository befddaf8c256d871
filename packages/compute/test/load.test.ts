import { loadedModules } from "@dqx/test-support/loaded-modules";
import { describe, expect, test } from "vitest";

describe("loading @dqx/compute", () => {
  test("loads neither the store, nor TypeORM, nor the whole of effect", () => {
    const loaded = loadedModules("@dqx/compute", new URL("..", import.meta.url));
    expect(loaded).toContain(new URL("../dist/index.js", import.meta.url).href);
    const heavy =
      /node_modules\/(typeorm|sqlite3)\/|packages\/orm\/|\/effect\/dist\/esm\/(index|Schema|Data)\.js$/;
    expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
  });
});
