import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnsField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { distinctState } from "../../state/distinct-state.js";

/** How many distinct keys one or more columns hold, exactly. */
export const countDistinct = defineMetric({
  type: "countDistinct",
  summary: "The exact number of distinct keys that are not entirely null; inside a key NULL equals NULL.",
  arguments: ["columns"],
  parameters: { columns: columnsField },
  display: ({ columns }) => columns.map(showName),
  measurement: ({ columns }) => ({
    kind: "scan",
    aggregates: [{ kind: "countDistinct", of: columns.map((name) => ({ kind: "column", name })) }],
    stateOf: (results) => ({ count: countResult(results, 0) }),
  }),
  state: distinctState,
  outcomeOf: ({ count }) => valueOutcome(count),
});
