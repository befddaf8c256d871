import { numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnsField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import { rowText } from "../../row/row-text.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireField } from "../../state/state-field.js";

/** The sum of the rows' hashes. */
interface ChecksumState {
  readonly sum: bigint;
}

const state: MergeableStateDefinition<ChecksumState> = {
  identity: { sum: 0n },
  merge: (a, b) => ({ sum: a.sum + b.sum }),
  ...fieldsCodec<ChecksumState>(
    1,
    ({ sum }) => [sum],
    (fields) => {
      const sum = requireField(fields, 0);
      if (typeof sum !== "bigint") throw new RangeError("not a whole number");
      return { sum };
    },
  ),
};

/** The largest prime that a double holds with all of its digits, 2^53 - 111: sums are kept by their rest. */
const MODULUS = 2n ** 53n - 111n;

/** A fingerprint of the rows, whatever their order. */
export const rowChecksum = defineMetric({
  type: "rowChecksum",
  summary:
    "The sum over all rows of 52 bits of the MD5 of the row's canonical text, modulo 2^53 - 111: equal for equal rows in any order and on every engine, and with the same value by chance for one pair of tables in 2^52. Columns are taken in the order of their names; nulls have a text of their own. The states of parts merge. 0 for no rows.",
  arguments: ["columns"],
  parameters: { columns: columnsField },
  display: ({ columns }: { readonly columns: readonly string[] }) => columns.map(showName),
  measurement: ({ columns }) => ({
    kind: "scan",
    aggregates: [{ kind: "sum", of: plainCall("hashRest", rowText(columns.map(plainColumn))) }],
    stateOf: (results) => ({ sum: BigInt(String(numberResult(results, 0) ?? 0n)) }),
  }),
  counts: true,
  state,
  outcomeOf: ({ sum }) => valueOutcome(sum % MODULUS),
  examples: [
    {
      title: "the text of a row is the length of each canonical text, a colon and the text",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [["a"]],
      // The lower 52 bits of the first 8 bytes, the lowest one first, of the MD5 of `1:a`.
      outcome: { kind: "value", value: 457259299180844, warnings: [] },
    },
    {
      title: "the order of rows does not matter",
      parameters: { columns: ["x"] },
      columns: { x: "bigint" },
      rows: [[2n], [1n], [null]],
      // The sum of the hashes of `1:2`, `1:1` and `-`.
      outcome: { kind: "value", value: 6353156378927073, warnings: [] },
    },
    {
      title: "no rows",
      parameters: { columns: ["x", "y"] },
      columns: { x: "double", y: "date" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
  ],
});
