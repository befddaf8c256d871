import type { ProfiledColumn } from "../rows/profiled-column.js";
import type { ColumnProfile } from "./dataset-profile.js";

/**
 * What is said of a column that the engine failed on: nothing but why.
 *
 * @param column - which
 * @param reason - in the engine's words
 */
export function failedColumn(
  { name, operand }: ProfiledColumn,
  reason = "The engine gave no answer.",
): ColumnProfile {
  return {
    name,
    type: operand.typeName,
    kind: operand.type.kind,
    failure: reason,
    nulls: 0,
    completeness: null,
    distinct: null,
    distinctness: null,
    minimum: null,
    maximum: null,
    mean: null,
    nonFinite: null,
    lengths: null,
    blank: null,
    quantiles: null,
    histogram: null,
    topValues: null,
    formats: null,
    time: null,
  };
}
