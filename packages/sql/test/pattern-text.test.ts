import { col, parsePattern } from "@dqx/metrics";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { patternText } from "../src/index.js";
import { RowEngine } from "./row-engine.js";

const write = (source: string, flags?: "i" | "is" | "s") =>
  patternText(parsePattern(source, flags, "x"), "\\z");

describe("patternText", () => {
  test.each<[string, string]>([
    ["^a|b$", "(?s)^a|b\\z"],
    ["(a|b)c", "(?s)(?:a|b)c"],
    ["(ab)*?c+d?e{2}f{2,}g{0,3}", "(?s)(?:ab)*c+d{0,1}e{2}f{2,}g{0,3}"],
    ["\\.\\/\\-", "(?s)\\./-"],
    ["[\\]\\^\\-&a-c]", "(?s)[\\&\\-\\]\\^a-c]"],
    ["\\d\\w", "(?s)[0-9][0-9A-Z_a-z]"],
    ["[^b-z]", "(?s)[^b-z]"],
    ["", "(?s)"],
  ])("writes /%s/ as %s", (source, text) => {
    expect(write(source)).toBe(text);
  });

  test("writes a dot for every character, and a class for all but line ends", () => {
    expect(write(".", "s")).toBe("(?s).");
    expect(write(".")).toBe("(?s)[^\n\r\u2028\u2029]");
  });

  test("writes NUL as all but the others, since not every engine's texts hold it", () => {
    expect(write("\\0")).toBe("(?s)[^\u0001-\u{10ffff}]");
  });
});

describe("a pattern on the engine", () => {
  let engine: RowEngine;
  beforeAll(async () => {
    engine = await RowEngine.open();
  });
  afterAll(() => engine.close());

  const character = fc.constantFrom(
    "a",
    "b",
    "Z",
    "0",
    "_",
    " ",
    "\n",
    "\r",
    "\u2028",
    "\u00a0",
    "'",
    "\\",
    "]",
    "^",
    "-",
    ".",
    "ž",
    "日",
    "🎉",
    "\0",
    "&",
    "~",
    "[",
  );
  const texts = fc.array(
    fc.array(character, { maxLength: 5 }).map((parts) => parts.join("")),
    { minLength: 1, maxLength: 6 },
  );
  const outside = (part: string) => part.replace(/[\\^$.|?*+()[\]{}]/, "\\$&").replace("\0", "\\x00");
  const inside = (part: string) => part.replace(/[\\^\-\][]/, "\\$&").replace("\0", "\\x00");
  const inClass = fc.oneof(
    character.map(inside),
    fc.constantFrom("\\d", "\\W", "\\s", "a-z", "\\x00-\\x40", "日-🎉"),
  );
  const atom = fc.oneof(
    character.map(outside),
    fc.constantFrom(".", "^", "$", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\u{1F389}", "\\n"),
    fc
      .tuple(fc.constantFrom("", "^"), fc.array(inClass, { minLength: 1, maxLength: 3 }))
      .map(([negated, parts]) => `[${negated}${parts.join("")}]`),
  );
  const pattern = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc
      .array(
        fc.oneof(
          { depthSize: "small" },
          atom,
          fc
            .tuple(
              fc.oneof(
                character.map(outside),
                tie("pattern").map((part) => `(?:b?${part})`),
              ),
              fc.constantFrom("*", "+", "?", "{2}", "{1,2}", "+?"),
            )
            .map((parts) => parts.join("")),
          fc.tuple(tie("pattern"), tie("pattern")).map(([one, other]) => `(${one}|${other})`),
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((parts) => parts.join("")),
  })).pattern;

  test("matches what it matches in JavaScript with the flag u", async () => {
    await fc.assert(
      fc.asyncProperty(texts, pattern, fc.boolean(), async (tried, source, all) => {
        const expected = new RegExp(source, all ? "su" : "u");
        await engine.fill(tried.map((s) => ({ s })));
        expect(await engine.decide(col("s").matches(all ? expected : source))).toEqual(
          tried.map((s) => expected.test(s)),
        );
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test.each([
    "$a",
    "a^",
    "a^b",
    "a$b",
    "ab^",
    "^^a",
    "$$",
    "^$a",
    "(?:$)a",
    "$[a]",
    "$.",
    ".$a",
    ".*$a",
    "(?:$a|^b)",
  ])("matches what it matches in JavaScript where an anchor stands in the middle: %s", async (source) => {
    const tried = ["", "a", "ab", "ba", "xa", "ax", "a\n"];
    await engine.fill(tried.map((s) => ({ s })));
    const expected = new RegExp(source, "su");
    expect(await engine.decide(col("s").matches(expected))).toEqual(tried.map((s) => expected.test(s)));
  });

  test("ignores the case of ASCII letters with the flag i", async () => {
    await engine.fill([{ s: "ABC" }, { s: "abc" }, { s: "xBx" }, { s: "ſ" }, { s: "\u212a" }]);
    expect(await engine.decide(col("s").matches(/^[a-c]{3}$/i))).toEqual([true, true, false, false, false]);
    expect(await engine.decide(col("s").matches(/[sk]/i))).toEqual([false, false, false, false, false]);
  });

  test("ends at the very end, not before a line end", async () => {
    await engine.fill([{ s: "a" }, { s: "a\n" }, { s: "b\na" }]);
    expect(await engine.decide(col("s").matches(/^a$/))).toEqual([true, false, false]);
  });
});
