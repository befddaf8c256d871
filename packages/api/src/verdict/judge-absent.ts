import { Either } from "@dqx/common";
import type { Assertion } from "../check/assertion.js";
import type { EmptyPolicy } from "../check/check.js";
import type { AssertionStatus } from "../result/suite-result.js";
import type { AbsenceCause, MetricOutcomes } from "./metric-outcomes.js";
import type { SymbolReading } from "./symbol-reading.js";

/** The most causes that a message lists. */
const MAXIMUM_CAUSES = 5;

/**
 * The verdict on an assertion whose metrics have no value: nothing to measure is what the assertion's policy says;
 * anything else cannot be told.
 *
 * @param assertion - what is demanded
 * @param absent - the metrics without a value
 * @param outcomes - what became of all metrics of the run
 */
export function judgeAbsent(
  { comparison, onEmpty }: Assertion,
  absent: readonly SymbolReading[],
  outcomes: MetricOutcomes,
): { readonly status: AssertionStatus; readonly message: string } {
  const explained = absent.map((reading) => ({
    reading,
    causes: outcomes.causesOf(reading.spec, reading.dataset, reading),
  }));
  const isEmpty = explained.every(
    ({ causes }) => causes.length > 0 && causes.every(({ outcome }) => outcome.kind === "empty"),
  );
  const lines = explained.flatMap(({ reading, causes }) => explain(reading, causes));
  // Where nothing is demanded, nothing to measure is no failure.
  const policy = comparison.kind === "noop" ? "skip" : onEmpty;
  return {
    status: isEmpty ? EMPTY_STATUS[policy] : "ERROR",
    message: [...new Set(lines)].join("; "),
  };
}

/** What an assertion over nothing, or over too little, is. */
export const EMPTY_STATUS: Readonly<Record<EmptyPolicy, AssertionStatus>> = {
  fail: "FAILED",
  skip: "SKIPPED",
  pass: "PASSED",
};

function explain(reading: SymbolReading, causes: readonly AbsenceCause[]): readonly string[] {
  const own = Either.isLeft(reading.value) ? [reading.value.left.message] : [];
  if (causes.length === 0) return own;
  const lines = new Set(
    causes.map(
      ({ name, dataset, date, outcome }) =>
        `${name} for ${date} on dataset '${dataset}' has no value: ${outcome.reason}`,
    ),
  );
  const shown = [...lines].slice(0, MAXIMUM_CAUSES);
  const rest = lines.size - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more days without a value`] : shown;
}
