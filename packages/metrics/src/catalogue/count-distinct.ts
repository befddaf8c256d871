import { countResult } from "../aggregate-result.js";
import type { CountState } from "../count-state.js";
import { defineMetric, type StateDefinition } from "../define-metric.js";
import { distinctState } from "../distinct-state.js";
import { valueOutcome } from "../metric-outcome.js";
import { columnsField } from "../parameter-field.js";
import { showName } from "../show-name.js";

/** How many distinct keys one or more columns hold, exactly. */
export const countDistinct = defineMetric<
  { readonly columns: readonly string[] },
  CountState,
  StateDefinition<CountState>
>({
  type: "countDistinct",
  summary: "The exact number of distinct keys that are not entirely null; inside a key NULL equals NULL.",
  parameters: { columns: columnsField },
  display: ({ columns }) => columns.map(showName),
  columns: ({ columns }) => columns.map((column) => ({ column, type: "any" })),
  aggregates: ({ columns }) => [{ kind: "countDistinct", columns }],
  state: distinctState,
  stateOf: (results) => ({ count: countResult(results, 0) }),
  outcomeOf: ({ count }) => valueOutcome(count),
});
