import type { Dialect } from "../../dialect/dialect.js";
import { aggregates } from "./trino-aggregates.js";
import { dayOf, withinDays } from "./trino-days.js";
import { faults } from "./trino-faults.js";
import { literal, quote } from "./trino-literals.js";
import { rows } from "./trino-rows.js";
import { columnType } from "./trino-types.js";

/**
 * The SQL of Trino 476. Sessions are expected to bind values by literals, and to end the messages of errors in
 * `(Trino NAME)`.
 */
export const trinoDialect: Dialect = {
  name: "trino",
  capabilities: {
    ignoresColumnCase: true,
    revealsNonFinite: true,
    splitsDistinctCounts: false,
    // There is no snapshot that a failure could end.
    failureEndsSnapshot: false,
    bindsParameters: "anywhere",
  },
  // More are taken, but a thousand cost five seconds of compilation.
  limits: { aggregates: 300 },
  quote,
  literal,
  columnType,
  dayOf,
  withinDays,
  aggregates,
  rows,
  faults,
};
