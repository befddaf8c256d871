import { InvalidArgumentError, requireKnownOptions, type SourceParameters, showValue } from "@dqx/common";
import type { Predicate } from "@dqx/metrics";
import type { MetricProvider } from "@dqx/provider";
import { isRule, type RowCondition, type Rule } from "@dqx/rules/rule";
import type { Assertion } from "./assertion.js";
import type { Check } from "./check.js";
import type { ConfiguredBuilder } from "./configured-builder.js";
import { RowAssertionBuilder } from "./row-assertion-builder.js";

/** Which rows of a dataset are meant. */
export interface RowsOptions {
  /** Those for which it is true; all by default. */
  readonly where?: Predicate;
  /** Parameters of the dataset's own query. */
  readonly parameters?: SourceParameters;
}

/** The rows that something is asked of. */
export interface RowsOfCheck {
  readonly check: Check;
  readonly provider: MetricProvider;
  readonly dataset: string | undefined;
  readonly options: RowsOptions;
}

/** Where assertions go. */
export interface AssertionSink {
  /** Takes one that was begun. */
  begin(builder: ConfiguredBuilder): void;
  /** Takes one that is complete. */
  add(assertion: Assertion): void;
}

/** The rows of a dataset, of which things can be asked. */
export class RowExpectations {
  readonly #rows: RowsOfCheck;
  readonly #sink: AssertionSink;

  /**
   * @param rows - the rows
   * @param sink - takes the assertions
   * @throws {@link InvalidArgumentError} when the dataset or an option is wrong
   */
  constructor(rows: RowsOfCheck, sink: AssertionSink) {
    const place = `rows in check '${rows.check.name}'`;
    const dataset: unknown = rows.dataset;
    if (dataset !== undefined && (typeof dataset !== "string" || dataset === "")) {
      throw new InvalidArgumentError(
        `${place} got the dataset ${showValue(dataset)}. Give its name, or none.`,
      );
    }
    requireKnownOptions(place, rows.options, ["where", "parameters"]);
    this.#rows = rows;
    this.#sink = sink;
  }

  /**
   * Begins an assertion on each row; nothing is asserted before `holds` or `holdsFor` is called on what it returns.
   *
   * @param expected - a condition, or a rule with its name, severity and other facts
   * @throws {@link InvalidArgumentError} when it is neither
   */
  expect(expected: RowCondition | Rule): RowAssertionBuilder {
    const builder = new RowAssertionBuilder(this.#rows, expected, (assertion) => this.#sink.add(assertion));
    this.#sink.begin(builder);
    return builder;
  }

  /**
   * Asserts rules, each for as many rows as its own bounds say.
   *
   * @param rules - any number
   * @throws {@link InvalidArgumentError} when one is no rule
   */
  apply(rules: Iterable<Rule>): void {
    for (const each of rules) {
      if (!isRule(each)) {
        throw new InvalidArgumentError(
          `apply in check '${this.#rows.check.name}' got ${showValue(each)}. Give rules, for example rule("amount not negative", col("amount").isGeq(0)).`,
        );
      }
      this.expect(each).holdsFor(each.bounds);
    }
  }
}
