import type { AnyMetric, MetricExample } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { ExampleMeasurements } from "./example-measurements.js";
import { type ExampleSpec, expectedOutcome, withoutRows } from "./example-specs.js";

/** What the conformance suite is told of an engine. */
export interface ConformanceOptions {
  /** The metrics whose examples are measured; those of the whole catalogue by default. */
  readonly metrics?: readonly AnyMetric[];
  /**
   * Why no table of the engine can hold the rows of an example, as a clause such as `it has no days before 1900`.
   *
   * @param example - of one of the metrics
   * @returns nothing when a table can; the example is skipped otherwise, and counted
   */
  readonly unheldBecause?: (example: MetricExample<object>) => string | undefined;
  /**
   * A JSON file, relative to the file of the test, that tells which metrics hold on the engine, and what of them is
   * left out and why. The test fails where the file says something else; `vitest --update` writes it.
   */
  readonly record?: string;
}

/** What a {@link ConformanceOptions.record} says. */
export interface ConformanceRecord {
  /** The types of the metrics all of whose examples gave what their definitions say, in alphabetical order. */
  readonly held: readonly string[];
  /** The examples that gave something else. */
  readonly failed: readonly string[];
  /** The examples that were not measured. */
  readonly unheld: readonly UnheldExample[];
}

/** An example that no table of an engine can hold. */
export interface UnheldExample {
  readonly metric: string;
  readonly example: string;
  readonly reason: string;
}

/** Leaves out what the engine cannot hold, and declares a skipped test for each. */
export function skipUnheld(
  metrics: readonly AnyMetric[],
  unheldBecause: ConformanceOptions["unheldBecause"] = () => undefined,
): { readonly held: readonly AnyMetric[]; readonly unheld: readonly UnheldExample[] } {
  const unheld = metrics.flatMap(({ definition: { type, examples } }) =>
    examples.flatMap((example) => {
      const reason = unheldBecause(example);
      return reason === undefined ? [] : [{ metric: type, example: example.title, reason }];
    }),
  );
  if (unheld.length === 0) return { held: metrics, unheld };
  describe("examples whose rows no table of the engine can hold", () => {
    for (const { metric, example, reason } of unheld) test.skip(`${metric}: ${example}: ${reason}`);
  });
  const held = metrics.map((metric): AnyMetric => {
    const examples = metric.definition.examples.filter((example) => unheldBecause(example) === undefined);
    return { ...metric, definition: { ...metric.definition, examples } };
  });
  return { held, unheld };
}

/** Declares the test that compares what holds with the file that says so. */
export function recordConformance(
  file: string,
  run: {
    readonly metrics: readonly AnyMetric[];
    readonly unheld: readonly UnheldExample[];
    readonly examples: readonly ExampleSpec[];
    readonly measurements: ExampleMeasurements;
  },
): void {
  // Its own `expect`: tests of a file may run at the same time.
  test("what holds is what the record of the engine says", async ({ expect: expectHere }) => {
    const failed: ExampleSpec[] = [];
    for (const example of run.examples) {
      if (!isAsExpected(await run.measurements.together(example), example)) failed.push(example);
    }
    const wrong = new Set(failed.map(({ spec }) => spec.type));
    const types = run.metrics.map(({ definition }) => definition.type).toSorted();
    const record: ConformanceRecord = {
      held: types.filter((type) => !wrong.has(type)),
      failed: failed.map(({ name }) => name),
      unheld: run.unheld,
    };
    await expectHere(`${JSON.stringify(record, null, 2)}\n`).toMatchFileSnapshot(file);
  });
}

function isAsExpected(
  found: Awaited<ReturnType<ExampleMeasurements["together"]>>,
  { outcome }: ExampleSpec,
): boolean {
  try {
    expect(withoutRows(found)).toEqual(expectedOutcome(outcome));
    return true;
  } catch {
    return false;
  }
}
