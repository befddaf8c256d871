import { escapeControls, inSlices } from "@dqx/common";
import type { MetricOutcome } from "@dqx/metrics";
import type { Check } from "../check/check.js";
import type { Comparison } from "../check/comparison.js";
import { deepFreeze } from "./deep-freeze.js";
import { libraryVersions } from "./library-versions.js";
import type {
  AssertionReport,
  CheckReport,
  ComparisonReport,
  DatasetRunReport,
  MetricReport,
  ReadingReport,
  RunReport,
} from "./run-report.js";
import { RUN_REPORT_VERSION } from "./run-report.js";
import { scoresOf } from "./scores.js";
import type {
  AssertionResult,
  DatasetReport,
  MetricReading,
  MetricResult,
  SuiteSummary,
} from "./suite-result.js";

/** What a report says beside the results. */
export interface ReportContext {
  readonly checks: readonly Check[];
  readonly referenceTime: Date;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/**
 * Writes the results of a run as plain JSON. The parts that come by the thousand are frozen one by one.
 *
 * @param result - the results
 * @param context - the suite's checks, and when it ran
 */
export async function toRunReport(
  result: SuiteSummary,
  { checks, referenceTime, startedAt, endedAt }: ReportContext,
): Promise<RunReport> {
  const { suite, executionId, key, status, isCritical, counts, datasets, quarantined, warnings } = result;
  const assertions: AssertionReport[] = [];
  const madeBy = new Map<string, number>();
  const estimates = await estimatesOf(result.metrics);
  await inSlices(result.assertions, (assertion) => {
    assertions.push(deepFreeze(toAssertionReport(assertion, estimates)));
    madeBy.set(assertion.check, (madeBy.get(assertion.check) ?? 0) + 1);
  });
  return {
    format: "dqx.run-report",
    version: RUN_REPORT_VERSION,
    suite,
    execution: {
      id: executionId,
      key: { date: key.date, tags: key.tags },
      referenceTime: referenceTime.toISOString(),
      startedAt: startedAt.toISOString(),
      endedAt: endedAt.toISOString(),
      versions: libraryVersions(),
    },
    status,
    isCritical,
    counts: { ...counts },
    scores: scoresOf(result.assertions),
    checks: checks.map((check) => toCheckReport(check, madeBy.get(check.name) ?? 0)),
    assertions,
    metrics: await toMetricReports(result.metrics),
    datasets: datasets.map(toDatasetReport),
    ...(quarantined.length > 0 && { quarantined: structuredClone(quarantined) }),
    warnings: [...warnings],
  };
}

/** Writes what became of metrics as plain JSON. */
export async function toMetricReports(metrics: readonly MetricResult[]): Promise<readonly MetricReport[]> {
  const reports: MetricReport[] = [];
  await inSlices(metrics, ({ name, dataset, date, outcome }) => {
    reports.push(deepFreeze({ name, dataset, date, outcome: outcome.kind, ...toValue(outcome) }));
  });
  return reports;
}

/** Writes a comparison as plain JSON, both tolerances included. */
function toComparisonReport(comparison: Comparison<number | null>): ComparisonReport {
  if (comparison.kind === "noop") return { version: 1, kind: "noop" };
  return { ...comparison, version: 1, relativeTolerance: comparison.relativeTolerance ?? 0 };
}

function toCheckReport({ name, datasets, onEmpty, ownership }: Check, assertions: number): CheckReport {
  return {
    name,
    datasets: datasets === undefined ? null : [...datasets],
    onEmpty,
    assertions,
    ...ownership,
  };
}

function toAssertionReport(result: AssertionResult, estimates: Estimates): AssertionReport {
  const { check, name, severity, tags, status, expression, message, warnings } = result;
  return {
    ...result.ownership,
    check,
    name,
    severity,
    tags: [...tags],
    status,
    value: result.number,
    expression,
    comparison: toComparisonReport(result.comparison),
    message,
    ...toFurtherParts(result, estimates),
    metrics: result.metrics.map((reading) => toReadingReport(reading, estimates)),
    warnings: [...warnings],
  };
}

type FurtherParts = Pick<
  AssertionReport,
  "warning" | "rows" | "segment" | "sample" | "reproducedBy" | "members"
>;

// What most assertions have none of.
function toFurtherParts(result: AssertionResult, estimates: Estimates): FurtherParts | undefined {
  const { warning, rows, segment, reproducedBy, sample, members } = result;
  if ((warning ?? rows ?? segment ?? reproducedBy ?? sample ?? members) === undefined) return undefined;
  return {
    ...(warning !== undefined && { warning: toComparisonReport(warning) }),
    ...(rows !== undefined && { rows: { ...rows } }),
    ...(segment !== undefined && { segment: { ...segment } }),
    ...(sample !== undefined && { sample: structuredClone(sample) }),
    ...(reproducedBy !== undefined && { reproducedBy: reproducedBy.map((each) => ({ ...each })) }),
    ...(members !== undefined && { members: members.map((member) => toAssertionReport(member, estimates)) }),
  };
}

function toReadingReport(reading: MetricReading, estimates: Estimates): ReadingReport {
  const { name, dataset, date, number, reason } = reading;
  const estimate = estimates.size === 0 ? undefined : estimates.get(placeOf(reading));
  return { name, dataset, date, value: number, reason, ...estimate };
}

/** How estimates were made, by metric, dataset and date; exact values have no entry. */
type Estimates = ReadonlyMap<string, Pick<MetricReport, "method" | "error">>;

async function estimatesOf(metrics: readonly MetricResult[]): Promise<Estimates> {
  const estimates = new Map<string, Pick<MetricReport, "method" | "error">>();
  await inSlices(metrics, (metric) => {
    if (metric.outcome.kind !== "value" || metric.outcome.method === undefined) return;
    const { method, error } = metric.outcome;
    estimates.set(placeOf(metric), { method, ...(error !== undefined && { error }) });
  });
  return estimates;
}

function placeOf({ name, dataset, date }: Pick<MetricResult, "name" | "dataset" | "date">): string {
  return JSON.stringify([name, dataset, date]);
}

function toValue(outcome: MetricOutcome): Omit<MetricReport, "name" | "dataset" | "date" | "outcome"> {
  switch (outcome.kind) {
    case "value": {
      const { value, warnings, method, error, detail } = outcome;
      return {
        value,
        reason: null,
        warnings: [...warnings],
        ...(method !== undefined && { method }),
        ...(error !== undefined && { error }),
        // The outcome's own is not the report's to freeze.
        ...(detail !== undefined && { detail: structuredClone(detail) }),
      };
    }
    case "empty":
    case "failed":
      return { value: null, reason: outcome.reason, warnings: [] };
  }
}

function toDatasetReport({ dataset, statements, skipped }: DatasetReport): DatasetRunReport {
  return {
    dataset,
    scans: statements.length,
    statements: [
      ...statements.map(({ sql, purpose, milliseconds, rows, error }) => ({
        sql,
        purpose,
        status: error === undefined ? ("EXECUTED" as const) : ("FAILED" as const),
        milliseconds,
        rows,
        reason: error === undefined ? null : escapeControls(error),
      })),
      ...skipped.map(({ sql, purpose, reason }) => ({
        sql,
        purpose,
        status: "SKIPPED" as const,
        milliseconds: 0,
        rows: 0,
        reason: escapeControls(reason),
      })),
    ],
  };
}
