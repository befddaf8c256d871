import { InvalidArgumentError, showValue } from "@dqx/common";
import type { PatternFlags } from "../predicate.js";
import { characterClass, everything, withinLine } from "./character-classes.js";
import {
  bothCases,
  type CodePointRange,
  codePointOf,
  hasCases,
  normalRanges,
  onlyCodePoint,
  otherCodePoints,
  single,
} from "./code-points.js";
import { type Pattern, repetitions } from "./pattern.js";

/** The largest bound of a repetition that every engine takes: PostgreSQL's. */
const MAXIMUM_BOUND = 255;
/** How often a part may be repeated by repetitions inside each other: RE2's limit. */
const MAXIMUM_REPETITION = 1000;
const MAXIMUM_LENGTH = 2000;
const MAXIMUM_DEPTH = 50;

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ["t", 0x09],
  ["n", 0x0a],
  ["v", 0x0b],
  ["f", 0x0c],
  ["r", 0x0d],
  ["0", 0x00],
]);
const ESCAPED_CODE =
  /^(?:x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]{1,6})\}|u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))/;
const BOUNDS = /^\{(\d+)(,(\d*))?\}/;
const GROUP_NAME = /^\?<[A-Za-z_$][\w$]*>/;

/**
 * Reads a regular expression of JavaScript, as far as all engines can match it alike.
 *
 * It means what it means in JavaScript with the flag `u`: characters are code points, `\d`, `\w` are ASCII, a
 * dot matches no line end without the flag `s`, `$` is the very end of the text. The flag `i` is about ASCII
 * letters only. Groups capture nothing, and `+?` is `+`: only whether there is a match is asked.
 *
 * @param source - the text between the slashes
 * @param flags - `i`, `s`, both or none
 * @param place - what the pattern belongs to, for messages
 * @throws {@link InvalidArgumentError} saying what cannot be had on every engine (look-around, back-references,
 *   `\b`, `\p{…}`, bounds over 255), or is no regular expression, at which character, and what to write instead
 */
export function parsePattern(source: string, flags: PatternFlags | undefined, place: string): Pattern {
  return new Reader(source, flags ?? "", place).read();
}

class Reader {
  readonly #source: string;
  readonly #ignoreCase: boolean;
  readonly #dot: readonly CodePointRange[];
  readonly #place: string;
  #at = 0;

  constructor(source: string, flags: string, place: string) {
    this.#source = source;
    this.#ignoreCase = flags.includes("i");
    this.#dot = flags.includes("s") ? everything() : withinLine();
    this.#place = place;
  }

