import {
  type DemandFacts,
  demandFactNames,
  InvalidArgumentError,
  requireFacts,
  requireKnownOptions,
  showValue,
} from "@dqx/common";
import type { MetricProvider } from "@dqx/provider";
import { Expression } from "@dqx/provider/expressions";
import { SchemaExpectation } from "../dataset/schema-expectation.js";
import { requireSegmentation, type Segmentation } from "../dataset/segmentation.js";
import { type Assertion, schemaAssertion } from "./assertion.js";
import { AssertionBuilder } from "./assertion-builder.js";
import type { AssertionGroup, GroupKind } from "./assertion-group.js";
import type { BodyWatch } from "./body-watch.js";
import type { Check } from "./check.js";
import { CheckDefinitionError } from "./check-definition-error.js";
import { type ConfiguredBuilder, ownershipIn } from "./configured-builder.js";
import { type At, SegmentScopes } from "./for-each.js";
import { RowExpectations, type RowsOptions } from "./row-expectations.js";

/** What a check's body asserts with. Collects the assertions of one check. */
export class Context {
  readonly #check: Check;
  readonly #group: AssertionGroup | undefined;
  // What was asserted under each name: one assertion, or the members of a group.
  readonly #asserted = new Map<string, readonly Assertion[]>();
  readonly #builders: ConfiguredBuilder[] = [];
  readonly #provider: MetricProvider;
  readonly #told: ((assertion: Assertion) => void) | undefined;
  readonly #watch: BodyWatch | undefined;
  readonly #segments: SegmentScopes;
  #isClosed = false;

