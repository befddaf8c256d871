import { readFileSync } from "node:fs";
import { type AnyMetric, measuredMetrics } from "@dqx/metrics";
import { clickhouseDialect, type Dialect, duckdbDialect, postgresDialect, trinoDialect } from "@dqx/sql";
import type { ConformanceRecord, UnheldExample } from "@dqx/sql/testing";

/** An engine as the document has it. */
interface Engine {
  readonly title: string;
  readonly dialect: Dialect;
  /** A type of the engine's with a field. */
  readonly struct: string;
  /** What its conformance run brought. */
  readonly record: ConformanceRecord;
}

const ENGINES: readonly Engine[] = [
  { title: "DuckDB", dialect: duckdbDialect, struct: "STRUCT(a INTEGER)", record: recordOf("duckdb") },
  { title: "PostgreSQL", dialect: postgresDialect, struct: "address", record: recordOf("postgres") },
  {
    title: "ClickHouse",
    dialect: clickhouseDialect,
    struct: "Tuple(a Int32)",
    record: recordOf("clickhouse"),
  },
  { title: "Trino", dialect: trinoDialect, struct: "row(a integer)", record: recordOf("trino") },
];

/** What a metric costs beside the scan that all others share, by how it is measured. */
const READ_BY: Readonly<Record<AnyMetricMeasurement, string>> = {
  scan: "the shared scan",
  groups: "a grouped statement for each set of keys",
  overGroups: "a grouped statement for each set of keys",
  passes: "a statement of several passes",
  sequence: "a statement that sorts",
  schema: "no statement",
};

type AnyMetricMeasurement = ReturnType<AnyMetric["fromParameters"]>["measurement"]["kind"];

const START = "<!-- Generated from docs/conformance and the dialects, from here on. -->";

/**
 * docs/engines.md, with what is generated of it as it has to be.
 *
 * @param text - the document as it is
 */
export function enginesDocument(text: string): string {
  const end = text.indexOf(START);
  if (end < 0) throw new Error(`docs/engines.md has no line ${START}`);
  return `${[text.slice(0, end) + START, ...metricSections(), ...expressionSections()].join("\n\n")}\n`;
}

function metricSections(): readonly string[] {
  const notes = notesOf(ENGINES.flatMap(({ record }) => record.unheld));
  const rows = Object.values<AnyMetric>(measuredMetrics).map((metric) => {
    const { type } = metric.definition;
    const cells = ENGINES.map(({ record }) => cellOf(type, record, notes));
    return [`\`${type}\``, READ_BY[measurementOf(metric)], ...cells];
  });
  return [
    "## Metrics by engine",
    "Each metric of the catalogue was measured over the rows of all of its examples ([metrics.md](metrics.md)) by the conformance suite, alone, beside others, of one day and of several days: ✓ says that the outcomes were those of its definition. A number refers to what was left out. `npm test` fails where the columns of DuckDB and PostgreSQL are out of date, `pnpm test:clickhouse` and `pnpm test:trino` for theirs; `not run` is a metric that is newer than the last run. Metrics that are derived from others run on no engine.",
    tableOf(["metric", "is read by", ...ENGINES.map(({ title }) => title)], rows),
    [...notes].map(([note, number]) => `${number}. ${note}`).join("\n"),
  ];
}

function measurementOf({ definition, fromParameters }: AnyMetric): AnyMetricMeasurement {
  const [example] = definition.examples;
  if (example === undefined) throw new Error(`${definition.type} has no example`);
  return fromParameters({ ...example.parameters }).measurement.kind;
}

function notesOf(unheld: readonly UnheldExample[]): ReadonlyMap<string, number> {
  const notes = [...new Set(unheld.map(noteOf))].toSorted();
  return new Map(notes.map((note, index) => [note, index + 1]));
}

function noteOf({ example, reason }: UnheldExample): string {
  return `The example “${example}” is left out: ${reason}.`;
}

function cellOf(type: string, record: ConformanceRecord, notes: ReadonlyMap<string, number>): string {
  const failed = record.failed.filter((name) => name.startsWith(`${type}(`));
  if (failed.length > 0) return `differs: ${failed.join(", ")}`;
  if (!record.held.includes(type)) return "not run";
  const own = record.unheld.filter(({ metric }) => metric === type).map((each) => notes.get(noteOf(each)));
  return own.length === 0 ? "✓" : `✓ (${[...new Set(own)].join(", ")})`;
}

/** What an engine may not have, and whether it does. */
const ABILITIES: readonly (readonly [string, (engine: Engine) => boolean])[] = [
  ["all row functions", ({ dialect }) => isEveryThere(dialect.rows.functions)],
  ["regular expressions", ({ dialect }) => dialect.rows.matches !== null],
  ["fields inside of values", ({ dialect, struct }) => dialect.rows.fieldsOf(struct) !== undefined],
  ["elements of lists", ({ dialect }) => dialect.rows.elements !== null],
  ["paths into JSON", ({ dialect }) => dialect.rows.json !== null],
  [
    "values for the placeholders of queries",
    ({ dialect }) => dialect.capabilities.bindsParameters !== "nowhere",
  ],
  ["estimates of distinct values in profiles", ({ dialect }) => dialect.approximateDistinct !== undefined],
  ["profiles of some rows", ({ dialect }) => dialect.sampled !== undefined],
];

function expressionSections(): readonly string[] {
  const rows = ABILITIES.map(([ability, has]) => [
    ability,
    ...ENGINES.map((engine) => (has(engine) ? "✓" : "–")),
  ]);
  return [
    "## Expressions and profiles by engine",
    "A metric that needs what its engine does not have fails alone when it is planned, and its reason says what is missing; compute it in the source's query. [formats.md](formats.md) has the formats by engine.",
    tableOf(["", ...ENGINES.map(({ title }) => title)], rows),
  ];
}

function isEveryThere(renderers: Readonly<Record<string, unknown>>): boolean {
  return Object.values(renderers).every((renderer) => renderer !== null);
}

function recordOf(engine: string): ConformanceRecord {
  const text = readFileSync(new URL(`../../docs/conformance/${engine}.json`, import.meta.url), "utf8");
  return JSON.parse(text) as ConformanceRecord;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
