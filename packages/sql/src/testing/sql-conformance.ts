import { type AnyMetric, catalogue } from "@dqx/metrics";
import { describe } from "vitest";
import type { MakeSource } from "./conformance-data.js";
import { dateConformance } from "./date-conformance.js";
import { exampleConformance } from "./example-conformance.js";
import { faultConformance } from "./fault-conformance.js";
import { groupConformance } from "./group-conformance.js";
import { isolationConformance } from "./isolation-conformance.js";
import { mergeConformance } from "./merge-conformance.js";
import { nameConformance } from "./name-conformance.js";
import { timeConformance } from "./time-conformance.js";
import { valueConformance } from "./value-conformance.js";
import { whereConformance } from "./where-conformance.js";

/**
 * Declares the tests that every engine has to pass: the examples of the catalogue's metrics, names, days, filters,
 * groups, times, the isolation of failures and their kinds, and the merging of states. Call it in a vitest file of the engine's package.
 *
 * @param engine - the engine's name, for the report
 * @param makeSource - makes a source of given data on that engine
 * @param metrics - whose examples are measured; those of the whole catalogue by default
 */
export function sqlConformance(
  engine: string,
  makeSource: MakeSource,
  metrics: readonly AnyMetric[] = [...catalogue.values()],
): void {
  describe(`SQL conformance of ${engine}`, () => {
    valueConformance(makeSource);
    nameConformance(makeSource);
    dateConformance(makeSource);
    isolationConformance(makeSource);
    faultConformance(makeSource);
    whereConformance(makeSource);
    groupConformance(makeSource);
    timeConformance(makeSource);
    exampleConformance(metrics, makeSource);
    mergeConformance(metrics, makeSource);
  });
}
