import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField, sharesField } from "../../definition/parameter-field.js";
import { type QuantilesOfColumn, withQuantiles } from "../../definition/quantiles-spec.js";
import { showName } from "../../definition/show-name.js";
import { quantileError, sketchedQuantile, sketchedValues } from "../../sketch/dd-sketch.js";
import { approxQuantile } from "./approx-quantile.js";
import { ofSketch } from "./sketch-measurement.js";

/** Several quantiles of a column, estimated, from a state that merges. */
export const approxQuantiles = withQuantiles(
  defineMetric({
    type: "approxQuantiles",
    summary:
      "The number of finite values; estimates of their quantiles, by a DDSketch, are in the detail: within 1 % of the values of ranks ⌊share · (n - 1)⌋. An expression uses one of them by `at`.",
    arguments: ["column", "shares"],
    parameters: { column: columnField, shares: sharesField },
    display: ({ column, shares }: QuantilesOfColumn) => [showName(column), `[${shares.join(", ")}]`],
    counts: true,
    ...ofSketch,
    outcomeOf(sketch, { shares }) {
      const rows = sketchedValues(sketch);
      const outcome = valueOutcome(rows);
      if (outcome.kind !== "value") return outcome;
      const quantiles =
        rows === 0
          ? []
          : shares.map((at) => {
              const value = sketchedQuantile(sketch, at);
              return { at, value, error: quantileError(value) };
            });
      return { ...outcome, detail: { kind: "quantiles", quantiles, method: "ddsketch", rows } };
    },
    examples: [
      {
        title: "the ends are exact",
        parameters: { column: "x", shares: [0, 1] },
        columns: { x: "double" },
        rows: [[-1.5], [Number.NaN], [2], [null], [0]],
        outcome: {
          kind: "value",
          value: 3,
          warnings: [],
          detail: {
            kind: "quantiles",
            quantiles: [
              { at: 0, value: -1.5, error: quantileError(-1.5) },
              { at: 1, value: 2, error: quantileError(2) },
            ],
            method: "ddsketch",
            rows: 3,
          },
        },
      },
      {
        title: "no rows",
        parameters: { column: "x", shares: [0.5] },
        columns: { x: "bigint" },
        rows: [],
        outcome: {
          kind: "value",
          value: 0,
          warnings: [],
          detail: { kind: "quantiles", quantiles: [], method: "ddsketch", rows: 0 },
        },
      },
    ],
  }),
  ({ column }, share, ...others) => approxQuantile.spec({ column, share }, ...others),
);
