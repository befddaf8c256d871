import { type AnyMetric, catalogue } from "@dqx/metrics";
import { sqlConformance } from "@dqx/sql/testing";
import { describe, test } from "vitest";
import { engineUrl, NO_ENGINE } from "../support/engine.js";
import { makeConformanceSource } from "../support/make-conformance-source.js";

type Example = AnyMetric["definition"]["examples"][number];

/** The first day that ClickHouse has; it makes this one of all before. */
const FIRST_DAY = "1900-01-01";

// Whether a table of ClickHouse can hold the example's rows.
function isHeld({ columns, rows }: Example): boolean {
  const types = Object.values(columns);
  return rows.every((row) =>
    row.every((cell, index) => types[index] !== "date" || cell === null || String(cell) >= FIRST_DAY),
  );
}

const metrics = [...catalogue.values()];
const left = metrics.flatMap(({ definition }) =>
  definition.examples
    .filter((example) => !isHeld(example))
    .map(({ title }) => `${definition.type}: ${title}`),
);

if (engineUrl === undefined) test.skip(NO_ENGINE);
else {
  describe("examples of days before 1900-01-01, which ClickHouse does not have", () => {
    for (const name of left) test.skip(name);
  });
  const held = metrics.map(
    (metric): AnyMetric => ({
      ...metric,
      definition: { ...metric.definition, examples: metric.definition.examples.filter(isHeld) },
    }),
  );
  sqlConformance("ClickHouse", makeConformanceSource, held);
}
