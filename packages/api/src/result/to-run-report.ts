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
  { checks, startedAt, endedAt }: ReportContext,
): Promise<RunReport> {
  const { suite, executionId, key, status, isCritical, counts, datasets, warnings } = result;
  const assertions: AssertionReport[] = [];
  const madeBy = new Map<string, number>();
  await inSlices(result.assertions, (assertion) => {
    assertions.push(deepFreeze(toAssertionReport(assertion)));
    madeBy.set(assertion.check, (madeBy.get(assertion.check) ?? 0) + 1);
  });
  return {
    format: "dqx.run-report",
    version: RUN_REPORT_VERSION,
    suite,
    execution: {
      id: executionId,
      key: { date: key.date, tags: key.tags },
      startedAt: startedAt.toISOString(),
      endedAt: endedAt.toISOString(),
      versions: libraryVersions(),
    },
    status,
    isCritical,
    counts: { ...counts },
    checks: checks.map((check) => toCheckReport(check, madeBy.get(check.name) ?? 0)),
    assertions,
    metrics: await toMetricReports(result.metrics),
    datasets: datasets.map(toDatasetReport),
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
function toComparisonReport(comparison: Comparison): ComparisonReport {
  if (comparison.kind === "noop") return { version: 1, kind: "noop" };
  return { version: 1, ...comparison, relativeTolerance: comparison.relativeTolerance ?? 0 };
}

function toCheckReport({ name, datasets, onEmpty }: Check, assertions: number): CheckReport {
  return { name, datasets: datasets === undefined ? null : [...datasets], onEmpty, assertions };
}

function toAssertionReport(result: AssertionResult): AssertionReport {
  const { check, name, severity, tags, status, expression, message, warnings } = result;
  return {
    check,
    name,
    severity,
    tags: [...tags],
    status,
    value: result.number,
    expression,
    comparison: toComparisonReport(result.comparison),
    message,
    metrics: result.metrics.map(toReadingReport),
    warnings: [...warnings],
  };
}

function toReadingReport({ name, dataset, date, number, reason }: MetricReading): ReadingReport {
  return { name, dataset, date, value: number, reason };
}

function toValue(outcome: MetricOutcome): Pick<MetricReport, "value" | "reason" | "warnings"> {
  switch (outcome.kind) {
    case "value":
      return { value: outcome.value, reason: null, warnings: [...outcome.warnings] };
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
