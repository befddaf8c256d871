import { describe, expect, it } from "vitest";
import { commandsOf, missingScript } from "../src/documented-command.js";

const problemOf = (line: string) => commandsOf(line).map(missingScript)[0];

describe("commandsOf", () => {
  it("takes a command a line, without comments and empty lines", () => {
    const commands = commandsOf("# first\nnpm test   # all of them\n\nls \\\n  -l");
    expect(commands.map(({ line }) => line)).toEqual(["npm test", "ls -l"]);
  });

  it("reads the announced exit code", () => {
    expect(commandsOf("npm run demo # exits 1")[0]?.exits).toBe(1);
    expect(commandsOf("npm run demo # shows 1")[0]?.exits).toBe(0);
  });
});

describe("missingScript", () => {
  it.each([
    "npm test",
    "npm run demo -- --date 2001-03-05",
    "npm run --silent demo -- --json | cat",
    "pnpm --filter @dqx/orm test",
    "pnpm install",
    "git status",
  ])("accepts %s", (line) => {
    expect(problemOf(line)).toBeUndefined();
  });

  it("finds a script that does not exist", () => {
    expect(problemOf("npm run demmo")).toBe("'npm run demmo' runs 'demmo', which is no script there");
    expect(problemOf("pnpm --filter @dqx/orm bench")).toContain("no script there");
  });

  it("finds a package that does not exist", () => {
    expect(problemOf("pnpm --filter @dqx/ormm test")).toContain("names a package that does not exist");
  });
});
