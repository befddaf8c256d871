import { Either } from "@dqx/common";
import type { ShareDetail } from "@dqx/metrics";
import type { MetricSymbol } from "@dqx/provider";
import { reachesShare } from "@dqx/rules/rule";
import type { Assertion } from "../check/assertion.js";
import type { RowDemand } from "../check/row-demand.js";
import type { RowCounts } from "../result/suite-result.js";
import type { Judgement } from "./judge-value.js";
import type { MetricOutcomes } from "./metric-outcomes.js";
import type { SymbolReading } from "./symbol-reading.js";

/**
 * The verdict on rows, by their counts: nothing is rounded.
 *
 * @param assertion - what is demanded
 * @param rows - of which rows
 * @param readingOf - what has been read of each metric; the share has a value
 * @param outcomes - what became of all metrics of the run
 */
export function judgeRows(
  { expression, onlyWarns }: Assertion,
  { bounds, share, total }: RowDemand,
  readingOf: (symbol: MetricSymbol) => SymbolReading,
  outcomes: MetricOutcomes,
): Judgement & { readonly rows: RowCounts } {
  const { counted, tested } = sharedRows(readingOf(share), outcomes);
  const all = Either.getOrElse(readingOf(total).value, () => null);
  const rows = {
    tested,
    passing: counted,
    failing: tested - counted,
    untested: all === null ? null : all - tested,
  };
  const { atLeast, warnBelow } = bounds;
  const reaches = (bound: number | undefined) => bound === undefined || reachesShare(counted, tested, bound);
  const computation = `${expression} = ${counted} / ${tested} = ${counted / tested}`;
  const found = `${rowsOf(rows.failing)} of ${tested} tested ${rows.failing === 1 ? "fails" : "fail"}${besides(rows.untested ?? 0)}`;
  if (!reaches(atLeast))
    return { status: "FAILED", message: `${computation} is not ≥ ${atLeast}: ${found}`, rows };
  if (!reaches(warnBelow)) {
    const met = onlyWarns ? "" : `≥ ${atLeast}, but `;
    return { status: "WARNED", message: `${computation} is ${met}not ≥ ${warnBelow}: ${found}`, rows };
  }
  return { status: "PASSED", message: `${computation} is ≥ ${warnBelow ?? atLeast}: ${found}`, rows };
}

/**
 * What to say of rows none of which was tested.
 *
 * @param rows - of which rows
 * @param readingOf - what has been read of each metric
 * @returns for example `; 3 rows are not tested`; nothing when there are no rows
 */
export function untestedRows(
  { total }: RowDemand,
  readingOf: (symbol: MetricSymbol) => SymbolReading,
): string {
  return besides(Either.getOrElse(readingOf(total).value, () => 0));
}

/** The rows that a share is made of. */
export function sharedRows({ spec, dataset, date }: SymbolReading, outcomes: MetricOutcomes): ShareDetail {
  const outcome = outcomes.get(spec, dataset, date);
  const detail = outcome?.kind === "value" ? outcome.detail : undefined;
  /* v8 ignore next -- the metrics that rows are judged by have one wherever they have a value */
  if (detail?.kind !== "share") throw new RangeError(`${spec.name} does not say what its share is of`);
  return detail;
}

function rowsOf(count: number): string {
  return count === 1 ? "1 row" : `${count} rows`;
}

function besides(untested: number): string {
  return untested === 0 ? "" : `; ${rowsOf(untested)} ${untested === 1 ? "is" : "are"} not tested`;
}
