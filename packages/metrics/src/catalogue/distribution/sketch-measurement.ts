import { numberResult } from "../../aggregate/aggregate-result.js";
import type { GroupsMeasurement } from "../../definition/measurement.js";
import { col } from "../../row/builders.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import {
  BUCKET_WIDTH,
  type DDSketch,
  ddSketchState,
  type SketchBucket,
  sketchOf,
} from "../../sketch/dd-sketch.js";
import { toDouble } from "../../state/exact-number.js";

/** More buckets than the doubles have, of both signs, so that none is left out. */
const BUCKETS = 100_000;

/** The parameters of a metric that reads the sketch of a column. */
export interface SketchParameters {
  readonly column: string;
}

/** What the metrics have in common that read the sketch of a column: they share its state. */
export const ofSketch = {
  measurement: measureSketch,
  state: ddSketchState,
  stateKey: ({ column }: SketchParameters) => ({ type: "ddsketch", parameters: { column } }),
};

function measureSketch({ column }: SketchParameters): GroupsMeasurement<DDSketch> {
  const of = plainColumn(column);
  return {
    kind: "groups",
    by: [plainCall("logBucket", of, BUCKET_WIDTH)],
    aggregates: [
      { kind: "minimum", of },
      { kind: "maximum", of },
    ],
    where: col(column).isFinite(),
    limit: BUCKETS,
    stateOf({ groups }) {
      const buckets = groups.map(({ key, rows }): SketchBucket => [Number(key[0]), rows]);
      if (groups.length === 0) return sketchOf(buckets, undefined);
      const extremes = [0, 1].map((index) =>
        groups.map(({ results }) => toDouble(numberResult(results, index) ?? 0).value),
      );
      const [minima = [], maxima = []] = extremes;
      return sketchOf(buckets, [
        minima.reduce((a, b) => Math.min(a, b)),
        maxima.reduce((a, b) => Math.max(a, b)),
      ]);
    },
  };
}
