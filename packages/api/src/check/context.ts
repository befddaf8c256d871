import { InvalidArgumentError, showValue } from "@dqx/common";
import { Expression } from "@dqx/provider";
import type { Assertion } from "./assertion.js";
import { AssertionBuilder } from "./assertion-builder.js";
import type { Check } from "./check.js";
import { CheckDefinitionError } from "./check-definition-error.js";

/** What a check's body asserts with. Collects the assertions of one check. */
export class Context {
  readonly #check: Check;
  readonly #assertions = new Map<string, Assertion>();
  readonly #builders: AssertionBuilder[] = [];

  /** @param check - the check whose body is called */
  constructor(check: Check) {
    this.#check = check;
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
   * The assertions, once the body has returned.
   *
   * @throws {@link CheckDefinitionError} when one was begun without a comparison: it would never fail
   */
  assertions(): readonly Assertion[] {
    const dangling = this.#builders.find((builder) => !builder.isComplete);
    if (dangling !== undefined) {
      throw new CheckDefinitionError(
        `Check '${this.#check.name}' has assertThat(${dangling.expression}) without a comparison. Call isGt, isBetween, … on it, or noop() to only collect the value.`,
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
