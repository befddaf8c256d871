import { canonicalJson, DQXError, type LocalDate, type SourceParameters } from "@dqx/common";
import type { SimpleMetricSpec } from "@dqx/metrics";
import { type BoundSql, boundSql } from "../source/bound-sql.js";
import type { SourceSample } from "../source/sampled-source.js";
import type { SourceDating, SqlDataSource } from "../source/sql-data-source.js";
import { groupBy } from "./group-by.js";
import type { MetricRequest } from "./metric-request.js";
import { PlanningError } from "./planning-error.js";

/** How a relation knows the days of its rows: by a column, or all of them are of one day. */
export type RelationDating =
  | Extract<SourceDating, { kind: "column" }>
  | { readonly kind: "one-day"; readonly date: LocalDate };

/** Something to read from, and what is wanted of it. */
export interface Relation {
  /** The source's name, for messages. */
  readonly dataset: string;
  /** SQL that can stand after FROM. */
  readonly sql: string;
  /** The values that the driver binds to its placeholders; none by default. */
  readonly parameters?: SourceParameters;
  readonly dating: RelationDating;
  /** Each metric once. */
  readonly requests: readonly MetricRequest[];
}

/**
 * The relations that metrics are to be read from: one for each set of source parameters, and for each date
 * where the source is made anew for each.
 *
 * @param source - where the data is
 * @param requests - what is wanted
 * @param referenceDate - the date of the run
 * @throws {@link PlanningError} when a metric is wanted for a date that the source cannot have, or of which its sample
 *   says nothing, or the source does not take its parameters
 */
export function relationsOf(
  source: SqlDataSource,
  requests: readonly MetricRequest[],
  referenceDate: LocalDate,
): readonly Relation[] {
  const { name, sample } = source;
  if (sample !== undefined) for (const { spec } of requests) refuseInestimable(spec, name, sample);
  const groups = groupBy(requests, ({ spec }) => canonicalJson(spec.sourceParameters));
  return [...groups.values()].flatMap((group) =>
    relationsOfGroup(source, joinRequests(group), referenceDate),
  );
}

/** Each metric once, with all of its dates, ascending. */
export function joinRequests(requests: readonly MetricRequest[]): readonly MetricRequest[] {
  const groups = groupBy(requests, ({ spec }) => spec.id);
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    // A run asks for each metric once, its dates in order.
    if (first !== undefined && others.length === 0 && isAscending(first.dates)) return [first];
    const dates = [...new Set(group.flatMap((request) => request.dates))].toSorted();
    return first === undefined || dates.length === 0 ? [] : [{ spec: first.spec, dates }];
  });
}

function isAscending(dates: readonly LocalDate[]): boolean {
  return dates.length > 0 && dates.every((date, index) => index === 0 || (dates[index - 1] ?? date) < date);
}

function relationsOfGroup(
  source: SqlDataSource,
  requests: readonly MetricRequest[],
  referenceDate: LocalDate,
): readonly Relation[] {
  const [first] = requests;
  if (first === undefined) return [];
  const relation = (
    dating: RelationDating,
    wanted: readonly MetricRequest[],
    date?: LocalDate,
  ): Relation => ({
    dataset: source.name,
    ...renderRelation(source, first.spec, date),
    dating,
    requests: wanted,
  });
  switch (source.dating.kind) {
    case "column":
      return [relation(source.dating, requests)];
    case "snapshot":
      for (const request of requests) refuseOtherDates(request, source.name, referenceDate);
      return [relation({ kind: "one-day", date: referenceDate }, requests)];
    case "per-date": {
      const dates = new Set(requests.flatMap((request) => request.dates));
      return [...dates].toSorted().map((date) => {
        const wanted = requests.filter((request) => request.dates.includes(date));
        return relation(
          { kind: "one-day", date },
          wanted.map(({ spec }) => ({ spec, dates: [date] })),
          date,
        );
      });
    }
  }
}

function renderRelation(
  source: SqlDataSource,
  spec: SimpleMetricSpec,
  date: LocalDate | undefined,
): BoundSql {
  const parameters: SourceParameters = spec.sourceParameters;
  try {
    const relation = boundSql(source.relation({ parameters, ...(date !== undefined && { date }) }));
    requireBinding(source, spec, relation);
    return relation;
  } catch (cause) {
    if (!(cause instanceof DQXError)) throw cause;
    throw new PlanningError(
      `Metric ${spec.name} cannot be measured on dataset '${source.name}': ${cause.message}`,
      { cause },
    );
  }
}

function requireBinding(source: SqlDataSource, spec: SimpleMetricSpec, { parameters }: BoundSql): void {
  const { name, capabilities } = source.dialect;
  if (capabilities.bindsParameters !== "nowhere" || Object.keys(parameters).length === 0) return;
  throw new PlanningError(
    `Metric ${spec.name} cannot be measured on dataset '${source.name}': its query has parameters, and ${name} binds none. Make a source for each set of values.`,
  );
}

function refuseOtherDates({ spec, dates }: MetricRequest, dataset: string, referenceDate: LocalDate): void {
  const other = dates.find((date) => date !== referenceDate);
  if (other === undefined) return;
  throw new PlanningError(
    `Metric ${spec.name} is wanted for ${other}, but dataset '${dataset}' has no history: its rows are those of ${referenceDate}. Give the source a \`dateColumn\`, or make it a function of the date.`,
  );
}

// A sample of the rows says nothing of some metrics.
function refuseInestimable(spec: SimpleMetricSpec, dataset: string, { method }: SourceSample): void {
  const reason = notEstimable(spec);
  if (reason === undefined) return;
  throw new PlanningError(
    `Metric ${spec.name} cannot be measured on dataset '${dataset}', which is a ${method}: ${reason}. Measure it on a source of all rows, or use a share, such as the ratio of a count, an average or a quantile.`,
  );
}

function notEstimable({ counts, measurement: { kind } }: SimpleMetricSpec): string | undefined {
  if (counts === true) return "it grows with the number of rows, or may";
  switch (kind) {
    case "overGroups":
      return "rows with equal keys are seldom drawn together";
    case "sequence":
      return "rows that follow each other are seldom drawn together";
    case "scan":
    case "groups":
    case "passes":
    case "schema":
      return undefined;
  }
}
