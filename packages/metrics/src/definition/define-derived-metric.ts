import { type Either, InvalidArgumentError, showValue } from "@dqx/common";
import type { ExactNumber } from "../state/exact-number.js";
import { canonicalParameters, decodeParameters } from "./decode-parameters.js";
import type { DerivationFailure } from "./derivation-failure.js";
import type { MetricArguments } from "./metric-definition.js";
import { requireInputs } from "./metric-input.js";
import { type DerivedMetricSpec, type MetricInput, metricId } from "./metric-spec.js";
import type { ParameterField, ParameterFields } from "./parameter-field.js";

/** What a provider calls the options of a metric, by the parameters' own names. */
export type OptionNames<Parameters> = { readonly [Name in (keyof Parameters & string) | "lag"]?: string };

/** All that DQX knows of a kind of metric that is computed from other metrics. */
export interface DerivedMetricDefinition<
  Parameters extends object,
  Arguments extends MetricArguments<Parameters> = MetricArguments<Parameters>,
  Names extends OptionNames<Parameters> = OptionNames<Parameters>,
> {
  /** The name in the catalogue and in the store; never changed once released. */
  readonly type: string;
  /** What is computed, in one sentence. */
  readonly summary: string;
  /** The parameters that `spec` and a provider's method take by position, before the others; none by default. */
  readonly arguments?: Arguments;
  /** The parameters. Metrics among them are declared with `metricField` or `inputField`. */
  readonly parameters: ParameterFields<Parameters>;
  /** What a provider calls an option where it is not the parameter's own name, or `lag`; nothing by default. */
  readonly optionNames?: Names;
  /** What is shown between the brackets of the name. */
  display(parameters: Parameters): readonly string[];
  /** The metrics that it is computed from, and for which days; at least one. */
  inputs(parameters: Parameters): readonly MetricInput[];
  /**
   * The value.
   *
   * @param readings - the value of each input, in their order; all are there, and finite
   * @returns the value, or why these readings have none
   */
  compute(readings: readonly number[], parameters: Parameters): Either.Either<ExactNumber, DerivationFailure>;
  /** What comes out of given readings; the tests of the catalogue walk them. */
  readonly examples?: readonly DerivedExample<NoInfer<Parameters>>[];
}

/** What a derived metric makes of given readings. */
export interface DerivedExample<Parameters extends object> {
  readonly parameters: Parameters;
  /** The value of each input, in their order. */
  readonly readings: readonly number[];
  readonly outcome: number | DerivationFailure;
}

/** A kind of metric that is computed from other metrics. */
export interface DerivedMetric<
  Parameters extends object,
  Arguments extends MetricArguments<Parameters> = MetricArguments<Parameters>,
  Names extends OptionNames<Parameters> = OptionNames<Parameters>,
> {
  readonly definition: DerivedMetricDefinition<Parameters, Arguments, Names>;
  /**
   * The metric for given parameters.
   *
   * @param given - the definition's `arguments` by position, then an object of the other parameters
   * @throws `InvalidArgumentError` naming a parameter that is missing, unknown or of the wrong kind
   */
  spec(...given: DerivedArguments<Parameters, Arguments>): DerivedMetricSpec;
  /**
   * {@link DerivedMetric.spec} with all parameters by name, for parameters that come from outside.
   *
   * @throws `InvalidArgumentError` naming a parameter that is missing, unknown or of the wrong kind
   */
  fromParameters(parameters: object): DerivedMetricSpec;
}

/** A derived metric of the catalogue whose types do not matter, for registries. */
export interface AnyDerivedMetric {
  readonly definition: {
    readonly type: string;
    readonly summary: string;
    readonly arguments?: readonly string[];
    readonly parameters: {
      readonly [name: string]: Pick<ParameterField<unknown>, "description" | "minimumDays">;
    };
    readonly optionNames?: { readonly [name: string]: string | undefined };
  };
  /**
   * {@link DerivedMetric.spec} with all parameters by name, for parameters that come from outside.
   *
   * @throws `InvalidArgumentError` naming a parameter that is missing, unknown or of the wrong kind
   */
  fromParameters(parameters: object): DerivedMetricSpec;
}

/** Parameters by position, then the others by name; these may be left out when there are none. */
export type DerivedArguments<Parameters extends object, Arguments extends MetricArguments<Parameters>> = [
  ...{ [Index in keyof Arguments]: Parameters[Arguments[Index]] },
  ...(Exclude<keyof Parameters, Arguments[number]> extends never
    ? [others?: Readonly<Record<string, never>>]
    : [others: Readonly<Omit<Parameters, Arguments[number]>>]),
];

/**
 * Makes a metric that is computed from other metrics' values. The inputs may be measured or derived themselves,
 * be on other days, and belong to several datasets.
 *
 * @param definition - all that is to be known of the metric
 * @returns the metric; `spec` makes what a provider's `metric` takes
 * @example
 * ```ts
 * import { Either } from "@dqx/common";
 * import { defineDerivedMetric, inputField, maximum, minimum } from "@dqx/metrics";
 *
 * const ratio = defineDerivedMetric({
 *   type: "ratio",
 *   summary: "The value of one metric divided by that of another.",
 *   parameters: { over: inputField, under: inputField },
 *   display: ({ over, under }) => [over.spec.name, under.spec.name],
 *   inputs: ({ over, under }) => [over, under],
 *   compute: ([over = 0, under = 0]) =>
 *     under === 0 ? Either.left({ kind: "zeroDenominator", input: 1 }) : Either.right(over / under),
 * });
 * const over = { spec: maximum.spec({ column: "price" }), lag: 0 };
 * const under = { spec: minimum.spec({ column: "price" }), lag: 0 };
 * ratio.spec({ over, under }).name; // "ratio(maximum(price), minimum(price))"
 * ```
 */
export function defineDerivedMetric<
  Parameters extends object,
  const Arguments extends MetricArguments<Parameters> = readonly [],
  const Names extends OptionNames<Parameters> = Record<never, never>,
>(
  definition: DerivedMetricDefinition<Parameters, Arguments, Names>,
): DerivedMetric<Parameters, Arguments, Names> {
  const { type, parameters: fields, arguments: positional = [] } = definition;
  function specOf(given: object): DerivedMetricSpec {
    const parameters = decodeParameters(type, fields, given);
    const canonical = canonicalParameters(fields, parameters);
    const name = `${type}(${definition.display(parameters).join(", ")})`;
    return {
      type,
      parameters: canonical,
      id: metricId(type, canonical),
      name,
      inputs: requireInputs(name, definition.inputs(parameters)),
      compute: (readings) => definition.compute(readings, parameters),
    };
  }
  return {
    definition,
    spec(...given) {
      const values = Object.fromEntries(positional.map((name, index) => [name, given[index]]));
      return specOf({ ...requireOthers(type, given[positional.length]), ...values });
    },
    fromParameters: specOf,
  };
}

// Callers without types may pass anything.
function requireOthers(type: string, given: unknown): object {
  if (given === undefined) return {};
  if (typeof given === "object" && given !== null) return given;
  throw new InvalidArgumentError(`${type} got ${showValue(given)} for its parameters. Give an object.`);
}
