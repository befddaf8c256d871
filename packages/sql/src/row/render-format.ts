import { InvalidArgumentError } from "@dqx/common";
import { type Format, type FormatRule, type Pattern, parsePattern } from "@dqx/metrics";
import type { Dialect } from "../dialect/dialect.js";
import { patternText } from "./pattern-text.js";

type TextRule = Extract<FormatRule, { kind: "text" }>;

/**
 * Writes the condition that a text has a format: null for null, otherwise true or false.
 *
 * The first regular expression is tried alone: what it refuses, as it does most texts of other formats, costs no
 * more.
 *
 * @param text - SQL of the text
 * @param name - the format's name, for messages
 * @param format - the format; the engine lacks nothing for it
 * @param dialect - the engine's SQL
 */
export function renderFormat(text: string, name: string, { rule }: Format, dialect: Dialect): string {
  const { isNull, formats } = dialect.rows;
  switch (rule.kind) {
    case "text":
      return renderText(text, name, rule, dialect);
    case "json":
      return unlessNull(isNull(text), present(formats.isJson, name, dialect)(text));
    case "castable":
      return unlessNull(isNull(text), present(formats.castable[rule.to], name, dialect)(text));
  }
}

function renderText(text: string, name: string, rule: TextRule, dialect: Dialect): string {
  const [first = "", ...others] = [
    ...rule.patterns.map((pattern) => parsePattern(pattern, rule.flags, name)),
    ...(rule.oneOf === undefined ? [] : [wholeText(rule.oneOf(), rule, name)]),
  ].map((pattern) => matching(text, pattern, name, dialect));
  const excluded = (rule.except ?? []).map((pattern) => {
    return `NOT (${matching(text, parsePattern(pattern, rule.flags, name), name, dialect)})`;
  });
  const rest = [
    ...lengths(text, rule, dialect),
    ...excluded,
    ...others,
    ...checks(text, name, rule, dialect),
  ];
  if (rest.length === 0) return first;
  const isNull = dialect.rows.isNull(text);
  return `CASE WHEN ${first} THEN ${rest.map((condition) => `(${condition})`).join(" AND ")} WHEN ${isNull} THEN NULL ELSE FALSE END`;
}

function wholeText(sources: readonly string[], { flags }: TextRule, name: string): Pattern {
  const options = sources.map((source) => parsePattern(source, flags, name));
  return { kind: "sequence", items: [{ kind: "start" }, { kind: "choice", options }, { kind: "end" }] };
}

function matching(text: string, pattern: Pattern, name: string, dialect: Dialect): string {
  const { matches, endOfText } = dialect.rows;
  return present(matches, name, dialect)(text, dialect.literal(patternText(pattern, endOfText)));
}

function lengths(text: string, { maximumLength }: TextRule, { rows }: Dialect): readonly string[] {
  if (maximumLength === undefined || rows.functions.length === null) return [];
  const type = { kind: "integer", minimum: 0n, maximum: 2n ** 63n - 1n } as const;
  const length = rows.functions.length([text], type, { kind: "text" });
  return [rows.compare(length, "<=", rows.exactNumber(String(maximumLength)))];
}

function checks(text: string, name: string, rule: TextRule, dialect: Dialect): readonly string[] {
  const { check, separators } = rule;
  if (check === undefined) return [];
  const { formats } = dialect.rows;
  const checked =
    separators === undefined
      ? text
      : present(formats.without, name, dialect)(text, [...separators].map(dialect.literal));
  switch (check.kind) {
    case "sum": {
      const tables = check.tables.map((table) => dialect.literal(table));
      return [present(formats.sum, name, dialect)(checked, tables, check.modulus)];
    }
    case "mod97":
      return [present(formats.mod97, name, dialect)(checked, check.rotated)];
    case "luhn36":
      return [present(formats.luhn36, name, dialect)(checked)];
  }
}

function unlessNull(isNull: string, condition: string): string {
  return `CASE WHEN ${isNull} THEN NULL ELSE ${condition} END`;
}

function present<Renderer>(renderer: Renderer | null, name: string, dialect: Dialect): Renderer {
  if (renderer !== null) return renderer;
  throw new InvalidArgumentError(
    `${dialect.name} cannot compute ${name}. Bind the expression against columns of this engine.`,
  );
}
