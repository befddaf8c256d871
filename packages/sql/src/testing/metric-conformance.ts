import type { AnyMetric } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { MakeSource } from "./conformance-data.js";
import { exampleConformance } from "./example-conformance.js";
import { mergeConformance } from "./merge-conformance.js";

/**
 * Declares the tests that hold a metric to its definition on an engine: what comes out of each of its examples,
 * measured alone, beside other metrics, and over some of the rows of a day; and, when its states merge, that parts
 * of any rows merge to the whole. Call it in a vitest file.
 *
 * @param metric - a metric of one's own, or one of the catalogue
 * @param makeSource - makes a source of given data on the engine
 */
export function metricConformance(metric: AnyMetric, makeSource: MakeSource): void {
  describe(`conformance of the metric ${metric.definition.type}`, () => {
    test("its definition has examples", () => {
      expect(metric.definition.examples).not.toEqual([]);
    });
    exampleConformance([metric], makeSource);
    mergeConformance([metric], makeSource);
  });
}
