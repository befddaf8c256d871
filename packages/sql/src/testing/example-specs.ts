import { type AnyMetric, col, type MetricOutcome, type SimpleMetricSpec } from "@dqx/metrics";
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
