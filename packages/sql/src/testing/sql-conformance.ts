import { catalogue } from "@dqx/metrics";
import { describe } from "vitest";
import type { MakeSource } from "./conformance-data.js";
import { type ConformanceOptions, recordConformance, skipUnheld } from "./conformance-record.js";
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
 * @param options - whose examples are measured, and where it is recorded which of them hold
 */
export function sqlConformance(
  engine: string,
  makeSource: MakeSource,
  options: ConformanceOptions = {},
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
    const { metrics = [...catalogue.values()], record } = options;
    const { held, unheld } = skipUnheld(metrics, options.unheldBecause);
    const measured = exampleConformance(held, makeSource);
    mergeConformance(held, makeSource);
    if (record !== undefined) recordConformance(record, { metrics, unheld, ...measured });
  });
}
