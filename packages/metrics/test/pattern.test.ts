import { InvalidArgumentError } from "@dqx/common";
import { describe, expect, test } from "vitest";
import { type Pattern, type PatternFlags, parsePattern } from "../src/index.js";

const parse = (source: string, flags?: PatternFlags): Pattern => parsePattern(source, flags, "x");
const set = (...ranges: readonly (readonly [number, number])[]): Pattern => ({ kind: "set", ranges });
const char = (character: string): Pattern => {
  const code = character.codePointAt(0) ?? -1;
  return set([code, code]);
};

describe("parsePattern", () => {
  test("reads characters, anchors, choices, groups and repetitions", () => {
    expect(parse("^ab|c$")).toEqual({
      kind: "choice",
      options: [
        { kind: "sequence", items: [{ kind: "start" }, char("a"), char("b")] },
        { kind: "sequence", items: [char("c"), { kind: "end" }] },
      ],
    });
    expect(parse("(?:a)*?(b)+(?<n>c)?d{2}e{2,}f{2,3}")).toEqual({
      kind: "sequence",
      items: [
        { kind: "repeat", of: char("a"), minimum: 0 },
        { kind: "repeat", of: char("b"), minimum: 1 },
        { kind: "repeat", of: char("c"), minimum: 0, maximum: 1 },
        { kind: "repeat", of: char("d"), minimum: 2, maximum: 2 },
        { kind: "repeat", of: char("e"), minimum: 2 },
        { kind: "repeat", of: char("f"), minimum: 2, maximum: 3 },
      ],
    });
    expect(parse("")).toEqual({ kind: "sequence", items: [] });
  });

  test("reads classes and escapes as sets of characters", () => {
    expect(parse("[c-ea\\d-]")).toEqual(set([0x2d, 0x2d], [0x30, 0x39], [0x61, 0x61], [0x63, 0x65]));
    expect(parse("[^\\D]")).toEqual(set([0x30, 0x39]));
    expect(parse("[]-a]".replace("]", "\\]"))).toEqual(set([0x5d, 0x61]));
    expect(parse("[\\b]")).toEqual(char("\b"));
    expect(parse("\\x41")).toEqual(char("A"));
    expect(parse("\\u017E")).toEqual(char("ž"));
    expect(parse("\\u{1F389}")).toEqual(char("🎉"));
    expect(parse("\\ud83c\\udf89")).toEqual(char("🎉"));
    expect(parse("🎉")).toEqual(char("🎉"));
    expect(parse("\\@")).toEqual(char("@"));
    expect(parse("\\n")).toEqual(char("\n"));
    expect(parse("\\0")).toEqual(char("\0"));
    expect(parse("[^a]")).toEqual(set([0, 0x60], [0x62, 0xd7ff], [0xe000, 0x10ffff]));
  });

  test("lets a dot match line ends with the flag s only", () => {
    expect(parse(".", "s")).toEqual(set([0, 0xd7ff], [0xe000, 0x10ffff]));
    expect(parse(".")).toEqual(set([0, 9], [0xb, 0xc], [0xe, 0x2027], [0x202a, 0xd7ff], [0xe000, 0x10ffff]));
  });

  test("adds the other case of ASCII letters with the flag i", () => {
    expect(parse("a", "i")).toEqual(set([0x41, 0x41], [0x61, 0x61]));
    expect(parse("[X-c]", "i")).toEqual(set([0x41, 0x43], [0x58, 0x63], [0x78, 0x7a]));
    expect(parse("日", "i")).toEqual(char("日"));
  });

  test.each<[string, string, PatternFlags?]>([
    [
      "a(?=b)",
      "has look-around or flags inside of it, which not every engine has (character 3). To fix it, combine several predicates with all, any and not, or pass the flags behind the pattern.",
    ],
    [
      "(?<!a)b",
      "has look-around or flags inside of it, which not every engine has (character 2). To fix it, combine several predicates with all, any and not, or pass the flags behind the pattern.",
    ],
    [
      "(?i)a",
      "has look-around or flags inside of it, which not every engine has (character 2). To fix it, combine several predicates with all, any and not, or pass the flags behind the pattern.",
    ],
    [
      "(a)\\1",
      "has \\1, which not every engine has (character 5). To fix it, name the characters in a class, as in [A-Za-z].",
    ],
    [
      "\\bword",
      "has \\b, which not every engine has (character 2). To fix it, name the characters around the word, as in (^|[^A-Za-z0-9_])word.",
    ],
    [
      "\\p{L}",
      "has \\p, which not every engine has (character 2). To fix it, name the characters in a class, as in [A-Za-z].",
    ],
    [
      "\\00",
      "has \\0, which not every engine has (character 2). To fix it, name the characters in a class, as in [A-Za-z].",
    ],
    [
      "a++",
      "has a possessive repetition, which not every engine has (character 2). To fix it, leave the second + out.",
    ],
    [
      "a{256}",
      "has {256}, and not every engine takes bounds over 255 (character 6). To fix it, use smaller bounds, or compare length(…).",
    ],
    ["a{3,2}", "has {3,2} (character 6). To fix it, put the smaller bound first."],
    [
      "(a{100}){100}",
      "repeats a part more than 1000 times by bounds inside each other (character 13). To fix it, use smaller bounds.",
    ],
    ["a{", "has a '{' without bounds (character 1). To fix it, write \\{ for the character."],
    ["*a", "has a '*' that repeats nothing (character 1). To fix it, write \\* for the character."],
    ["a**", "has a '*' that repeats nothing (character 3). To fix it, write \\* for the character."],
    ["^*", "repeats an anchor (character 2). To fix it, leave the repetition out."],
    ["(a", "has a '(' without a ')' (character 2). To fix it, write \\( for the character."],
    ["a)", "has a ')' without a '(' (character 1). To fix it, write \\) for the character."],
    ["[a", "has a '[' without a ']' (character 2). To fix it, write \\[ for the character."],
    ["[]", "has an empty class (character 2). To fix it, name the characters between [ and ]."],
    ["[^\\d\\D]", "has a class that no character is in (character 7). To fix it, leave it out."],
    [
      "[b-a]",
      "has a class with a range that is none (character 4). To fix it, put the smaller character first, or write \\-.",
    ],
    [
      "[\\d-z]",
      "has a class with a range that is none (character 5). To fix it, put the smaller character first, or write \\-.",
    ],
    ["a\\", "ends with a backslash (character 2). To fix it, write \\\\ for the character."],
    [
      "\\ud83d",
      "has the code of no character (character 6). To fix it, write a code up to 10FFFF that is no surrogate.",
    ],
    [
      "\\u{110000}",
      "has the code of no character (character 10). To fix it, write a code up to 10FFFF that is no surrogate.",
    ],
    ["\ud83d", "holds half of a surrogate pair (character 0). To fix it, write the whole character."],
    [
      "ž",
      'has "ž", and the flag i is about the letters A to Z only (character 1). To fix it, write both cases in a class, and leave the flag out.',
      "i",
    ],
  ])("refuses %j", (source, message, flags) => {
    expect(() => parse(source, flags)).toThrow(
      new InvalidArgumentError(`x: the pattern ${JSON.stringify(source)} ${message}`),
    );
  });

  test("refuses what is too long or too deep", () => {
    expect(() => parse("a".repeat(2001))).toThrow(/longer than 2000 characters/);
    expect(() => parse(`${"(".repeat(51)}${")".repeat(51)}`)).toThrow(/groups deeper than 50/);
  });
});
