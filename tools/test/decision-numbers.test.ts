import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";
import { misnumberedDecisions } from "../src/decision-numbers.js";

const folder = join(root, "docs/decisions");
const names = readdirSync(folder);

describe("the decision records", () => {
  it("are numbered one after the other", () => {
    expect(misnumberedDecisions(names)).toEqual([]);
  });

  it.each(names.filter((name) => name !== "README.md"))("have the number of %s in their title", (name) => {
    const title = readFileSync(join(folder, name), "utf8").split("\n", 1)[0];
    expect(title).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. `));
  });
});

describe("misnumberedDecisions", () => {
  it.each([
    ["given twice", ["0001-a.md", "0001-b.md"], "0001-b.md stands where 0002 is due"],
    ["left out", ["0001-a.md", "0003-b.md"], "0003-b.md stands where 0002 is due"],
    ["missing", ["0001-a.md", "notes.md"], "notes.md stands where 0002 is due"],
    ["too short", ["001-a.md"], "001-a.md stands where 0001 is due"],
  ])("finds a number that is %s", (_, names, problem) => {
    expect(misnumberedDecisions(names)).toEqual([problem]);
  });

  it("accepts a row of numbers, and a README beside it", () => {
    expect(misnumberedDecisions(["README.md", "0002-b.md", "0001-a.md"])).toEqual([]);
  });
});
