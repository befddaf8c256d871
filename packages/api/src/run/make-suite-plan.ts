import { inSlices, type LocalDate } from "@dqx/common";
import { describePlan } from "@dqx/sql";
import type { Assertion } from "../check/assertion.js";
import { groupsFrom } from "../check/assertion-group.js";
import { unknownDemand } from "../check/demanded-comparison.js";
import { showDemand } from "../check/two-bounds.js";
import type { PreparedRun } from "../prepare/prepare-run.js";
import type {
  PlanError,
  PlannedAssertion,
  PlannedDatasetReport,
  PlannedMetrics,
  SuitePlan,
} from "../result/suite-plan.js";
import type { PlannedDataset } from "./plan-datasets.js";

/**
 * Writes what a run will do as plain data.
 *
 * @param run - the prepared run
 * @param planned - how its datasets are measured
 */
export async function makeSuitePlan(
  { suite, key, assertions, availability, warnings }: PreparedRun,
  planned: readonly PlannedDataset[],
): Promise<SuitePlan> {
  const shown: PlannedAssertion[] = [];
  await inSlices(assertions, (assertion) => {
    const { check, name, severity, tags, expression, group } = assertion;
    const demanded = showDemand(unknownDemand(assertion));
    const groups = groupsFrom(group).map(({ kind, name: named = null }) => ({ kind, name: named }));
    shown.push({
      check: check.name,
      name,
      severity,
      tags,
      ...(groups.length > 0 && { groups }),
      ...(assertion.forEach !== undefined && { forEach: assertion.forEach.segmentation.column }),
      expression: String(expression),
      demanded,
    });
  });
  const datasets = planned.map(describeDataset);
  return {
    format: "dqx.suite-plan",
    version: 1,
    suite,
    key: { date: key.date, tags: key.tags },
    assertions: shown,
    requirements: planned.flatMap(({ source, requests }) =>
      requests.map(({ spec, dates }) => ({ metric: spec.name, dataset: source.name, dates })),
    ),
    derived: joinDates(availability.derived.map(({ spec, dataset, date }) => [spec.name, dataset, date])),
    datasets: datasets.map(({ report }) => report),
    scans: datasets.reduce((total, { report }) => total + report.scans, 0),
    errors: [...brokenChecks(assertions), ...datasets.flatMap(({ errors }) => errors)],
    warnings,
  };
}

function brokenChecks(assertions: readonly Assertion[]): readonly PlanError[] {
  return assertions.flatMap(({ broken: message }) =>
    message === undefined
      ? []
      : [{ name: "CheckDefinitionError", dataset: null, metric: null, dates: [], message }],
  );
}

interface DatasetDescription {
  readonly report: PlannedDatasetReport;
  readonly errors: readonly PlanError[];
}

function describeDataset({ source, requests, planning }: PlannedDataset): DatasetDescription {
  const dataset = source.name;
  if (planning.kind !== "planned") {
    const { _tag: name, message } = planning.error;
    const dates = [...new Set(requests.flatMap((request) => request.dates))].toSorted();
    return {
      report: { dataset, scans: 0, statements: [] },
      errors: [{ name, dataset, metric: null, dates, message }],
    };
  }
  const { statements, failures } = describePlan(planning.plan);
  return {
    report: { dataset, scans: statements.length, statements },
    errors: failures.map(({ metric, dates, reason }) => ({
      name: "BindingFailure",
      dataset,
      metric,
      dates,
      message: reason,
    })),
  };
}

function joinDates(
  points: readonly (readonly [metric: string, dataset: string, date: LocalDate])[],
): readonly PlannedMetrics[] {
  const joined = new Map<string, { metric: string; dataset: string; dates: LocalDate[] }>();
  for (const [metric, dataset, date] of points) {
    const identity = JSON.stringify([metric, dataset]);
    const known = joined.get(identity) ?? { metric, dataset, dates: [] };
    known.dates.push(date);
    joined.set(identity, known);
  }
  return [...joined.values()].map((entry) => ({ ...entry, dates: entry.dates.toSorted() }));
}