  /**
   * @param check - the check whose body is called
   * @param provider - makes the metrics of what is asked of rows
   * @param group - the group whose body is called; none for the body of the check
   * @param told - told of each assertion while it is made; nobody by default
   * @param watch - is told of what is asserted too late, which is thrown without one
   */
  constructor(
    check: Check,
    provider: MetricProvider,
    group?: AssertionGroup,
    told?: (assertion: Assertion) => void,
    watch?: BodyWatch,
  ) {
    this.#check = check;
    this.#watch = watch;
    this.#group = group;
    this.#told = told;
    this.#provider = provider;
    this.#segments = new SegmentScopes(check, provider);
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
   * @throws {@link CheckDefinitionError} when the body that this context is for has returned
   */
  assertThat(expression: Expression): AssertionBuilder {
    this.#isOpen("assertThat");
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
   * @throws {@link CheckDefinitionError} when the body that this context is for has returned
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
    this.#isOpen("rows");
    const rows = {
      check: this.#check,
      provider: this.#provider,
      dataset,
      options: this.#segments.rowsOf(options),
    };
    return new RowExpectations(rows, {
      begin: (builder) => this.#builders.push(builder),
      add: (assertion) => this.#add(assertion),
    });
  }

  /**
   * Begins to ask something of the columns of a dataset.
   *
   * @param dataset - its name; the only one of the check or of the run by default
   * @throws {@link CheckDefinitionError} when the body that this context is for has returned
   */
  schema(dataset?: string): SchemaExpectation {
    this.#isOpen("schema");
    const on = dataset === undefined ? {} : { dataset };
    return new SchemaExpectation(`schema in check '${this.#check.name}'`, (spec, facts) => {
      this.#add(schemaAssertion(this.#check, this.#provider.metric(spec, on), facts));
    });
  }

  /**
   * Asserts that all members of a group hold; they are judged and counted as one assertion.
   *
   * @param facts - name, severity, tags and ownership of the group
   * @param body - makes the members with the context that it is given
   * @throws {@link CheckDefinitionError} when the group has no members
   */
  allOf(facts: DemandFacts, body: (group: Context) => void): void {
    this.#addGroup("all", facts, body);
  }

  /**
   * Asserts that at least one member of a group holds; they are judged and counted as one assertion. A member that
   * cannot be told leaves the group untold, unless another one holds.
   *
   * @param facts - name, severity, tags and ownership of the group
   * @param body - makes the members with the context that it is given
   * @throws {@link CheckDefinitionError} when the group has no members
   * @example
   * ```ts
   * import { check } from "@dqx/api";
   *
   * const volume = check({ name: "volume" }, (mp, ctx) => {
   *   ctx.anyOf({ name: "enough orders" }, (any) => {
   *     any.assertThat(mp.numRows()).isGeq(1000);
   *     any.assertThat(mp.sum("amount")).isGeq(50_000);
   *   });
   * });
   * ```
   */
  anyOf(facts: DemandFacts, body: (group: Context) => void): void {
    this.#addGroup("any", facts, body);
  }

  /**
   * Asserts the same of each segment, each of which has a result of its own. The segments are measured by one
   * statement; where there are none, the assertions are over nothing.
   *
   * @param segments - the values of a column, or conditions, as `segment` makes them
   * @param body - asserts with this context; `at(metric)` is the metric over the rows of the segment
   * @throws {@link CheckDefinitionError} when the body asserts nothing, or something that is the same for each segment
   * @example
   * ```ts
   * import { check, segment } from "@dqx/api";
   *
   * const delays = check({ name: "delays" }, (mp, ctx) => {
   *   ctx.forEach(segment("origin", { top: 20, other: true, lag: 1 }), (at) => {
   *     ctx.assertThat(at(mp.average("delay"))).config({ name: "average delay" }).isLt(30);
   *   });
   * });
   * ```
   */
  forEach(segments: Segmentation, body: (at: At) => void): void {
    if (!this.#isOpen("forEach")) return;
    const place = `forEach in check '${this.#check.name}'`;
    requireSegmentation(place, segments);
    if (typeof body !== "function") {
      throw new InvalidArgumentError(
        `${place} got ${showValue(body)} for its body. Give a function (at) => { … } that asserts on at(metric).`,
      );
    }
    for (const scope of this.#segments.scopesOf(segments)) {
      const before = this.#asserted.size;
      this.#segments.during(scope, () => requireSynchronous(place, body(scope.at) as unknown));
      if (this.#asserted.size === before) {
        throw new CheckDefinitionError(`${place} asserts nothing. Assert in it on at(metric).`);
      }
      const missing = scope.missing();
      if (missing !== undefined) this.#keep(missing.name, [this.#grouped(missing)]);
    }
  }

  /**
   * The assertions, once the body has returned. None can be made afterwards.
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
    this.#isClosed = true;
    return [...this.#asserted.values()].flat();
  }

  /** Ends the context of a body that failed: what comes later is refused. */
  close(): void {
    this.#isClosed = true;
  }

  #grouped(assertion: Assertion): Assertion {
    return this.#group === undefined ? assertion : { ...assertion, group: this.#group };
  }

  #addGroup(kind: GroupKind, facts: DemandFacts, body: (group: Context) => void): void {
    const method = `${kind}Of`;
    if (!this.#isOpen(method)) return;
    this.#segments.requireOutside(method);
    const place = `${method} in check '${this.#check.name}'`;
    requireKnownOptions(place, facts, demandFactNames);
    requireFacts(place, facts);
    if (typeof body !== "function") {
      throw new InvalidArgumentError(
        `${place} got ${showValue(body)} for its body. Give a function (group) => { … } that asserts with group.`,
      );
    }
    const { name, severity = "P1", tags = [] } = facts;
    const group = {
      check: this.#check,
      kind,
      name,
      severity,
      tags: Object.freeze([...tags]),
      ownership: { ...this.#check.ownership, ...ownershipIn(facts) },
      within: this.#group,
    };
    const context = new Context(this.#check, this.#provider, group, this.#told, this.#watch);
    requireSynchronous(place, body(context) as unknown);
    const members = context.assertions();
    if (members.length === 0) {
      throw new CheckDefinitionError(`${place} asserts nothing. Assert in it with the context it is given.`);
    }
    this.#keep(name ?? `${kind} of (${[...context.#asserted.keys()].join("; ")})`, members);
  }

  #add(assertion: Assertion): void {
    if (!this.#isOpen(`assertion '${assertion.name}'`)) return;
    const whole = this.#grouped(this.#segments.scoped(assertion));
    this.#keep(whole.name, [whole]);
    this.#told?.(whole);
  }

  #keep(name: string, asserted: readonly Assertion[]): void {
    if (this.#asserted.has(name)) {
      throw new CheckDefinitionError(
        `Check '${this.#check.name}' has two assertions named '${name}'. Give each a name of its own with config({ name }).`,
      );
    }
    this.#asserted.set(name, asserted);
  }

  // What came later would be lost, or would be another check's.
  #isOpen(what: string): boolean {
    if (!this.#isClosed) return true;
    const late = new CheckDefinitionError(
      `${what} was called on the context of ${this.#group === undefined ? "" : "a group of "}check '${this.#check.name}' after its body had returned. Assert inside of the body, with the context that it is given.`,
    );
    if (this.#watch === undefined) throw late;
    this.#watch.refuse(this.#check, late);
    return false;
  }
}

/**
 * Refuses what an asynchronous function returned: nothing waits for it.
 *
 * @param place - whose function it is, for messages
 * @param returned - what it returned
 * @throws {@link CheckDefinitionError} when it is a promise
 */
export function requireSynchronous(place: string, returned: unknown): void {
  if (!(returned instanceof Promise)) return;
  // Its rejection would otherwise go unhandled beside the error that is thrown here.
  returned.catch(() => undefined);
  throw new CheckDefinitionError(
    `The body of ${place} is asynchronous. Make it an ordinary function: it only describes metrics, which are measured later.`,
  );
}
