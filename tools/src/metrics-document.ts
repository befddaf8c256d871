import {
  type AnyDerivedMetric,
  type AnyMetric,
  derivedMetrics,
  EXAMPLE_TIME,
  type ExampleCell,
  isMetricSpec,
  type MetricExample,
  type MetricOutcome,
  measuredMetrics,
} from "@dqx/metrics";
import { exampleSql } from "./example-sql.js";
import { type MetricFamily, metricNames } from "./metric-names.js";

/** What the families are called in the document. */
const TITLES: Readonly<Record<MetricFamily, string>> = {
  counts: "Counts and completeness",
  numbers: "Numbers",
  outliers: "Outliers",
  text: "Texts",
  time: "Time and order",
  distinct: "Distinctness and keys",
  distributions: "Distributions",
  pairs: "Pairs of columns",
  sets: "Sets",
  fingerprints: "Fingerprints and schema",
  custom: "SQL of one's own",
  days: "Derived from other metrics",
};

const INTRODUCTION = `# The metrics

Everything that \`MetricProvider\` can measure, generated from the definitions of the catalogue. Each row of a table is
a test, which every engine has to pass: what comes out of the rows at its left. Below it is what DuckDB computes for
that metric alone; in a suite, metrics share statements.

Every metric takes \`where\` (the rows that it measures), \`lag\` (days), \`dataset\` and \`parameters\`. Every count has a
\`.ratio()\`, its share of the rows that it tests. A metric that merges can be put together from the parts of a table.
Rows are written as lists of their cells, \`∅\` is null. The reference time of the examples is
${EXAMPLE_TIME.replace("T", " ").replace("Z", " UTC")}, a Friday.`;

/** The whole of docs/metrics.md. */
export async function metricsDocument(): Promise<string> {
  const measured: Readonly<Record<string, AnyMetric>> = measuredMetrics;
  const derived: Readonly<Record<string, AnyDerivedMetric>> = derivedMetrics;
  const sections: string[] = [];
  for (const [family, names] of Object.entries(metricNames)) {
    sections.push(`## ${TITLES[asFamily(family)]}`);
    for (const name of Object.keys(names)) {
      if (measured[name] !== undefined) sections.push(await measuredSection(name, measured[name]));
      else if (derived[name] !== undefined) sections.push(derivedSection(name, derived[name]));
    }
  }
  return `${[INTRODUCTION, ...sections].join("\n\n")}\n`;
}

function asFamily(name: string): MetricFamily {
  if (name in TITLES) return name as MetricFamily;
  throw new Error(`There is no family ${name}`);
}

async function measuredSection(name: string, metric: AnyMetric): Promise<string> {
  const { definition } = metric;
  const [example] = definition.examples;
  const merges =
    example !== undefined && "merge" in metric.fromParameters(example.parameters as Given).measurement;
  const rows = definition.examples.map(exampleRow);
  const sql = (await exampleSql(metric)).map((statement) => `\`\`\`sql\n${statement}\n\`\`\``);
  return [
    `### ${signature(name, definition)}`,
    `${definition.summary} ${merges ? "It merges." : "It does not merge."}`,
    ...parameterList(definition.parameters),
    ["| of | rows | gives |", "| --- | --- | --- |", ...rows].join("\n"),
    ...(sql.length === 0 ? [] : ["On DuckDB, for the first row of the table:", ...sql]),
  ].join("\n\n");
}

type Given = Readonly<Record<string, unknown>>;

function derivedSection(name: string, { definition }: AnyDerivedMetric): string {
  return [
    `### ${signature(name, definition)}`,
    definition.summary,
    ...parameterList(definition.parameters),
  ].join("\n\n");
}

function signature(
  name: string,
  { arguments: positions = [] }: { readonly arguments?: readonly string[] },
): string {
  return `\`${name}(${positions.join(", ")})\``;
}

function parameterList(parameters: {
  readonly [name: string]: { readonly description: string };
}): readonly string[] {
  const lines = Object.entries(parameters).map(
    ([name, { description }]) => `- \`${name}\`: ${escaped(description)}`,
  );
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function exampleRow({ title, parameters, columns, rows, outcome, ratio }: MetricExample<object>): string {
  const given = Object.entries(parameters).map(([name, value]) => `${name} ${shown(value)}`);
  const types = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  const cells = rows.map((row) => `[${row.map(cell).join(", ")}]`).join(" ");
  const result = `${outcomeText(outcome)}${ratio === undefined ? "" : `; ratio ${ratio ?? "no value"}`}`;
  const of = `${title} (${[...given, ...types].join("; ")})`;
  return `| ${[of, rows.length === 0 ? "none" : `\`${cells}\``, result].map(escaped).join(" | ")} |`;
}

function outcomeText(outcome: MetricOutcome): string {
  switch (outcome.kind) {
    case "value": {
      const estimate = outcome.method === undefined ? "" : ` (estimate: ${outcome.method})`;
      return [`${shown(outcome.value)}${estimate}`, ...outcome.warnings].join("; ");
    }
    case "empty":
      return `no value: ${outcome.reason}`;
    case "failed":
      return `failed: ${outcome.reason}`;
  }
}

function cell(value: ExampleCell): string {
  return value === null ? "∅" : shown(value);
}

function shown(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint")
    return Object.is(value, -0) ? "-0" : String(value);
  if (isMetricSpec(value)) return value.name;
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", "\\n");
}
