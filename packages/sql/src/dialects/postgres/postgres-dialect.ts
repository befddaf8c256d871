import type { Dialect } from "../../dialect/dialect.js";
import { aggregates } from "./postgres-aggregates.js";
import { dayOf, withinDays } from "./postgres-days.js";
import { faults } from "./postgres-faults.js";
import { literal, quote } from "./postgres-literals.js";
import { rows } from "./postgres-rows.js";
import { columnType } from "./postgres-types.js";

/**
 * The SQL of PostgreSQL 14 and later. Sessions are expected to have `TimeZone` UTC, `DateStyle` ISO and
 * `standard_conforming_strings` on, and to end the messages of errors in `(SQLSTATE code)`.
 */
export const postgresDialect: Dialect = {
  name: "postgres",
  capabilities: {
    ignoresColumnCase: false,
    // A sum of doubles that overflows is an error here, which says nothing of the values.
    revealsNonFinite: false,
    splitsDistinctCounts: false,
    failureEndsSnapshot: false,
    bindsParameters: "anywhere",
  },
  // The select list takes 1664 columns.
  limits: { aggregates: 500 },
  quote,
  literal,
  columnType,
  dayOf,
  withinDays,
  aggregates,
  samples: {
    percent: (relation, percent) =>
      relation.startsWith("(") ? undefined : `${relation} TABLESAMPLE BERNOULLI (${percent}) REPEATABLE (1)`,
    isIndependent: true,
  },
  rows,
  faults,
};
