import { type AnyMetric, col, type MetricOutcome, type SimpleMetricSpec } from "@dqx/metrics";
import { expect } from "vitest";
import type { ConformanceData } from "./conformance-data.js";

/** An example of a metric, ready to be measured. */
export interface ExampleSpec {
  /** The name of the spec, and what the example shows. */
  readonly name: string;
  readonly spec: SimpleMetricSpec;
  /** The spec over the rows in which a column is 1. */
  withinScope(column: string): SimpleMetricSpec;
  readonly data: ConformanceData;
  readonly outcome: MetricOutcome;
}

/** The examples of a metric, and of its ratio when it is a count. */
export function exampleSpecs({ definition, fromParameters }: AnyMetric): readonly ExampleSpec[] {
  return definition.examples.flatMap(({ title, parameters, columns, rows, outcome, ratio }) => {
    const data = {
      name: "example",
      columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
      rows,
    };
    const exampleOf = (given: object, expected: MetricOutcome): ExampleSpec => {
      const spec = fromParameters({ ...given });
      return {
        name: `${spec.name}: ${title}`,
        spec,
        withinScope: (column) => fromParameters({ ...given }, {}, { where: col(column).isEq(1) }),
        data,
        outcome: expected,
      };
    };
    const plain = exampleOf(parameters, outcome);
    return ratio === undefined
      ? [plain]
      : [plain, exampleOf({ ...parameters, ratio: true }, ratioOutcome(ratio))];
  });
}

function ratioOutcome(ratio: number | null): MetricOutcome {
  return ratio === null
    ? { kind: "empty", reason: "no rows were tested" }
    : { kind: "value", value: ratio, warnings: [] };
}

/** The significant digits in which a computed number has to agree. */
const DIGITS = 12;

/**
 * What an engine's outcome has to equal: numbers that were computed in another order than they were written down
 * agree to twelve digits, and all else is the same.
 */
export function expectedOutcome(outcome: MetricOutcome): unknown {
  return near(withoutRows(outcome));
}

/** An outcome without its number of rows, which is only there for a metric over none. */
export function withoutRows(outcome: MetricOutcome): MetricOutcome {
  if (outcome.kind !== "value") return outcome;
  const { rows: _, ...rest } = outcome;
  return rest;
}

function near(value: unknown): unknown {
  if (typeof value === "number") {
    const magnitude = value === 0 ? 0 : Math.ceil(Math.log10(Math.abs(value)));
    return Number.isFinite(value) ? expect.closeTo(value, DIGITS - Math.max(magnitude, 0)) : value;
  }
  if (Array.isArray(value)) return value.map(near);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, near(part)]));
}
