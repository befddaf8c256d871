import type { Dialect } from "../../dialect/dialect.js";
import { fromItem } from "../../source/from-item.js";
import { aggregates } from "./duckdb-aggregates.js";
import { dayOf, withinDays } from "./duckdb-days.js";
import { faults } from "./duckdb-faults.js";
import { literal, quote } from "./duckdb-literals.js";
import { rows } from "./duckdb-rows.js";
import { columnType } from "./duckdb-types.js";

/** The SQL of DuckDB 1.5. Sessions are expected to have their `TimeZone` set to UTC. */
export const duckdbDialect: Dialect = {
  name: "duckdb",
  capabilities: {
    ignoresColumnCase: true,
    revealsNonFinite: true,
    splitsDistinctCounts: true,
    failureEndsSnapshot: true,
    bindsParameters: "anywhere",
  },
  limits: { aggregates: 500 },
  quote,
  literal,
  columnType,
  dayOf,
  withinDays,
  aggregates,
  approximateDistinct: (value) => `approx_count_distinct(${value})`,
  sampled: sampleOfRows,
  samples: {
    // One thread draws, where a seed is given; `system`, which is faster, draws other rows of a table each time.
    percent: (relation, percent) =>
      `(SELECT * FROM ${fromItem(relation)} USING SAMPLE bernoulli(${percent}%) REPEATABLE (1)\n)`,
    rows: sampleOfRows,
    isIndependent: true,
  },
  rows,
  faults,
};

function sampleOfRows(relation: string, rows: number): string {
  return `(SELECT * FROM ${fromItem(relation)} USING SAMPLE reservoir(${rows} ROWS) REPEATABLE (1)\n)`;
}
