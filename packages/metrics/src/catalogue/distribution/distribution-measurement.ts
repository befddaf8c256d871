import type { GroupedRows } from "../../definition/measurement.js";
import { failedOutcome, type MetricOutcome } from "../../definition/metric-outcome.js";
import {
  choiceField,
  defaultedField,
  nullableField,
  type ParameterField,
  valueField,
  wholeNumberField,
} from "../../definition/parameter-field.js";
import { not } from "../../row/builders.js";
import { plainColumn } from "../../row/plain-expression.js";
import type { RowExpression } from "../../row/row-expression.js";
import { type DistributionState, distributionOf } from "./distribution-state.js";

/** The parameters of a histogram. */
export interface HistogramParameters {
  readonly column: string;
  /** How many values are bins of their own, the most frequent first; 100 by default. */
  readonly limit?: number;
  /** Whether null is a bin of its own, or no value at all; `bin` by default. */
  readonly nulls?: NullBins;
}

/** What nulls are in a distribution: a bin of their own, or left out. */
export type NullBins = "bin" | "ignore" | undefined;

/** How many bins a histogram has when nothing is said. */
export const DEFAULT_LIMIT = 100;

/** How many values are bins of their own. */
export const binLimitField = defaultedField(wholeNumberField(1), DEFAULT_LIMIT);

const nullBins = choiceField(["bin", "ignore"], "bin");

/** What nulls are in a distribution. Leaving it out and `bin` are one identity, that of histograms without it. */
export const nullBinsField: ParameterField<NullBins> = {
  ...nullBins,
  decode: (value, place) => (nullBins.decode(value, place) === "ignore" ? "ignore" : undefined),
};

/** What a name says of nulls that are left out: nothing of those that are a bin. */
export function showNullBins(nulls: NullBins): readonly string[] {
  return nulls === "ignore" ? ["nulls ignored"] : [];
}

/** The value of a bin. */
export const binValueField = nullableField(valueField);

/** How a distribution is measured: the groups of one column. */
export function distributionMeasurement({ column, limit = DEFAULT_LIMIT, nulls }: HistogramParameters) {
  const by: readonly RowExpression[] = [plainColumn(column)];
  return {
    kind: "groups",
    by,
    ...(nulls === "ignore" && { where: not({ kind: "isNull", of: plainColumn(column) }) }),
    aggregates: [],
    limit,
    stateOf: (groups: GroupedRows) => distributionOf(groups),
  } as const;
}

/** The outcome of parts whose largest values are not known; nothing when they are. */
export function unknownDistribution({ known }: DistributionState): MetricOutcome | undefined {
  return known
    ? undefined
    : failedOutcome(
        "it was put together from parts of which one had more values than its limit; which values are the most frequent is not known",
      );
}
