import { describe, expect, it } from "vitest";
import { printsAs, snippetsOf } from "../../scripts/snippets.mjs";

const fence = "```";

describe("snippetsOf", () => {
  it("finds each block with its language, line and code", () => {
    const found = snippetsOf(`# Title\n\n${fence}ts\nconst a = 1;\n\nconst b = 2;\n${fence}\n`);
    expect(found).toEqual([{ language: "ts", run: true, code: "const a = 1;\n\nconst b = 2;", line: 3 }]);
  });

  it("takes the text block that follows directly as the output", () => {
    const [first] = snippetsOf(`${fence}ts\nx\n${fence}\n\n${fence}text\nprinted\n${fence}\n`);
    expect(first?.output).toBe("printed");
  });

  it("takes no text block behind a sentence as the output", () => {
    const [first] = snippetsOf(`${fence}ts\nx\n${fence}\nAnd:\n${fence}text\nprinted\n${fence}\n`);
    expect(first?.output).toBeUndefined();
  });

  it("sees that a block is not to be run", () => {
    expect(snippetsOf(`${fence}bash no-run\nx\n${fence}`)[0]?.run).toBe(false);
  });

  it("takes the indentation of a list off", () => {
    expect(snippetsOf(`- item\n  ${fence}ts\n  if (a) {\n    b();\n  }\n  ${fence}`)[0]?.code).toBe(
      "if (a) {\n  b();\n}",
    );
  });

  it("refuses a block that is never closed", () => {
    expect(() => snippetsOf(`text\n${fence}ts\ncode`)).toThrow("line 2 is never closed");
  });
});

describe("printsAs", () => {
  it.each([
    ["one\ntwo\n", "one\ntwo"],
    ["one  \r\ntwo", "one\ntwo"],
    ["took 12.5 ms (a*b)", "took … ms (a*b)"],
    ["a\nb\nc\nd", "a\n…\nd"],
    ["a\nd", "a\n…\nd"],
    ["\u001b[32mPASSED\u001b[39m", "PASSED"],
  ])("accepts %j as %j", (actual, expected) => {
    expect(printsAs(actual, expected)).toBe(true);
  });

  it.each([
    ["one\ntwo", "one"],
    ["one", "one\ntwo"],
    ["aXc", "a.c"],
    ["took 12.5 s", "took … ms"],
    ["a\nb\nc", "a\n…\nd"],
  ])("refuses %j as %j", (actual, expected) => {
    expect(printsAs(actual, expected)).toBe(false);
  });
});
