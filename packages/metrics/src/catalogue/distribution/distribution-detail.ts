import type { Distribution } from "../../definition/metric-outcome.js";
import { plainBinValue } from "./bin-value.js";
import type { DistributionState } from "./distribution-state.js";

/** The detail of a distribution. @param limit - how many values are bins of their own */
export function distributionDetail({ bins, other }: DistributionState, limit: number): Distribution {
  const shared = bins.slice(limit);
  const sharedRows = shared.reduce((sum, { rows }) => sum + rows, other.rows);
  const shown = bins.slice(0, limit);
  return {
    kind: "distribution",
    bins: shown.map(({ value, rows }) => ({ value: plainBinValue(value), rows })),
    other: { values: shared.length + other.values, rows: sharedRows },
    rows: shown.reduce((sum, { rows }) => sum + rows, sharedRows),
  };
}
