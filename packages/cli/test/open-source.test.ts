import { describe, expect, it } from "vitest";
import { engineOf, loadEngine } from "../src/source/engine-packages.js";
import { openSource } from "../src/source/open-source.js";
import { Folder } from "./dqx.js";

const missing = Object.assign(new Error("Cannot find package '@dqx/flintstone' imported from x"), {
  code: "ERR_MODULE_NOT_FOUND",
});
const engine = { name: "Flintstone", package: "@dqx/flintstone" };
const absent = () => Promise.reject(missing);

describe("the package of an engine", () => {
  it("that is not installed is named with the command that installs it", async () => {
    using folder = new Folder();
    await expect(loadEngine("orders", engine, folder.path, absent)).rejects.toThrow(
      "Source 'orders' is on Flintstone, whose package is not installed. Install it: npm install @dqx/flintstone",
    );
  });

  it("may be that of the project", async () => {
    using folder = new Folder({
      "node_modules/@dqx/flintstone/package.json":
        '{ "name": "@dqx/flintstone", "type": "module", "exports": { ".": { "default": "./index.js" } } }',
      "node_modules/@dqx/flintstone/index.js": "export const stone = 1;",
    });
    expect(await loadEngine("orders", engine, folder.path, absent)).toMatchObject({ stone: 1 });
  });

  it("that is broken is not called missing", async () => {
    using folder = new Folder();
    const broken = Object.assign(new Error("Cannot find package 'pg' imported from x"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
    await expect(loadEngine("orders", engine, folder.path, () => Promise.reject(broken))).rejects.toBe(
      broken,
    );
  });

  it("is known by the scheme of a URI", () => {
    expect(engineOf("clickhouse")?.package).toBe("@dqx/clickhouse");
    expect(engineOf("trino")?.package).toBe("@dqx/trino");
    expect(engineOf("constructor")).toBeUndefined();
  });
});

describe("a URI of PostgreSQL", () => {
  it.each([
    ["postgres://u:secret@h/db", "without a table"],
    ["postgres://u:secret@h/db#", "without a table"],
    ["postgres://u:secret@h/db#a.b.c", "without a table"],
    ["postgres://u:secret@h/db#a.", "without a table"],
    ["postgres://u:secret@h:port/db#a", "cannot be read"],
  ])("%s is refused, and no password shown", async (uri, says) => {
    const opening = openSource("orders", { uri }, "/");
    await expect(opening).rejects.toThrow(says);
    await expect(opening).rejects.not.toThrow("secret");
  });

  it("names a table, with and without a schema", async () => {
    const of = async (uri: string) => (await openSource("orders", { uri }, "/")).relation({ parameters: {} });
    expect(await of("postgres://u@h/db#Orders")).toBe('"Orders"');
    expect(await of("postgresql://u@h/db#s.a%2Eb")).toBe('"s"."a.b"');
    expect(await of("postgres://u@h/db#a%zz")).toBe('"a%zz"');
  });
});
