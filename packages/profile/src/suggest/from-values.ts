import { formats } from "@dqx/metrics";
import type { ColumnProfile, DatasetProfile } from "../profile/dataset-profile.js";
import type { ProfileValue } from "../rows/profile-value.js";
import { difference, type MetricFormula, metric, metricOfColumns } from "./metric-formula.js";
import type { HeldOut, SuggestedDemand, Suggestion } from "./suggestion.js";

/** A column has a set of values when it has so few, */
const MOST_VALUES = 20;
/** and so many rows for each of them. */
const ROWS_OF_A_VALUE = 5;
/** Columns tell rows apart for a reason when there are so many rows. */
const ROWS_OF_A_KEY = 100;
/** How many keys are suggested. */
const MOST_KEYS = 2;

const NOTHING: SuggestedDemand = { kind: "equal", bound: 0 };

/**
 * The checks that follow from values: keys, sets of values and formats.
 *
 * @param profile - of the rows that are learnt from
 * @param heldOut - of other rows, which the checks are tried on
 */
export function suggestFromValues(
  profile: DatasetProfile,
  heldOut: DatasetProfile | undefined,
): readonly Suggestion[] {
  return [
    ...keySuggestions(profile, heldOut),
    ...profile.columns.flatMap((column) => {
      const other = heldOut?.columns.find(({ name }) => name === column.name);
      return [...setSuggestions(column, profile.rows, other), ...formatSuggestions(column, other)];
    }),
  ];
}

function keySuggestions(profile: DatasetProfile, heldOut: DatasetProfile | undefined): readonly Suggestion[] {
  if (profile.rows < ROWS_OF_A_KEY) return [];
  const found = profile.keys.filter(({ duplicates }) => duplicates === 0).slice(0, MOST_KEYS);
  return found.flatMap(({ columns }) => {
    const same = heldOut?.keys.find((key) => key.columns.join("\0") === columns.join("\0"));
    const of = metricOfColumns("duplicateCount", columns);
    const held = heldOut && { held: same?.duplicates === 0 ? 1 : 0, tried: 1 };
    const evidence = `${profile.rows} rows, as many distinct values`;
    return suggested("keys", of, "P1", evidence, held);
  });
}

function setSuggestions(
  { name, kind, topValues, distinct, nulls }: ColumnProfile,
  rows: number,
  other: ColumnProfile | undefined,
): readonly Suggestion[] {
  if (kind !== "text" || topValues?.isComplete !== true || distinct === null) return [];
  const tested = rows - nulls;
  if (distinct.count > MOST_VALUES || tested < ROWS_OF_A_VALUE * distinct.count) return [];
  // A value that was seen once is no proof that there are no others.
  if (topValues.values.some(({ rows: size }) => size === 1)) return [];
  const values = topValues.values.map(({ value }) => value).filter((value) => typeof value === "string");
  if (values.length === 0) return [];
  const of = metric("outOfSetCount", [name], [...values].sort());
  const known = new Set<ProfileValue | null>([...values, null]);
  const held = other?.topValues && {
    held: other.topValues.isComplete && other.topValues.values.every(({ value }) => known.has(value)) ? 1 : 0,
    tried: 1,
  };
  return suggested("values", of, "P2", `${distinct.count} values in ${tested} rows`, held);
}

function formatSuggestions(column: ColumnProfile, other: ColumnProfile | undefined): readonly Suggestion[] {
  const [best] = column.formats ?? [];
  if (best === undefined || best.matching < best.tested || best.tested === 0) return [];
  const { rule, range } = formats[best.format];
  // What is met by most texts of digits says nothing.
  if (rule.kind !== "text" || range !== undefined) return [];
  const { name } = column;
  const of = difference(
    metric("numRows", []),
    metric("nullCount", [name]),
    metric("formatMatch", [name], best.format),
  );
  const same = other?.formats?.find(({ format }) => format === best.format);
  const held = other?.formats && {
    held: same !== undefined && same.matching === same.tested ? 1 : 0,
    tried: 1,
  };
  return suggested("formats", of, "P2", `all ${best.tested} texts are ${best.format}`, held);
}

function suggested(
  check: Suggestion["check"],
  of: MetricFormula | undefined,
  severity: Suggestion["severity"],
  evidence: string,
  heldOut: HeldOut | null | undefined,
): readonly Suggestion[] {
  return of === undefined
    ? []
    : [{ check, ...of, demand: NOTHING, severity, evidence, heldOut: heldOut ?? null }];
}
