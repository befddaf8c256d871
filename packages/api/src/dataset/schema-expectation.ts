import { type DemandFacts, demandFactNames, requireFacts, requireKnownOptions } from "@dqx/common";
import type { SimpleMetricSpec } from "@dqx/metrics";
import { readBaseline, type SchemaBaseline, schemaChanges } from "@dqx/rules/rule";
import { type Dataset, isDataset } from "./define-dataset.js";

/** How columns are compared with what they should be, and what can be said of the assertion. */
export interface SchemaMatchOptions extends DemandFacts {
  /** Whether the order of the columns matters; false by default. A column that moved breaks nothing. */
  readonly ordered?: boolean;
  /** Whether changes fail that break nothing, such as a column that came; false by default. */
  readonly additive?: boolean;
}

/** The columns of a dataset, of which something can be asserted. */
export class SchemaExpectation {
  readonly #place: string;
  readonly #demand: (spec: SimpleMetricSpec, facts: DemandFacts) => void;

  /**
   * @param place - who asks, for messages
   * @param demand - asserts that a number of changes is 0
   */
  constructor(place: string, demand: (spec: SimpleMetricSpec, facts: DemandFacts) => void) {
    this.#place = place;
    this.#demand = demand;
  }

  /**
   * Asserts that the columns are as they should be. What breaks who reads them fails: a column that is gone, has another
   * kind of type, or may hold nulls and could not. The names that engines have for a type are equal.
   *
   * @param baseline - `{ format: "dqx.schema", version: 1, dataset, columns }`, for example from a JSON file, or a dataset that was declared
   * @param options - what else fails, and the assertion's name, severity and other facts
   * @throws an `InvalidArgumentError` when the baseline is none, or an option is wrong
   */
  matches(baseline: SchemaBaseline | Dataset, options: SchemaMatchOptions = {}): void {
    const place = `matches in ${this.#place}`;
    requireKnownOptions(place, options, [...demandFactNames, "ordered", "additive"]);
    const { ordered, additive, ...facts } = options;
    requireFacts(place, facts);
    const { columns } = isDataset(baseline) ? baseline : readBaseline(baseline);
    const how = { ...(ordered !== undefined && { ordered }), ...(additive !== undefined && { additive }) };
    this.#demand(schemaChanges.spec({ columns, ...how }), facts);
  }
}
