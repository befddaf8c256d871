import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { schemaFactState } from "./schema-fact.js";

/** How many columns there are. */
export const columnCount = defineMetric({
  type: "columnCount",
  summary: "The number of columns, as the engine describes them. Nothing is read.",
  parameters: {},
  display: () => [],
  measurement: () => ({
    kind: "schema",
    stateOf: (columns) => ({ fact: columns.length }),
  }),
  state: schemaFactState,
  outcomeOf: ({ fact }) => valueOutcome(fact ?? 0),
  examples: [
    {
      title: "two, whatever the rows",
      parameters: {},
      columns: { x: "text", y: "double" },
      rows: [["a", null]],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
    {
      title: "one column without rows",
      parameters: {},
      columns: { x: "date" },
      rows: [],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
  ],
});
