import { Either } from "@dqx/common";
import { type Format, type FormatName, formats, isFormatName } from "@dqx/metrics";
import {
  bindPredicate,
  Columns,
  clickhouseDialect,
  type Dialect,
  duckdbDialect,
  postgresDialect,
  trinoDialect,
} from "@dqx/sql";

/** The engines that the document has a column for, and a type of theirs that holds texts. */
const ENGINES: readonly { readonly title: string; readonly dialect: Dialect; readonly text: string }[] = [
  { title: "DuckDB", dialect: duckdbDialect, text: "VARCHAR" },
  { title: "PostgreSQL", dialect: postgresDialect, text: "text" },
  { title: "ClickHouse", dialect: clickhouseDialect, text: "String" },
  { title: "Trino", dialect: trinoDialect, text: "varchar" },
];

/** The table of all formats, as it stands in docs/formats.md. */
export function formatsTable(): string {
  const names = Object.keys(formats).filter(isFormatName);
  const head = [
    "format",
    "what it is",
    "source",
    "has it",
    "has it not",
    ...ENGINES.map(({ title }) => title),
  ];
  const rows = names.map((name) => rowOf(name, formats[name]));
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function rowOf(name: FormatName, { summary, source, example, counterexample }: Format): readonly string[] {
  const available = ENGINES.map(({ dialect, text }) => (isAvailable(name, dialect, text) ? "yes" : "no"));
  return [code(name), escaped(summary), escaped(source), code(example), code(counterexample), ...available];
}

function isAvailable(name: FormatName, dialect: Dialect, text: string): boolean {
  const columns = new Columns("texts", [{ name: "x", type: text }], dialect);
  const asked = { kind: "hasFormat", of: { kind: "column", name: "x" }, format: name } as const;
  return Either.isRight(bindPredicate(asked, columns));
}

function code(text: string): string {
  return `\`${escaped(text)}\``;
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
