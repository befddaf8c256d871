import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { manifestOf, members, root } from "../../scripts/workspace.mjs";
import { runWithDefect, testCommand } from "../src/red-run.js";

const tested = members.filter(({ folder }) => manifestOf(folder).scripts?.test !== undefined);
const configurationOf = ({ folder }: { readonly folder: string }) =>
  readFileSync(join(root, folder, "vitest.config.ts"), "utf8");
/** Those whose tests cover no sources of their own. */
const uncovered = tested.filter((member) => /coverage: \{ enabled: false \}/.test(configurationOf(member)));
/** One for each configuration: members whose files say the same, of the same command, end in the same way. */
const configured = tested.filter(
  (member, index) =>
    tested.findIndex((other) => configurationOf(other) === configurationOf(member)) === index,
);

describe("the test command", () => {
  it("is there for every member that has tests", () => {
    const withTests = members.filter(
      ({ folder }) =>
        existsSync(join(root, folder, "test")) &&
        readdirSync(join(root, folder, "test"), { recursive: true, encoding: "utf8" }).some((file) =>
          file.endsWith(".test.ts"),
        ),
    );
    expect(tested).toEqual(withTests);
  });

  it("asks all but the repository's tests for their coverage", () => {
    expect(uncovered.map(({ name }) => name)).toEqual(["@dqx/repository-tests"]);
  });

  it.each(tested)("of $name builds, and then runs the tests", ({ folder }) => {
    expect(testCommand(folder)).toBe("vitest run");
  });

  it.each(configured)("of $name is red when a test fails", async ({ folder }) => {
    const { code, output } = await runWithDefect(folder, "failing test");
    expect(output).toMatch(/as it should[\s\S]*Tests +[1-9] failed/);
    expect(code, output).toBe(1);
  });

  it.each(configured)("of $name is red when a setup throws", async ({ folder }) => {
    const { code, output } = await runWithDefect(folder, "throwing setup");
    expect(output).toContain("The setup threw.");
    expect(code, output).toBe(1);
  });

  it.each(configured.filter((member) => !uncovered.includes(member)))(
    "of $name is red when the tests cover too little",
    async ({ folder }) => {
      const { code, output } = await runWithDefect(folder, "uncovered source");
      expect(output).toMatch(/Tests +[1-9] passed[\s\S]*Coverage for lines \([\d.]+%\) does not meet/);
      expect(code, output).toBe(1);
    },
  );
});
