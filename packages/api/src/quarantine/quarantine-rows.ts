import type { DQXError, LocalDate } from "@dqx/common";
import {
  formatOf,
  type PlannedQuarantine,
  QuarantineError,
  type QuarantinePaths,
  requireWritable,
  splitRows,
  writeQuarantine,
} from "@dqx/rules";
import {
  isProtected,
  type RowTarget,
  rowTarget,
  type SourcePlan,
  type SqlDataSource,
  type StatementReport,
} from "@dqx/sql";
import type { Assertion } from "../check/assertion.js";
import { groupsFrom } from "../check/assertion-group.js";
import type { RowDemand } from "../check/row-demand.js";
import type { PreparedRun } from "../prepare/prepare-run.js";
import type { Protections } from "../protection/run-protection.js";
import type { AssertionResult, QuarantineResult } from "../result/suite-result.js";
import type { RunQuarantine } from "./quarantine-options.js";

/** A dataset of the run, and the plan that measures it. */
interface PlannedDataset {
  readonly source: SqlDataSource;
  readonly planning:
    | { readonly kind: "planned"; readonly plan: SourcePlan }
    | { readonly kind: "unreadable" | "refused"; readonly error: DQXError };
}

/** The rows of a dataset that are going to be written to files. */
export interface DatasetQuarantine extends PlannedQuarantine {
  readonly dataset: string;
  /** How many rules split the rows. */
  readonly rules: number;
  /** The places of the assertions that look at all rows of the day. */
  readonly unfiltered: readonly number[];
}

/**
 * Plans which rows go into which files, and refuses what cannot be written: before anything is read.
 *
 * @param run - the prepared run
 * @param planned - how its datasets are measured
 * @param quarantine - the run's own option, checked
 * @param protections - the columns that nobody is shown
 * @throws {@link QuarantineError} naming the dataset, and what to change
 */
export async function planQuarantine(
  run: PreparedRun,
  planned: readonly PlannedDataset[],
  quarantine: RunQuarantine,
  protections: Protections,
): Promise<readonly DatasetQuarantine[]> {
  const all: DatasetQuarantine[] = [];
  const named = new Map<string, string>();
  for (const [dataset, paths] of Object.entries(quarantine)) {
    const place = placeOf(dataset);
    for (const path of [paths.bad, paths.good]) {
      const other = named.get(path);
      if (other !== undefined && other !== dataset) {
        throw new QuarantineError(
          `${place}: '${path}' is a file of dataset '${other}', too. Give another one.`,
        );
      }
      named.set(path, dataset);
    }
    const own = planned.find(({ source }) => source.name === dataset);
    all.push(await planDataset(run, { dataset, paths, own, isProtected: isProtected(protections(dataset)) }));
  }
  return all;
}

/**
 * Writes the rows of datasets to files, one dataset after the other.
 *
 * @param quarantines - what is written
 * @param results - one for each assertion of the run, in their order: what the scan has counted
 * @param signal - ends it early
 * @returns what was written, and the statements that it took, by dataset
 * @throws {@link QuarantineError} when rows cannot be written; the files of that dataset are as they were
 */
export async function quarantineRows(
  quarantines: readonly DatasetQuarantine[],
  results: readonly AssertionResult[],
  signal: AbortSignal,
): Promise<{
  readonly written: readonly QuarantineResult[];
  readonly statements: ReadonlyMap<string, readonly StatementReport[]>;
}> {
  const written: QuarantineResult[] = [];
  const statements = new Map<string, readonly StatementReport[]>();
  for (const quarantine of quarantines) {
    const { dataset, rules, paths } = quarantine;
    const reports: StatementReport[] = [];
    const counts = await writeQuarantine(quarantine, {
      signal,
      scanned: scannedRows(quarantine, results),
      onStatement: ({ sql }, milliseconds, rows) =>
        reports.push({ sql, purpose: "quarantine", milliseconds, rows }),
    });
    statements.set(dataset, reports);
    written.push({
      dataset,
      rules,
      bad: { file: paths.bad, rows: counts.bad },
      good: { file: paths.good, rows: counts.good },
    });
  }
  return { written, statements };
}

