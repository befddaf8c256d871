import { type AnyMetric, catalogue } from "@dqx/metrics";
import { expect, test } from "vitest";
import { exampleSpecs } from "../src/testing/example-specs.js";
import { sampleMetrics } from "../src/testing/index.js";

/** The kinds of measurements, aggregates and windows, and the functions of rows that the examples of metrics need. */
function needs(metrics: Iterable<AnyMetric>): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("kind" in value && typeof value.kind === "string") {
      found.add("name" in value && value.kind === "call" ? `${value.kind} ${value.name}` : value.kind);
    }
    for (const part of Object.values(value)) visit(part);
  };
  for (const metric of metrics) for (const { spec } of exampleSpecs(metric)) visit(spec.measurement);
  // A user's own SQL asks a session to check it, and nothing of a dialect.
  return [...found].filter((need) => need !== "custom").sort();
}

test("the sample needs all that the catalogue needs", () => {
  expect(needs(sampleMetrics)).toEqual(needs(catalogue.values()));
  expect(needs(catalogue.values())).toEqual(
    expect.arrayContaining(["schema", "passes", "maximumBefore", "call leadingDigit", "countKnown"]),
  );
});
