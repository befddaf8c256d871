import { defineMetric } from "../../definition/define-metric.js";
import type { SchemaColumn } from "../../definition/measurement.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { type PatternParameter, patternField, patternText } from "../../definition/row-fields.js";
import { schemaFactState } from "./schema-fact.js";

/** How many names of columns match a pattern. */
export const columnNamesMatch = defineMetric({
  type: "columnNamesMatch",
  summary:
    "The share of the columns whose names a regular expression matches somewhere, from 0 to 1; anchor it for the whole name. No value when there are no columns. Nothing is read.",
  arguments: ["pattern"],
  parameters: { pattern: patternField },
  display: ({ pattern }: { readonly pattern: PatternParameter }) => [showPattern(pattern)],
  measurement: (parameters) => ({
    kind: "schema",
    stateOf: (columns) => ({ fact: shareMatching(columns, parameters.pattern) }),
  }),
  state: schemaFactState,
  outcomeOf: ({ fact }) => (fact === null ? emptyOutcome("there are no columns") : valueOutcome(fact)),
  examples: [
    {
      title: "all of them",
      parameters: { pattern: /^[a-z ]+$/ },
      columns: { x: "text", "two words": "date" },
      rows: [],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "none",
      parameters: { pattern: /^[0-9]/ },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
  ],
});

// What a pattern of a row means on an engine is what it means in JavaScript with the flag `u`.
function shareMatching(columns: readonly SchemaColumn[], given: PatternParameter): number | null {
  const { pattern, flags = "" } = patternText(given, "columnNamesMatch: parameter 'pattern'");
  const expression = new RegExp(pattern, `${flags}u`);
  const matching = columns.filter(({ name }) => expression.test(name));
  return columns.length === 0 ? null : matching.length / columns.length;
}

function showPattern(given: PatternParameter): string {
  const { pattern, flags = "" } = patternText(given, "columnNamesMatch: parameter 'pattern'");
  return `/${pattern}/${flags}`;
}
