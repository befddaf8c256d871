import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { withoutPassword } from "../src/output/config-text.js";
import { announcedEngine, loadEngine } from "../src/source/engine-packages.js";
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

  it("that is not there yet is known by the scheme of a URI", () => {
    expect(announcedEngine("bigquery")?.package).toBe("@dqx/bigquery");
    expect(announcedEngine("constructor")).toBeUndefined();
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

describe("a URI of ClickHouse or Trino", () => {
  const relationOf = async (uri: string) =>
    (await openSource("orders", { uri }, "/")).relation({ parameters: {} });

  it("names a table, and what it is in", async () => {
    expect(await relationOf("clickhouse://u@h/db#Orders")).toBe("`Orders`");
    expect(await relationOf("clickhouses://u@h/db?final=true#other.a%2Eb")).toBe("`other`.`a.b` FINAL");
    expect(await relationOf("trino://u@h/hive/shop#orders")).toBe('"orders"');
    expect(await relationOf("trinos://u@h/hive#shop.orders")).toBe('"shop"."orders"');
    expect(await relationOf("trino://u@h#hive.shop.orders")).toBe('"hive"."shop"."orders"');
  });

  it.each([
    ["clickhouse://u:secret@h/db", "ClickHouse without a table"],
    ["clickhouse://u:secret@h/db#a.b.c", "ClickHouse without a table"],
    ["clickhouse://u:secret@h:port/db#a", "ClickHouse that cannot be read"],
    ["clickhouse://u:secret@h/db?final=maybe#a", "final=maybe"],
    ["trino://u:secret@h/hive/shop", "Trino without a table"],
    ["trino://u:secret@h/hive/shop#a.b.c.d", "Trino without a table"],
    ["trino://u:secret@h/hive/shop#a", "https"],
    ["bigquery://u:secret@h/x#a", "Give a data source of your own"],
  ])("%s is refused, and no password shown", async (uri, says) => {
    const opening = openSource("orders", { uri }, "/");
    await expect(opening).rejects.toThrow(says);
    await expect(opening).rejects.not.toThrow("secret");
  });

  it.each([
    [
      "clickhouse",
      "db",
      { authorization: `Basic ${Buffer.from("ann:a b").toString("base64")}` },
      "database=db",
    ],
    [
      "trino",
      "hive/shop",
      { "x-trino-user": "ann", "x-trino-catalog": "hive", "x-trino-schema": "shop" },
      "/v1/statement",
    ],
  ])("of %s is where the request goes", async (scheme, path, headers, url) => {
    const requests: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      requests.push(request);
      response.writeHead(401).end("Code: 516. DB::Exception: ann: Authentication failed");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // An address of Node.js is one of a port, unless the server listens on a pipe.
    const { port } = server.address() as AddressInfo;
    const user = scheme === "trino" ? "ann" : "ann:a%20b";
    using folder = new Folder();
    const { code, err } = await folder.dqx([
      "profile",
      `${scheme}://${user}@127.0.0.1:${port}/${path}#orders`,
    ]);
    server.close();
    expect([code, err]).toEqual([3, expect.stringContaining("Dataset 'orders' cannot be read")]);
    expect(err).not.toContain("a b");
    expect(requests[0]?.headers).toMatchObject(headers);
    expect(requests[0]?.url).toContain(url);
  });
});

describe("a password in a URI", () => {
  it.each([
    ["postgres://u:s:ecret@h/db#t", "postgres://u@h/db#t", "PGPASSWORD"],
    ["clickhouse://u:secret@h/db#t", `clickhouse://u:\${CLICKHOUSE_PASSWORD}@h/db#t`, "CLICKHOUSE_PASSWORD"],
    ["trinos://u:secret@h/c/s#t", `trinos://u:\${TRINO_PASSWORD}@h/c/s#t`, "TRINO_PASSWORD"],
    ["trino://u@h/c/s#t", "trino://u@h/c/s#t", undefined],
    ["orders/*.csv", "orders/*.csv", undefined],
    ["C:/a@b.csv", "C:/a@b.csv", undefined],
  ])("of %s is not kept in a file", (uri, kept, variable) => {
    expect(withoutPassword(uri)).toEqual({ uri: kept, variable });
  });
});
