import type { derivedMetrics } from "@dqx/metrics";
import type { MetricSymbol } from "../expression/metric-symbol.js";
import type { Labelled, Named } from "./method-arguments.js";

/** A method for each derived metric of the catalogue, documented as the metric is. */
export type DerivedMethods = {
  readonly [Type in keyof typeof derivedMetrics]: DerivedMethod<(typeof derivedMetrics)[Type]>;
};

/** The metric that it is computed from, then an object of its parameters and of the lag. */
type DerivedMethod<Metric> = Metric extends {
  readonly definition: {
    readonly arguments?: readonly [infer Base extends string];
    readonly optionNames?: infer Names;
    display(parameters: infer Parameters): unknown;
  };
}
  ? (
      ...given: [
        ...Labelled<Base, MetricSymbol>,
        ...Named<
          { readonly [Lag in "lag" as OptionName<Names, Lag>]?: number },
          { readonly [Name in Exclude<keyof Parameters, Base> as OptionName<Names, Name>]: Parameters[Name] }
        >,
      ]
    ) => MetricSymbol
  : never;

type OptionName<Names, Name> = Name extends keyof Names ? Names[Name] & string : Name & string;
