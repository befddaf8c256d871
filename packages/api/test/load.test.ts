import { loadedModules } from "@dqx/test-support/loaded-modules";
import { describe, expect, it } from "vitest";

describe("loading @dqx/api", () => {
  it("loads neither TypeORM, nor a driver, nor all of Effect, nor Effect's schemas", () => {
    const loaded = loadedModules("@dqx/api", new URL("..", import.meta.url));
    expect(loaded.some((url) => url.endsWith("/api/dist/index.js"))).toBe(true);
    const heavy =
      /\/(?:typeorm|sqlite3|@duckdb\/node-api|packages\/duckdb)\/|\/effect\/dist\/esm\/(?:index|Schema|Effect)\.js$/;
    expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
  });
});
