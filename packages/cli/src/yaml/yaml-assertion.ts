import type { AssertionBuilder, Context, TwoBounds } from "@dqx/api";
import type { MetricProvider } from "@dqx/provider";
import { ConfigError } from "../config/config-error.js";
import { readFormula } from "../formula/formula.js";
import { FormulaError } from "../formula/formula-error.js";
import { factKeys, present, readFacts, type YamlFacts } from "./yaml-facts.js";
import type { YamlValue } from "./yaml-reader.js";

/** What each key demands, in the words of reports. */
const COMPARISONS = {
  greater: (builder, value, options) => builder.isGt(bounds("greater", value), options),
  atLeast: (builder, value, options) => builder.isGeq(bounds("atLeast", value), options),
  less: (builder, value, options) => builder.isLt(bounds("less", value), options),
  atMost: (builder, value, options) => builder.isLeq(bounds("atMost", value), options),
  equal: (builder, value, options) => builder.isEq(bounds("equal", value), options),
  notEqual: (builder, value, options) => builder.isNeq(bounds("notEqual", value), options),
  between: (builder, value, options) => builder.isBetween(intervals("between", value), options),
  notBetween: (builder, value, options) => builder.isNotBetween(intervals("notBetween", value), options),
} as const satisfies Readonly<Record<string, Comparator>>;

/** A bound, and the narrower one that it warns by. */
interface Bounds {
  readonly fail: YamlValue;
  readonly warn: YamlValue | undefined;
}

type Comparator = (builder: AssertionBuilder, value: Bounds, options: ToleranceOptions) => void;
type ToleranceOptions = { readonly tolerance?: number; readonly relativeTolerance?: number };
type ComparisonKey = keyof typeof COMPARISONS;

const COMPARISON_KEYS = Object.keys(COMPARISONS).filter(isComparison);

/** The keys of an assertion in YAML. */
export const assertionKeys = [
  "assert",
  "dataset",
  "where",
  "warn",
  "tolerance",
  "relativeTolerance",
  ...factKeys,
  ...COMPARISON_KEYS,
] as const;

/** An assertion as it is written, ready to be made with any provider. */
export interface YamlAssertion {
  readonly formula: string;
  readonly scope: { readonly dataset?: string; readonly where?: string };
  readonly config: YamlFacts;
  readonly compare: (builder: AssertionBuilder) => void;
  /** Puts what an error is about into its place in the file. */
  readonly errorOf: (cause: unknown) => Error;
}

/**
 * Reads an assertion; its formula is read when it is made.
 *
 * @param value - a map
 * @param checkWhere - the filter of its check, which its own replaces
 * @throws `ConfigError` with line and column
 */
export function readAssertion(value: YamlValue, checkWhere: string | undefined): YamlAssertion {
  const fields = value.fields("An assertion", assertionKeys);
  const formula = fields.get("assert");
  if (formula === undefined)
    throw value.error("An assertion has no key 'assert'. Write a formula, for example assert: sum(price).");
  const demands = COMPARISON_KEYS.flatMap((key) => {
    const found = fields.get(key);
    return found === undefined ? [] : [{ key, value: found }];
  });
  if (demands.length > 1) {
    throw value.error(
      `An assertion has ${demands.map(({ key }) => key).join(" and ")}. Write one of them, or an assertion for each.`,
    );
  }
  const where = fields.get("where")?.text("where") ?? checkWhere;
  const dataset = fields.get("dataset")?.text("dataset");
  const warn = fields.get("warn");
  if (warn !== undefined && demands.length === 0) {
    throw warn.error(
      "warn is a narrower bound than the one that fails. Write that one, too, for example atLeast: 0.9.",
    );
  }
  const tolerances = tolerancesOf(fields.get("tolerance"), fields.get("relativeTolerance"));
  return {
    formula: formula.text("assert"),
    scope: { ...(dataset !== undefined && { dataset }), ...(where !== undefined && { where }) },
    config: readFacts(fields),
    compare: (builder) => {
      const [demand] = demands;
      if (demand === undefined) builder.noop();
      else COMPARISONS[demand.key](builder, { fail: demand.value, warn }, tolerances);
    },
    errorOf: (cause) => {
      if (cause instanceof ConfigError) return cause;
      if (cause instanceof FormulaError) return formula.error(cause.message, cause.offset, cause);
      return value.error(cause instanceof Error ? cause.message : String(cause), 0, cause);
    },
  };
}

/**
 * Makes an assertion.
 *
 * @param assertion - what {@link readAssertion} gave
 * @param mp - makes its metrics
 * @param ctx - takes it
 */
export function assertFormula(
  { formula, scope, config, compare }: YamlAssertion,
  mp: MetricProvider,
  ctx: Context,
): void {
  compare(ctx.assertThat(readFormula(formula, mp, scope)).config(config));
}

function tolerancesOf(tolerance: YamlValue | undefined, relative: YamlValue | undefined): ToleranceOptions {
  return {
    ...(tolerance !== undefined && { tolerance: tolerance.number("tolerance") }),
    ...(relative !== undefined && { relativeTolerance: relative.number("relativeTolerance") }),
  };
}

function bounds(what: string, { fail, warn }: Bounds): TwoBounds<number> {
  return { fail: fail.number(what), ...present("warn", warn?.number("warn")) };
}

function intervals(what: string, { fail, warn }: Bounds): TwoBounds<readonly [number, number]> {
  return { fail: interval(what, fail), ...present("warn", warn && interval("warn", warn)) };
}

function interval(what: string, value: YamlValue): readonly [number, number] {
  const [lower, upper, ...others] = value.list(what);
  if (lower === undefined || upper === undefined || others.length > 0) {
    throw value.error(`${what} is no list of two numbers. Write [lower, upper].`);
  }
  return [lower.number(`The lower bound of ${what}`), upper.number(`The upper bound of ${what}`)];
}

function isComparison(key: string): key is ComparisonKey {
  return Object.hasOwn(COMPARISONS, key);
}
