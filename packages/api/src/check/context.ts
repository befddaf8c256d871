import { InvalidArgumentError, showValue } from "@dqx/common";
import type { MetricProvider } from "@dqx/provider";
import { Expression } from "@dqx/provider/expressions";
import type { Assertion } from "./assertion.js";
import { AssertionBuilder } from "./assertion-builder.js";
import type { Check } from "./check.js";
import { CheckDefinitionError } from "./check-definition-error.js";
import type { ConfiguredBuilder } from "./configured-builder.js";
import { RowExpectations, type RowsOptions } from "./row-expectations.js";

/** What a check's body asserts with. Collects the assertions of one check. */
export class Context {
  readonly #check: Check;
  readonly #assertions = new Map<string, Assertion>();
  readonly #builders: ConfiguredBuilder[] = [];
  readonly #provider: MetricProvider;

  /**
   * @param check - the check whose body is called
   * @param provider - makes the metrics of what is asked of rows
   */
  constructor(check: Check, provider: MetricProvider) {
    this.#check = check;
    this.#provider = provider;
  }

  /** The check's name. */
  get checkName(): string {
    return this.#check.name;
  }

  /**
   * Begins an assertion; nothing is asserted before a comparison such as `isGt` is called on what it returns.
   *
   * @param expression - a metric, or an expression of metrics
   * @throws {@link InvalidArgumentError} when it is no expression
   */
  assertThat(expression: Expression): AssertionBuilder {
    if (!(expression instanceof Expression)) {
      throw new InvalidArgumentError(
        `assertThat in check '${this.#check.name}' got ${showValue(expression)}. Give a metric or an expression, for example mp.numRows().`,
      );
    }
    const builder = new AssertionBuilder(this.#check, expression, (assertion) => this.#add(assertion));
    this.#builders.push(builder);
    return builder;
  }

  /**
   * Begins to ask something of each row of a dataset.
   *
   * @param dataset - its name; the only one of the check or of the run by default
   * @param options - which of its rows are meant
   * @throws {@link InvalidArgumentError} when the name or an option is wrong
   * @example
   * ```ts
   * import { check, col } from "@dqx/api";
   *
   * const amounts = check({ name: "amounts" }, (_, ctx) => {
   *   ctx.rows("orders").expect(col("amount").isGeq(0)).config({ name: "not negative" }).holds();
   * });
   * ```
   */
  rows(dataset?: string, options: RowsOptions = {}): RowExpectations {
    const rows = { check: this.#check, provider: this.#provider, dataset, options };
    return new RowExpectations(rows, {
      begin: (builder) => this.#builders.push(builder),
      add: (assertion) => this.#add(assertion),
    });
  }

  /**
   * The assertions, once the body has returned.
   *
   * @throws {@link CheckDefinitionError} when one was begun without a comparison: it would never fail
   */
  assertions(): readonly Assertion[] {
    const dangling = this.#builders.find((builder) => !builder.isComplete);
    if (dangling !== undefined) {
      throw new CheckDefinitionError(
        `Check '${this.#check.name}' has ${dangling.subject} without ${dangling.ending}`,
      );
    }
    return [...this.#assertions.values()];
  }

  #add(assertion: Assertion): void {
    if (this.#assertions.has(assertion.name)) {
      throw new CheckDefinitionError(
        `Check '${this.#check.name}' has two assertions named '${assertion.name}'. Give each a name of its own with config({ name }).`,
      );
    }
    this.#assertions.set(assertion.name, assertion);
  }
}
