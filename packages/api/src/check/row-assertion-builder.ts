import { type DemandFacts, demandFactNames } from "@dqx/common";
import { all, numRows, showPredicate } from "@dqx/metrics";
import {
  ALL_ROWS,
  decodeCondition,
  isRule,
  type RowCondition,
  type RowScope,
  type Rule,
  requireRowScope,
  requireShareBounds,
  type ShareBounds,
  shareSpec,
  showCondition,
} from "@dqx/rules/rule";
import {
  type AssertionSample,
  requireColumns,
  requireLimit,
  type SampleColumns,
} from "../sample/sample-options.js";
import type { Assertion } from "./assertion.js";
import type { Comparison } from "./comparison.js";
import { type AssertionOptions, ConfiguredBuilder } from "./configured-builder.js";
import type { RowsOfCheck, RowsOptions } from "./row-expectations.js";
import type { Demand } from "./two-bounds.js";

/** What can be said of an assertion on rows beside its condition. */
export interface RowAssertionOptions extends AssertionOptions, Pick<RowScope, "nulls">, SampleColumns {
  /** How many failing rows are shown at most, up to 1000, when it does not hold; what the run says by default. */
  readonly samples?: number;
}

/**
 * An assertion on each row in the making: `holds` or `holdsFor` ends it.
 *
 * The verdict is on counts of rows. A predicate is unknown for a row where a value is null that it looks at; such a
 * row is not tested, unless `nulls` says that it fails or passes.
 */
export class RowAssertionBuilder extends ConfiguredBuilder {
  readonly #rows: RowsOfCheck;
  readonly #condition: RowCondition;
  #scope: RowScope;
  #sample: AssertionSample = {};

  /**
   * @param rows - what is asked
   * @param expected - what is expected of each
   * @param add - takes the finished assertion
   */
  constructor(rows: RowsOfCheck, expected: RowCondition | Rule, add: (assertion: Assertion) => void) {
    super(rows.check, add);
    this.#rows = rows;
    const place = `expect in check '${rows.check.name}'`;
    this.#condition = decodeCondition(isRule(expected) ? expected.condition : expected, place);
    this.#scope = requireRowScope(
      place,
      this.#condition,
      bothScopes(rows.options, isRule(expected) ? expected : {}),
    );
    if (isRule(expected)) this.config(factsOf(expected));
  }

  get subject(): string {
    return `expect(${showCondition(this.#condition)})`;
  }

  get ending(): string {
    return "a share of rows. Call holds() on it, or holdsFor({ atLeast: 0.999 }).";
  }

  override config(options: RowAssertionOptions): this {
    const { nulls, samples, keys, context, ...others } = options;
    const place = `config in check '${this.#rows.check.name}'`;
    if (samples !== undefined) {
      requireLimit(place, samples);
      this.#sample = { ...this.#sample, limit: samples };
    }
    const columns = { ...(keys !== undefined && { keys }), ...(context !== undefined && { context }) };
    requireColumns(place, columns);
    this.#sample = { ...this.#sample, ...columns };
    if (nulls !== undefined) {
      this.#scope = requireRowScope(place, this.#condition, { ...this.#scope, nulls });
    }
    return super.config(others);
  }

  /** Every tested row meets the condition. */
  holds(): void {
    this.#finish(ALL_ROWS);
  }

  /**
   * So many of the tested rows meet the condition.
   *
   * @param bounds - `atLeast`: below it the assertion fails; `warnBelow`: below it, it warns
   * @throws {@link InvalidArgumentError} when there is no bound, or one is no share of rows
   */
  holdsFor(bounds: ShareBounds): void {
    this.#finish(requireShareBounds("holdsFor", bounds));
  }

  #finish(bounds: ShareBounds): void {
    const { provider, dataset } = this.#rows;
    const { where, parameters } = this.#scope;
    const on = dataset === undefined ? {} : { dataset };
    const share = provider.metric(shareSpec(this.#condition, this.#scope), on);
    const total = provider.metric(numRows.spec({}, parameters, where === undefined ? {} : { where }), on);
    this.finish(`${showCondition(this.#condition)}${showScope(this.#scope)}${showBounds(bounds)}`, {
      ...demandOf(bounds),
      expression: share,
      hasDefaultTolerances: false,
      rows: { condition: this.#condition, scope: this.#scope, bounds, share, total, sample: this.#sample },
      beside: [total],
    });
  }
}

// All that a rule says of itself is what an assertion can be told.
function factsOf(rule: Rule): DemandFacts {
  return Object.fromEntries(
    demandFactNames.flatMap((name) => (rule[name] === undefined ? [] : [[name, rule[name]]])),
  );
}

function bothScopes({ where, parameters }: RowsOptions, own: RowScope): RowScope {
  const conditions = [where, own.where].filter((condition) => condition !== undefined);
  return {
    ...(own.nulls !== undefined && { nulls: own.nulls }),
    ...(conditions.length > 0 && { where: all(...conditions) }),
    ...((parameters ?? own.parameters) !== undefined && { parameters: { ...parameters, ...own.parameters } }),
  };
}

function demandOf({ atLeast, warnBelow }: ShareBounds): Demand {
  if (atLeast === undefined) return { comparison: shareOfAtLeast(warnBelow ?? 1), onlyWarns: true };
  return {
    comparison: shareOfAtLeast(atLeast),
    onlyWarns: false,
    ...(warnBelow !== undefined && { warning: shareOfAtLeast(warnBelow) }),
  };
}

function shareOfAtLeast(bound: number): Comparison {
  return { kind: "atLeast", bound, tolerance: 0 };
}

function showScope({ where, nulls = "ignore" }: RowScope): string {
  const rows = where === undefined ? "" : ` where ${showPredicate(where)}`;
  return nulls === "ignore" ? rows : `${rows}, nulls ${nulls}`;
}

function showBounds({ atLeast, warnBelow }: ShareBounds): string {
  const bounds = [
    ...(atLeast === undefined || atLeast === 1 ? [] : [`at least ${atLeast}`]),
    ...(warnBelow === undefined ? [] : [`warns below ${warnBelow}`]),
  ];
  return bounds.length === 0 ? "" : ` (${bounds.join(", ")})`;
}
