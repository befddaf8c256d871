import type { GroupsMeasurement } from "../../definition/measurement.js";
import type { StateKey } from "../../definition/metric-definition.js";
import { emptyOutcome, failedOutcome, type MetricOutcome } from "../../definition/metric-outcome.js";
import { plainColumn } from "../../row/plain-expression.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { requireBytes, requireDouble, requireList } from "../../state/state-field.js";
import {
  type BinValue,
  binIdentity,
  binValue,
  compareBinValues,
  readBinValue,
  writeBinValue,
} from "../distribution/bin-value.js";
import type { SegmentsParameters } from "./segment-fields.js";

/** The rows with one value of a column, and the state of the metric over them. */
interface SegmentState {
  readonly value: BinValue;
  readonly rows: number;
  readonly state: Uint8Array;
}

/** The state of a metric in each segment, as far as they were kept. */
export interface SegmentsState {
  /** The largest first. */
  readonly segments: readonly SegmentState[];
  /** The segments that were not kept, and their rows. */
  readonly rest: { readonly segments: number; readonly rows: number };
  /** False when parts were put together of which one had segments that were not kept. */
  readonly known: boolean;
}

type Merge = (a: Uint8Array, b: Uint8Array) => Uint8Array;

/** The state of a metric by segments. Whether it merges depends on the metric: {@link mergeOfSegments}. */
export const segmentsState: StateDefinition<SegmentsState> = {
  identity: { segments: [], rest: { segments: 0, rows: 0 }, known: true },
  ...fieldsCodec<SegmentsState>(
    1,
    ({ segments, rest, known }) => [
      segments.map(({ value, rows, state }) => [writeBinValue(value), rows, state]),
      ...[rest.segments, rest.rows, known ? 1 : 0],
    ],
    (fields) => {
      const list = requireList(fields, 0);
      return {
        segments: list.map((_, index) => {
          const segment = requireList(list, index);
          return {
            value: readBinValue(segment),
            rows: requireDouble(segment, 1),
            state: requireBytes(segment, 2),
          };
        }),
        rest: { segments: requireDouble(fields, 1), rows: requireDouble(fields, 2) },
        known: requireDouble(fields, 3) === 1,
      };
    },
  ),
};

/**
 * How a metric is measured in each segment: its own aggregates over groups, which all metrics by the same column share.
 *
 * @param parameters - the metric and the column
 * @param limit - how many segments are kept
 */
export function segmentsMeasurement(
  { metric: { measurement }, by }: SegmentsParameters,
  limit: number,
): GroupsMeasurement<SegmentsState> {
  if (measurement.kind !== "scan") throw new RangeError(`a ${measurement.kind} is not measured by segments`);
  return {
    kind: "groups",
    by: [plainColumn(by)],
    aggregates: measurement.aggregates,
    limit,
    stateOf: ({ groups, rest: { groups: segments, rows } }) => ({
      segments: groups.map((group) => ({
        value: binValue(group.key[0] ?? null),
        rows: group.rows,
        state: measurement.stateOf(group.results),
      })),
      rest: { segments, rows },
      known: true,
    }),
  };
}

/** What the state depends on. @param limit - how many segments are kept */
export function segmentsKey({ metric, by }: SegmentsParameters, limit: number): StateKey {
  const { type, parameters } = metric;
  return { type: "segments", parameters: { metric: { type, parameters }, by, limit } };
}

/** Why nothing is known of the segments; nothing when something is. */
export function unknownSegments({ known }: SegmentsState): MetricOutcome | undefined {
  return known
    ? undefined
    : failedOutcome(
        "it was put together from parts of which one had more segments than were kept; which segments are the largest is not known",
      );
}

/**
 * The outcome over the rows of all segments but the largest.
 *
 * @param state - what was measured
 * @param metric - the metric, which merges
 * @param top - how many segments are the largest
 */
export function otherOutcome(
  { segments, rest }: SegmentsState,
  { measurement: { merge, outcomeOf } }: SegmentsParameters["metric"],
  top: number,
): MetricOutcome {
  if (rest.segments > 0) {
    return failedOutcome(
      `there are ${segments.length + rest.segments} segments, of which ${segments.length} were read; group by a column with fewer values`,
    );
  }
  const [first, ...others] = segments.slice(top).map(({ state }) => state);
  if (first === undefined) return emptyOutcome(`there are no more than ${top} segments`);
  if (merge === undefined) throw new RangeError("the metric does not merge");
  return outcomeOf(others.reduce(merge, first));
}

/** How states by segments merge. @param merge - how those of the metric do */
export function mergeOfSegments(merge: Merge): Merge {
  const { encode, decode } = segmentsState;
  return (a, b) => encode(mergeSegments(decode(a), decode(b), merge));
}

function mergeSegments(a: SegmentsState, b: SegmentsState, merge: Merge): SegmentsState {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  const merged = new Map<string, SegmentState>();
  for (const segment of [...a.segments, ...b.segments]) {
    const identity = binIdentity(segment.value);
    const known = merged.get(identity);
    merged.set(
      identity,
      known === undefined
        ? segment
        : { ...known, rows: known.rows + segment.rows, state: merge(known.state, segment.state) },
    );
  }
  return {
    segments: [...merged.values()].toSorted(byRows),
    rest: { segments: a.rest.segments + b.rest.segments, rows: a.rest.rows + b.rest.rows },
    known: a.known && b.known && a.rest.segments === 0 && b.rest.segments === 0,
  };
}

function isEmpty({ segments, rest }: SegmentsState): boolean {
  return segments.length === 0 && rest.segments === 0;
}

// As engines order groups of equal size.
function byRows(a: SegmentState, b: SegmentState): number {
  return b.rows - a.rows || compareBinValues(a.value, b.value);
}
