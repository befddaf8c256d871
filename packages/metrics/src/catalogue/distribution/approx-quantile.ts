import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, estimatedOutcome } from "../../definition/metric-outcome.js";
import { columnField, shareField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { quantileError, sketchedQuantile } from "../../sketch/dd-sketch.js";
import { ofSketch } from "./sketch-measurement.js";

/** A quantile of a column, estimated, from a state that merges. */
export const approxQuantile = defineMetric({
  type: "approxQuantile",
  summary:
    "An estimate of the value below which a share of the finite values lies, by a DDSketch: within 1 % of the value of rank ⌊share · (n - 1)⌋. The states of parts and of other engines merge. No value when there are none. exactQuantile is exact.",
  arguments: ["column", "share"],
  parameters: { column: columnField, share: shareField },
  estimate: "ddsketch",
  display: ({ column, share }) => [showName(column), String(share)],
  ...ofSketch,
  outcomeOf(sketch, { share }) {
    if (sketch.buckets.length === 0) return emptyOutcome("no rows with a finite value");
    const value = sketchedQuantile(sketch, share);
    return estimatedOutcome(value, "ddsketch", quantileError(value));
  },
  examples: [
    {
      title: "the smallest value is exact; NaN and nulls are none",
      parameters: { column: "x", share: 0 },
      columns: { x: "double" },
      rows: [[-1.5], [Number.NaN], [2], [null], [0]],
      outcome: estimatedOutcome(-1.5, "ddsketch", quantileError(-1.5)),
    },
    {
      title: "zero among values of both signs",
      parameters: { column: "x", share: 0.5 },
      columns: { x: "bigint" },
      rows: [[-7n], [0n], [9007199254740993n]],
      outcome: estimatedOutcome(0, "ddsketch", 0),
    },
    {
      title: "all equal",
      parameters: { column: "x", share: 0.99 },
      columns: { x: "decimal(38,10)" },
      rows: [["1.5"], ["1.5"], ["1.5"]],
      outcome: estimatedOutcome(1.5, "ddsketch", quantileError(1.5)),
    },
    {
      title: "nulls only",
      parameters: { column: "x", share: 0.5 },
      columns: { x: "double" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a finite value" },
    },
  ],
});
