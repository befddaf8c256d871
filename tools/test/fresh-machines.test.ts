import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  freshMachines,
  machineOfCommit,
  machinesNamed,
  outcomeTable,
} from "../../scripts/fresh-machine-cases.mjs";
import { root } from "../../scripts/workspace.mjs";

describe("the fresh machines", () => {
  it("differ in name", () => {
    expect(new Set(freshMachines.map(({ name }) => name)).size).toBe(freshMachines.length);
  });

  it("have every Node and every npm that users have", () => {
    const nodes = new Set(freshMachines.map(({ node }) => node));
    const npms = new Set(freshMachines.map(({ npm }) => npm));
    expect([...nodes].sort()).toEqual(["20.19", "22", "24", "26"]);
    expect([...npms].sort()).toEqual(["10", "11", "12"]);
  });

  it.each([
    ["root in a folder that only root may enter", { user: "root", isPrivate: true }],
    ["an ordinary user in a folder that nobody else may enter", { user: "ordinary", isPrivate: true }],
    ["output that is kept in the clone", { keepsOutput: true }],
    ["no compiler with the oldest Node", { hasCompiler: false, node: "20.19" }],
    ["a path with spaces and letters beyond ASCII", { folder: expect.stringMatching(/ .*[^ -~]/) }],
  ])("have one with %s", (_, wanted) => {
    expect(freshMachines).toContainEqual(expect.objectContaining(wanted));
  });

  it("are listed by the script that tries them", () => {
    const listed = execFileSync(process.execPath, ["scripts/fresh-machines.mjs", "--list"], {
      cwd: root,
      encoding: "utf8",
    });
    const names = listed
      .trimEnd()
      .split("\n")
      .map((line) => line.replace(/ .*/, ""));
    expect(names).toEqual(freshMachines.map(({ name }) => name));
  });
});

describe("machinesNamed", () => {
  it("are all when none is named", () => {
    expect(machinesNamed([])).toEqual(freshMachines);
  });

  it("are those named", () => {
    expect(machinesNamed(["npm-12", "ordinary-user"]).map(({ name }) => name)).toEqual([
      "ordinary-user",
      "npm-12",
    ]);
  });

  it("refuses a name that none has, and says which there are", () => {
    expect(() => machinesNamed(["npm-13"])).toThrow(/'npm-13'.*npm-12/);
  });
});

describe("machineOfCommit", () => {
  it("is each of CI's at times, and no other", () => {
    const hashes = Array.from({ length: 1_000 }, (_, commit) =>
      createHash("sha1").update(`${commit}`).digest("hex"),
    );
    const turns = new Set(hashes.map(machineOfCommit));
    expect(turns).toEqual(new Set(freshMachines.filter(({ isCIs }) => isCIs)));
  });

  it("refuses what is no hash", () => {
    expect(() => machineOfCommit("main")).toThrow("'main' is not the hash of a commit.");
  });
});

describe("outcomeTable", () => {
  it("aligns its columns, and gives reasons under them", () => {
    const table = outcomeTable([
      { machine: "node-22", command: "npm run demo", seconds: 61.4, result: "ok" },
      { machine: "npm-12", command: "npm test", seconds: 700, result: "FAILED", reason: "one\n\ntwo" },
    ]);
    expect(table).toBe(
      [
        "machine  command        time  result",
        "node-22  npm run demo   61 s  ok",
        "npm-12   npm test      700 s  FAILED",
        "",
        "npm-12: npm test: FAILED",
        "  one",
        "",
        "  two",
        "",
      ].join("\n"),
    );
  });
});