interface DatasetRequest {
  readonly dataset: string;
  readonly paths: QuarantinePaths;
  readonly own: PlannedDataset | undefined;
  readonly isProtected: boolean;
}

async function planDataset(
  { assertions, provider, key }: PreparedRun,
  { dataset, paths, own, isProtected: hides }: DatasetRequest,
): Promise<DatasetQuarantine> {
  const place = placeOf(dataset);
  const rules = [...assertions.entries()].flatMap(([index, assertion]) => {
    const { rows } = assertion;
    const isOwn = rows !== undefined && provider.datasetOf(rows.share) === dataset;
    return isOwn && !isAlternative(assertion) ? [{ index, assertion, rows }] : [];
  });
  const planning = own?.planning;
  if (planning === undefined || rules.length === 0) {
    throw new QuarantineError(
      `${place}: no rule of the run is about its rows, so all would be good. Assert on them with ctx.rows("${dataset}"), or leave the quarantine out. What is asserted in anyOf splits no rows.`,
    );
  }
  const files = own?.source.rowFiles;
  if (files === undefined) {
    throw new QuarantineError(
      `${place}: its engine (${own?.source.dialect.name}) writes no files; DuckDB does. Filter the rows where they are by toSql of @dqx/rules, or read them with a source of @dqx/duckdb.`,
    );
  }
  if (hides) {
    throw new QuarantineError(
      `${place}: columns of it are protected, and the files would show them. Split a source without these columns.`,
    );
  }
  if (planning.kind !== "planned") throw planning.error;
  await requireWritable(place, paths, files);
  const target = commonTarget(
    place,
    planning.plan,
    rules.map(({ rows }) => rows),
    key.date,
  );
  const split = splitRows(
    target,
    {
      rules: rules.map(({ assertion: { name, onlyWarns }, rows: { condition, scope } }) => ({
        name,
        condition,
        scope,
        onlyWarns,
      })),
      executionId: provider.executionId,
      format: formatOf(place, paths.bad),
    },
    files,
  );
  const unfiltered = rules.filter(({ rows }) => rows.scope.where === undefined).map(({ index }) => index);
  return { dataset, place, paths, files, split, rules: rules.length, unfiltered };
}

// A member of a group of which one has to hold may fail, and its rows be as they should.
function isAlternative({ group }: Assertion): boolean {
  return groupsFrom(group).some(({ kind }) => kind === "any");
}

// Rules with other parameters of the source's query are about other rows.
function commonTarget(
  place: string,
  plan: SourcePlan,
  rules: readonly RowDemand[],
  date: LocalDate,
): RowTarget {
  const targets = rules.map(({ share }) => rowTarget(plan, share.spec, date));
  const [first] = targets;
  if (first === undefined) {
    throw new QuarantineError(
      `${place}: its rows of ${date} cannot be read. Look at the errors of the plan.`,
    );
  }
  const identity = ({ from, parameters }: RowTarget) => JSON.stringify([from, Object.entries(parameters)]);
  if (targets.every((target) => target !== undefined && identity(target) === identity(first))) return first;
  throw new QuarantineError(
    `${place}: its rules have different parameters of the source, so they are about different rows. Give all the same, or make a source of each.`,
  );
}

function scannedRows(
  { unfiltered }: DatasetQuarantine,
  results: readonly AssertionResult[],
): number | undefined {
  for (const index of unfiltered) {
    const rows = results[index]?.rows;
    if (rows !== undefined && rows.untested !== null) return rows.tested + rows.untested;
  }
  return undefined;
}

function placeOf(dataset: string): string {
  return `The quarantine of dataset '${dataset}'`;
}
