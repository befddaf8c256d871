import { LocalDate } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { type AnyMetric, measuredMetrics } from "@dqx/metrics";
import { metricColumns } from "@dqx/provider";
import { analyze } from "@dqx/sql";
import { expect, test } from "vitest";

const types = {
  integer: "BIGINT",
  decimal: "DECIMAL(10,2)",
  float: "DOUBLE",
  text: "VARCHAR",
  boolean: "BOOLEAN",
  date: "DATE",
  timestamp: "TIMESTAMP",
  timestamptz: "TIMESTAMP WITH TIME ZONE",
};
const [numbers, times] = [
  ["integer", "decimal", "float"],
  ["date", "timestamp", "timestamptz"],
];
const accepted: Readonly<Record<string, readonly string[]>> = {
  number: numbers,
  text: ["text"],
  time: times,
  numberOrTime: [...numbers, ...times],
  ordered: [...numbers, "text", ...times],
  any: Object.keys(types),
};
const measured = [
  "column",
  "other",
  "weight",
  "numerator",
  "denominator",
  "actual",
  "predicted",
  "start",
  "end",
];

test("each metric takes the columns that its method compiles with, by what DuckDB binds", async () => {
  const day = LocalDate("2025-01-01");
  await using source = InMemoryDataSource.fromRows({ name: "t", rows: [], types });
  const cases = Object.entries<AnyMetric>(measuredMetrics).flatMap(([type, metric]) => {
    const { parameters, examples } = metric.definition;
    const own = measured.filter((name) => /column/.test(Reflect.get(parameters, name)?.description ?? ""));
    if (own.length === 0) return [];
    return Object.keys(types).map((kind) => {
      const given: Record<string, unknown> = { ...examples[0]?.parameters };
      for (const name of own) given[name] = kind;
      if ("orderBy" in given) given.orderBy = "integer";
      if ("per" in given) given.per = ["integer"];
      if ("values" in given) given.values = [sampleOf(kind)];
      return { type, kind, spec: metric.fromParameters(given) };
    });
  });
  const requests = cases.map(({ spec }) => ({ spec, dates: [day] }));
  const analysis = await analyze(source, requests, { referenceDate: day, referenceTime: new Date(0) });
  const outcomes = new Map(analysis.measured.map(({ spec, outcome }) => [spec.id, outcome.kind]));
  const taken = new Map<string, string[]>();
  for (const { type, kind, spec } of cases) {
    const kinds = taken.get(type) ?? [];
    if (outcomes.get(spec.id) !== "failed") kinds.push(kind);
    taken.set(type, kinds);
  }
  const needs = new Map(
    Object.entries(metricColumns).flatMap(([need, names]) => names.map((name) => [name, need])),
  );
  const declared = [...taken.keys()].map((type) => [type, accepted[needs.get(type as never) ?? "any"]]);
  expect([...taken]).toEqual(declared);
  expect([...needs.keys()].filter((name) => !taken.has(name))).toEqual([]);
});

function sampleOf(kind: string): unknown {
  if (kind === "text") return "a";
  if (kind === "boolean") return true;
  return times.includes(kind) ? "2025-01-01" : 1;
}
