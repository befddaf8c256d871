import { numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { estimatedOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import {
  estimateDistinct,
  HYPERLOGLOG_ERROR,
  hyperLogLogState,
  REGISTERS,
  registersOf,
} from "../../sketch/hyperloglog.js";

/** The number of distinct values of a column, estimated, from a state that merges. */
export const approxCountDistinct = defineMetric({
  type: "approxCountDistinct",
  summary:
    "An estimate of the number of distinct values that are not null, by a HyperLogLog of 4096 registers over the MD5 of the values' canonical texts: within 1.04 / √4096 = 1.625 % (standard error). The states of parts and of other engines merge. countDistinct is exact.",
  arguments: ["column"],
  parameters: { column: columnField },
  estimate: "hyperloglog",
  display: ({ column }) => [showName(column)],
  measurement({ column }) {
    const text = plainCall("canonicalText", plainColumn(column));
    return {
      kind: "groups",
      by: [plainCall("hashBucket", text)],
      aggregates: [{ kind: "minimum", of: plainCall("hashRest", text) }],
      where: col(column).isNotNull(),
      limit: REGISTERS,
      stateOf: ({ groups }) =>
        registersOf(
          groups.map(({ key, results }) => [Number(key[0]), BigInt(String(numberResult(results, 0) ?? 0n))]),
        ),
    };
  },
  counts: true,
  state: hyperLogLogState,
  stateKey: ({ column }) => ({ type: "hyperloglog", parameters: { column } }),
  outcomeOf(state) {
    const value = Math.round(estimateDistinct(state));
    return estimatedOutcome(value, "hyperloglog", value * HYPERLOGLOG_ERROR);
  },
  examples: [
    {
      title: "three values and nulls",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["a"], ["b"], [null], ["a"], ["c"], [null]],
      outcome: estimatedOutcome(3, "hyperloglog", 3 * HYPERLOGLOG_ERROR),
    },
    {
      title: "NaN is a value, 0 and -0 are one",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[Number.NaN], [0], [Number.NaN], [-0], [0.1]],
      outcome: estimatedOutcome(3, "hyperloglog", 3 * HYPERLOGLOG_ERROR),
    },
    {
      title: "neighbours beyond the digits of a double",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[9007199254740992n], [9007199254740993n]],
      outcome: estimatedOutcome(2, "hyperloglog", 2 * HYPERLOGLOG_ERROR),
    },
    {
      title: "decimals, all equal",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [["1.5"], ["1.5"]],
      outcome: estimatedOutcome(1, "hyperloglog", HYPERLOGLOG_ERROR),
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [],
      outcome: estimatedOutcome(0, "hyperloglog", 0),
    },
  ],
});
