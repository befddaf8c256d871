import type { Dialect } from "../../dialect/dialect.js";
import { fromItem } from "../../source/from-item.js";
import { aggregates } from "./clickhouse-aggregates.js";
import { dayOf, withinDays } from "./clickhouse-days.js";
import { faults } from "./clickhouse-faults.js";
import { literal, quote } from "./clickhouse-literals.js";
import { rows } from "./clickhouse-rows.js";
import { columnType } from "./clickhouse-types.js";

/**
 * The SQL of ClickHouse 24.3 and later. It depends on no setting that says how values are read or written; sessions
 * are expected to have `enable_positional_arguments` on and `transform_null_in` off, which are the defaults, and to
 * end the messages of errors in `(code number, NAME)`.
 */
export const clickhouseDialect: Dialect = {
  name: "clickhouse",
  capabilities: {
    ignoresColumnCase: false,
    revealsNonFinite: true,
    splitsDistinctCounts: true,
    // There is no snapshot that a failure could end.
    failureEndsSnapshot: false,
    bindsParameters: "anywhere",
  },
  limits: { aggregates: 500 },
  quote,
  literal,
  columnType,
  dayOf,
  withinDays,
  aggregates,
  approximateDistinct: (value) => `uniqCombined64(${value})`,
  sampled: (relation, count) => `(SELECT * FROM ${fromItem(relation)} ORDER BY rand() LIMIT ${count})`,
  samples: {
    // Whether a row is drawn depends on its values alone: no place of a row is the same in each statement.
    percent: (relation, percent) =>
      `(SELECT * FROM ${fromItem(relation)} WHERE cityHash64(tuple(*)) % 1000000 < ${percent * 10_000}\n)`,
    isIndependent: false,
  },
  rows,
  faults,
};
