import { inspect } from "node:util";
import type { DataSourceOptions } from "typeorm";
import { describe, expect, it } from "vitest";
import {
  withoutCredentials,
  withoutSecrets,
  withoutSecretsInCause,
  withoutUserInfo,
} from "../src/database/credentials.js";
import { MetricDB } from "../src/index.js";

// Nothing listens there, so that every attempt fails at once, in the driver.
const closed = "127.0.0.1:1";

describe("the password of a store", () => {
  const locations: readonly (readonly [where: string, location: unknown])[] = [
    ["a URL", `postgres://me:hunter2@${closed}/db`],
    ["a URL with an @ in it", `postgres://me:hunter2@hunter2@${closed}/db`],
    ["a URL's parameter", `postgres://me@${closed}/db?password=hunter2`],
    ["a URL that cannot be read", "postgres://me:hunter2@:x/db"],
    ["a URL of another scheme", "mysql://me:hunter2@host/db"],
    ["a URL object", new URL(`postgres://me:hunter2@${closed}/db`)],
    ["a list", [`postgres://me:hunter2@${closed}/db`]],
    ["options without a type", { url: `postgres://me:hunter2@${closed}/db` }],
    ["options of fields without a type", { host: "127.0.0.1", password: "hunter2" }],
    ["the type", { type: `postgres://me:hunter2@${closed}/db` }],
    ["the options' url", { type: "postgres", url: `postgres://me:hunter2@${closed}/db` }],
    [
      "the name of the database",
      { type: "postgres", host: "127.0.0.1", port: 1, database: `postgres://me:hunter2@${closed}/db` },
    ],
    ["the host", { type: "postgres", host: "me:hunter2@nowhere.invalid", port: 1 }],
    ["the user", { type: "postgres", host: "127.0.0.1", port: 1, username: "me:hunter2@nowhere.invalid" }],
    ["extra options", { type: "postgres", host: "127.0.0.1", port: 1, extra: { password: "hunter2" } }],
    ["a SQLite path", { type: "better-sqlite3", database: `postgres://me:hunter2@${closed}/db` }],
    ["a sqlite: URL", `sqlite:postgres://me:hunter2@${closed}/db`],
  ];
  it.each(locations)("is in no error when it was given in %s", async (_, location) => {
    const error: unknown = await MetricDB.open(location as DataSourceOptions).catch((thrown) => thrown);

    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/hunter2/);
  });

  it("is cut out of what a driver says, and of the error that is kept", () => {
    const options = { type: "postgres", password: "hunter2", ssl: { key: "-----BEGIN KEY-----" } };
    const said = Object.assign(new Error("role 'me' with hunter2 and -----BEGIN KEY-----"), {
      code: "28P01",
    });

    expect(withoutSecrets(said.message, options)).toBe("role 'me' with … and …");
    const kept = withoutSecretsInCause(said, options);
    expect(inspect(kept, { showHidden: true })).not.toContain("hunter2");
    expect(kept).toMatchObject({ message: "role 'me' with … and …", code: "28P01" });
    expect(withoutSecretsInCause("hunter2", options)).toMatchObject({ message: "…" });
  });

  it("leaves an error as it is that does not show it", () => {
    const said = new Error("no such table");

    expect(withoutSecretsInCause(said, { password: "hunter2" })).toBe(said);
    expect(withoutSecretsInCause(said, undefined)).toBe(said);
  });

  it("is found as it is sent, too, when a URL has it in its percent-encoded form", () => {
    const options = { url: "postgres://me:hunter%202@host/db" };

    expect(withoutSecrets("refused 'hunter 2'", options)).toBe("refused '…'");
    expect(withoutSecrets("refused", { url: "postgres://me:100%@host/db" })).toBe("refused");
  });

  it.each([
    ["postgres://me:pw@host/db", "postgres://me@host/db"],
    ["two: http://a:b@c and x://:p@q", "two: http://a@c and x://@q"],
    ["postgres://host/db at 12:30 by me@host", "postgres://host/db at 12:30 by me@host"],
  ])("is cut out of the URLs of a text: %s", (text, clean) => {
    expect(withoutUserInfo(text)).toBe(clean);
  });

  it.each([
    ["me:pw@host", "me@host"],
    ["db?password=pw", "db"],
    ["postgres://me:pw@host/db?password=pw", "postgres://me@host/db"],
    ["orders", "orders"],
  ])("is cut out of a name: %s", (text, clean) => {
    expect(withoutCredentials(text)).toBe(clean);
  });
});
