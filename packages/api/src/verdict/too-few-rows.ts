import { Either } from "@dqx/common";
import type { MetricSymbol } from "@dqx/provider";
import type { Assertion } from "../check/assertion.js";
import type { AssertionResult } from "../result/suite-result.js";
import { EMPTY_STATUS, judgeAbsent } from "./judge-absent.js";
import { sharedRows } from "./judge-rows.js";
import type { MetricOutcomes } from "./metric-outcomes.js";
import type { SymbolReading } from "./symbol-reading.js";

/**
 * The verdict on an assertion that is over fewer rows than it is to be judged over.
 *
 * @param assertion - what is demanded
 * @param readingOf - what has been read of each metric
 * @param outcomes - what became of all metrics of the run
 * @returns nothing when there are enough rows
 */
export function tooFewRows(
  assertion: Assertion,
  readingOf: (symbol: MetricSymbol) => SymbolReading,
  outcomes: MetricOutcomes,
): Pick<AssertionResult, "status" | "message"> | undefined {
  const { minimumRows, comparison, onEmpty, rows } = assertion;
  if (minimumRows === undefined || comparison.kind === "noop") return undefined;
  const readings = (rows === undefined ? assertion.totals : [rows.share]).map(readingOf);
  const untold = readings.filter(({ value }) => Either.isLeft(value));
  // Where no row is tested there is no share, which says so itself.
  if (untold.length > 0) return rows === undefined ? judgeAbsent(assertion, untold, outcomes) : undefined;
  const few = readings.flatMap((reading) => {
    const count =
      rows === undefined ? Either.getOrElse(reading.value, () => 0) : sharedRows(reading, outcomes).tested;
    return count < minimumRows ? [`${showRows(count, reading)} for ${reading.date}`] : [];
  });
  if (few.length === 0) return undefined;
  const message = `not judged, since there are fewer than ${minimumRows} rows: ${[...new Set(few)].join("; ")}`;
  return { status: EMPTY_STATUS[onEmpty], message };
}

function showRows(count: number, { spec, dataset }: SymbolReading): string {
  return `${count} of ${spec.name} on dataset '${dataset}'`;
}
