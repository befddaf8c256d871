import type {
  CountSpec,
  measuredMetrics,
  QuantilesReading,
  SegmentsReading,
  SharesReading,
} from "@dqx/metrics";
import type { CountSymbol } from "../expression/count-symbol.js";
import type { MetricSymbol } from "../expression/metric-symbol.js";
import type { QuantilesSymbol } from "../expression/quantiles-symbol.js";
import type { SegmentsSymbol } from "../expression/segments-symbol.js";
import type { SharesSymbol } from "../expression/shares-symbol.js";
import type { ColumnKinds, OverColumns } from "../typed/column-kinds.js";
import type { Labelled, Named } from "./method-arguments.js";
import type { MetricOptions } from "./metric-options.js";

/** A method for each metric of the catalogue, documented as the metric is. */
export type MetricMethods = {
  readonly [Type in keyof typeof measuredMetrics]: MethodOf<(typeof measuredMetrics)[Type], Type>;
};

/** The metric's `arguments` by position, then an object of its other parameters and {@link MetricOptions}. */
export type MethodOf<Metric, Type, Columns extends ColumnKinds | undefined = undefined> = Metric extends {
  readonly definition: { readonly arguments?: infer Arguments extends readonly string[] };
  spec(parameters: infer Parameters, ...others: never): infer Spec;
}
  ? (...given: MethodArguments<Known<Type, OwnParameters<Parameters>, Columns>, Arguments>) => SymbolOf<Spec>
  : never;

/** Where columns are known to the compiler, those that fit. */
type Known<Type, Parameters, Columns> = Columns extends ColumnKinds
  ? OverColumns<Type, Parameters, Columns>
  : Parameters;

/** A metric without parameters takes a record without entries. */
type OwnParameters<Parameters> = string extends keyof Parameters ? Record<never, never> : Parameters;

/** A count has a ratio, segments and quantiles have each of them, and distributions have shares. */
type SymbolOf<Spec> = Spec extends CountSpec
  ? CountSymbol
  : Spec extends SegmentsReading
    ? SegmentsSymbol
    : Spec extends QuantilesReading
      ? QuantilesSymbol
      : Spec extends SharesReading
        ? SharesSymbol
        : MetricSymbol;

type MethodArguments<Parameters, Arguments extends readonly string[]> = [
  ...Positional<Parameters, Arguments>,
  ...Named<MetricOptions, Omit<Parameters, Arguments[number]>>,
];

type Positional<Parameters, Arguments extends readonly string[]> = Arguments extends readonly [
  infer First extends keyof Parameters & string,
  ...infer Rest extends readonly string[],
]
  ? [...Labelled<First, OneOrMore<Parameters[First]>>, ...Positional<Parameters, Rest>]
  : [];

/** Where a parameter is a list, one item may be given alone. */
type OneOrMore<Value> = Value extends readonly (infer Item)[] ? Item | Value : Value;