  read(): Pattern {
    if (!this.#source.isWellFormed())
      this.#refuse("holds half of a surrogate pair", "write the whole character");
    if (this.#source.length > MAXIMUM_LENGTH) {
      this.#refuse(`is longer than ${MAXIMUM_LENGTH} characters`, "split it into several predicates");
    }
    const pattern = this.#choice(0);
    if (this.#at < this.#source.length)
      this.#refuse("has a ')' without a '('", "write \\) for the character");
    if (repetitions(pattern) > MAXIMUM_REPETITION) {
      this.#refuse(
        `repeats a part more than ${MAXIMUM_REPETITION} times by bounds inside each other`,
        "use smaller bounds",
      );
    }
    return pattern;
  }

  #choice(depth: number): Pattern {
    if (depth > MAXIMUM_DEPTH) this.#refuse(`has groups deeper than ${MAXIMUM_DEPTH}`, "simplify it");
    const options = [this.#sequence(depth)];
    while (this.#take("|")) options.push(this.#sequence(depth));
    const [only, ...others] = options;
    return only !== undefined && others.length === 0 ? only : { kind: "choice", options };
  }

  #sequence(depth: number): Pattern {
    const items: Pattern[] = [];
    while (this.#at < this.#source.length && !this.#rest().startsWith("|") && !this.#rest().startsWith(")")) {
      items.push(this.#quantified(this.#atom(depth)));
    }
    const [only, ...others] = items;
    return only !== undefined && others.length === 0 ? only : { kind: "sequence", items };
  }

  #atom(depth: number): Pattern {
    const character = this.#next();
    switch (character) {
      case "^":
        return { kind: "start" };
      case "$":
        return { kind: "end" };
      case ".":
        return { kind: "set", ranges: this.#dot };
      case "[":
        return { kind: "set", ranges: this.#class() };
      case "(":
        return this.#group(depth);
      case "\\": {
        const ranges = this.#escape();
        return { kind: "set", ranges: this.#folded(ranges) };
      }
      case "*":
      case "+":
      case "?":
      case "{":
        return this.#refuse(
          `has a '${character}' that repeats nothing`,
          `write \\${character} for the character`,
        );
      default: // foreign: any character that stands for itself
        return { kind: "set", ranges: this.#folded(single(codePointOf(character))) };
    }
  }

  #group(depth: number): Pattern {
    const name = GROUP_NAME.exec(this.#rest());
    if (name !== null) this.#at += name[0].length;
    else if (this.#take("?") && !this.#take(":")) {
      this.#refuse(
        "has look-around or flags inside of it, which not every engine has",
        "combine several predicates with all, any and not, or pass the flags behind the pattern",
      );
    }
    const inside = this.#choice(depth + 1);
    if (!this.#take(")")) this.#refuse("has a '(' without a ')'", "write \\( for the character");
    return inside;
  }

  #quantified(atom: Pattern): Pattern {
    const bounds = this.#bounds();
    if (bounds === undefined) return atom;
    if (atom.kind === "start" || atom.kind === "end") {
      this.#refuse("repeats an anchor", "leave the repetition out");
    }
    this.#take("?");
    if (this.#rest().startsWith("+")) {
      this.#refuse("has a possessive repetition, which not every engine has", "leave the second + out");
    }
    const [minimum, maximum] = bounds;
    return { kind: "repeat", of: atom, minimum, ...(maximum === undefined ? {} : { maximum }) };
  }

  #bounds(): readonly [minimum: number, maximum?: number] | undefined {
    if (this.#take("*")) return [0];
    if (this.#take("+")) return [1];
    if (this.#take("?")) return [0, 1];
    if (!this.#rest().startsWith("{")) return undefined;
    const written = BOUNDS.exec(this.#rest());
    if (written === null) return this.#refuse("has a '{' without bounds", "write \\{ for the character");
    const [all, from = "", range, to = ""] = written;
    this.#at += all.length;
    const minimum = Number(from);
    const maximum = range === undefined ? minimum : to === "" ? undefined : Number(to);
    if (Math.max(minimum, maximum ?? 0) > MAXIMUM_BOUND) {
      this.#refuse(
        `has ${all}, and not every engine takes bounds over ${MAXIMUM_BOUND}`,
        "use smaller bounds, or compare length(…)",
      );
    }
    if (maximum !== undefined && maximum < minimum) this.#refuse(`has ${all}`, "put the smaller bound first");
    return maximum === undefined ? [minimum] : [minimum, maximum];
  }

  #class(): readonly CodePointRange[] {
    const negated = this.#take("^");
    const ranges: CodePointRange[] = [];
    while (!this.#take("]")) {
      const from = this.#classMember();
      const isRange = /^-[^\]]/.test(this.#rest());
      if (!isRange) ranges.push(...from);
      else {
        this.#at += 1;
        ranges.push(this.#range(from, this.#classMember()));
      }
    }
    if (ranges.length === 0) this.#refuse("has an empty class", "name the characters between [ and ]");
    const folded = this.#folded(ranges);
    const set = negated ? otherCodePoints(folded) : folded;
    if (set.length === 0) this.#refuse("has a class that no character is in", "leave it out");
    return set;
  }

  #classMember(): readonly CodePointRange[] {
    if (this.#at >= this.#source.length)
      this.#refuse("has a '[' without a ']'", "write \\[ for the character");
    const character = this.#next();
    if (character !== "\\") return single(codePointOf(character));
    return this.#take("b") ? single(0x08) : this.#escape();
  }

  #range(from: readonly CodePointRange[], to: readonly CodePointRange[]): CodePointRange {
    const [low, high] = [onlyCodePoint(from), onlyCodePoint(to)];
    if (low === undefined || high === undefined || low > high) {
      return this.#refuse(
        "has a class with a range that is none",
        "put the smaller character first, or write \\-",
      );
    }
    return [low, high];
  }

  // What stands behind a backslash.
  #escape(): readonly CodePointRange[] {
    const code = ESCAPED_CODE.exec(this.#rest());
    if (code !== null) {
      this.#at += code[0].length;
      return this.#escapedCode(code);
    }
    if (this.#at >= this.#source.length)
      this.#refuse("ends with a backslash", "write \\\\ for the character");
    const character = this.#next();
    const known = characterClass(character);
    if (known !== undefined) return known;
    const control = CONTROLS.get(character);
    if (control !== undefined && !/^0\d/.test(`${character}${this.#rest()}`)) return single(control);
    if (!/[\p{L}\p{N}]/u.test(character)) return single(codePointOf(character));
    return this.#refuse(
      `has \\${character}, which not every engine has`,
      character === "b" || character === "B"
        ? "name the characters around the word, as in (^|[^A-Za-z0-9_])word"
        : "name the characters in a class, as in [A-Za-z]",
    );
  }

  #escapedCode([, two, braced, high, low, four]: RegExpExecArray): readonly CodePointRange[] {
    const code =
      high !== undefined && low !== undefined
        ? String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)).codePointAt(0)
        : Number.parseInt(two ?? braced ?? four ?? "", 16);
    if (code === undefined || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      return this.#refuse("has the code of no character", "write a code up to 10FFFF that is no surrogate");
    }
    return single(code);
  }

  #folded(ranges: readonly CodePointRange[]): readonly CodePointRange[] {
    if (!this.#ignoreCase) return normalRanges(ranges);
    const foreign = ranges.find(([from, to]) => from === to && from > 0x7f && hasCases(from));
    if (foreign !== undefined) {
      this.#refuse(
        `has ${showValue(String.fromCodePoint(foreign[0]))}, and the flag i is about the letters A to Z only`,
        "write both cases in a class, and leave the flag out",
      );
    }
    return bothCases(ranges);
  }

  #rest(): string {
    return this.#source.slice(this.#at, this.#at + 32);
  }

  #take(text: string): boolean {
    const there = this.#source.startsWith(text, this.#at);
    if (there) this.#at += text.length;
    return there;
  }

  #next(): string {
    const character = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    return character;
  }

  #refuse(what: string, fix: string): never {
    throw new InvalidArgumentError(
      `${this.#place}: the pattern ${showValue(this.#source)} ${what} (character ${this.#at}). To fix it, ${fix}.`,
    );
  }
}
