import { InvalidArgumentError } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { type ColumnProtection, duckdbDialect, protectColumns, type SqlDataSource } from "../src/index.js";

const calls: string[] = [];
const source: SqlDataSource = {
  name: "people",
  dialect: duckdbDialect,
  dating: { kind: "snapshot" },
  relation: () => "people",
  withSession: (use) => use({ describe: async () => [], query: async () => [[1n]] }),
  close: async () => void calls.push("closed"),
};

describe("protectColumns", () => {
  it("gives the same source, with its own protection and that of before", async () => {
    const once = protectColumns(source, { deny: ["email"] });
    const twice = protectColumns(once, { mask: ["name"], deny: ["phone"] });
    expect(twice.protection).toEqual({ deny: ["email", "phone"], mask: ["name"] });
    expect([twice.name, twice.dialect, twice.dating]).toEqual([
      "people",
      duckdbDialect,
      { kind: "snapshot" },
    ]);
    expect(twice.relation({ parameters: {} })).toBe("people");
    expect(await twice.withSession((session) => session.query("SELECT 1"))).toEqual([[1n]]);
    await twice.close();
    expect(calls).toEqual(["closed"]);
  });

  it.each<[unknown, string]>([
    [{ hide: ["email"] }, "protectColumns of dataset 'people' has no option 'hide'"],
    [{ deny: "email" }, 'deny is "email". Give a list of columns'],
    [{ mask: [""] }, "Give a list of columns"],
    [["email"], "Give an object"],
  ])("refuses %j", (protection, message) => {
    const make = () => protectColumns(source, protection as ColumnProtection);
    expect(make).toThrow(message);
    expect(make).toThrow(InvalidArgumentError);
  });
});
