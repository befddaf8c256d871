import type { AnyMetric } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { MakeSource } from "./conformance-data.js";
import { type ExampleMeasurements, measureExamples } from "./example-measurements.js";
import { type ExampleSpec, exampleSpecs, expectedOutcome, withoutRows } from "./example-specs.js";

/**
 * The examples of metrics: alone, beside others, and over some of the rows of a day.
 *
 * @returns the examples, and what came out of them
 */
export function exampleConformance(
  metrics: readonly AnyMetric[],
  makeSource: MakeSource,
): { readonly examples: readonly ExampleSpec[]; readonly measurements: ExampleMeasurements } {
  const examples = metrics.flatMap(exampleSpecs);
  // What is said of columns alone takes no filter.
  const overRows = examples.filter(({ spec }) => spec.measurement.kind !== "schema");
  const plain = measureExamples(examples, makeSource);
  const dated = measureExamples(overRows, makeSource);

  describe("the examples of the definitions", () => {
    test.each(named(examples))("%s", async (_, example) => {
      const expected = expectedOutcome(example.outcome);
      expect(withoutRows(await plain.alone(example)), "alone").toEqual(expected);
      expect(withoutRows(await plain.together(example)), "beside others").toEqual(expected);
    });

    test.each(named(overRows))("over some of the rows of a day: %s", async (_, example) => {
      const expected = expectedOutcome(example.outcome);
      expect(withoutRows(await dated.onOneDay(example)), "of one day").toEqual(expected);
      expect(withoutRows(await dated.onOneOfSeveralDays(example)), "of several days").toEqual(expected);
    });
  });
  return { examples, measurements: plain };
}

// A name that vitest takes from a field would be cut.
function named(examples: readonly ExampleSpec[]): readonly (readonly [string, ExampleSpec])[] {
  return examples.map((example) => [example.name, example]);
}
