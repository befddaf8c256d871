import type { SqlValue } from "@dqx/common";
import { type FormatCheck, type FormatRule, formats, isFormatName } from "../src/index.js";

/** Decides whether a value has a format, the naive way: a check at a time, with numbers of any size. */
export function hasFormat(value: SqlValue, name: string): boolean | null {
  if (value === null) return null;
  if (!isFormatName(name)) throw new Error(`there is no format ${name}`);
  const { rule, range } = formats[name];
  if (typeof value === "number" && range !== undefined) return value >= range[0] && value <= range[1];
  return typeof value === "string" && hasRule(value, rule);
}

function hasRule(text: string, rule: FormatRule): boolean {
  if (rule.kind !== "text") throw new Error(`${rule.kind} is for engines only`);
  const { patterns, flags = "", oneOf, except = [], maximumLength = Number.POSITIVE_INFINITY } = rule;
  const matches = (source: string) => new RegExp(source, `${flags}u`).test(text);
  const isListed = oneOf === undefined || oneOf().some((source) => matches(`^(?:${source})$`));
  if (!patterns.every(matches) || except.some(matches) || !isListed || [...text].length > maximumLength) {
    return false;
  }
  const separators = [...(rule.separators ?? "")];
  const bare = [...text].filter((character) => !separators.includes(character));
  return rule.check === undefined || passes(bare, rule.check);
}

function passes(characters: readonly string[], check: FormatCheck): boolean {
  switch (check.kind) {
    case "sum": {
      const fromEnd = characters.toReversed();
      const sum = fromEnd.reduce((total, character, place) => {
        const worth = check.tables[place]?.indexOf(character) ?? -1;
        return worth < 0 ? Number.NaN : total + worth;
      }, 0);
      return sum % check.modulus === 0;
    }
    case "mod97": {
      const moved = [...characters.slice(check.rotated), ...characters.slice(0, check.rotated)];
      return BigInt(digitsOf(moved)) % 97n === 1n;
    }
    case "luhn36": {
      const digits = [...digitsOf(characters)].toReversed().map(Number);
      const sum = digits.reduce((total, digit, place) => {
        const counted = place % 2 === 0 ? digit : 2 * digit;
        return total + (counted > 9 ? counted - 9 : counted);
      }, 0);
      return sum % 10 === 0;
    }
  }
}

function digitsOf(characters: readonly string[]): string {
  return characters.map((character) => Number.parseInt(character, 36)).join("");
}
