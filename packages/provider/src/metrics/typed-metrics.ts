import { type AnyMetric, measuredMetrics } from "@dqx/metrics";
import type { MetricSymbol } from "../expression/metric-symbol.js";
import type { ColumnKinds } from "../typed/column-kinds.js";
import type { MethodOf } from "./metric-methods.js";
import type { MetricProvider } from "./metric-provider.js";

/** A method for each metric of the catalogue, which takes the columns of a dataset that have a fitting type. */
export type TypedMetrics<Columns extends ColumnKinds> = {
  readonly [Type in keyof typeof measuredMetrics]: MethodOf<(typeof measuredMetrics)[Type], Type, Columns>;
};

/** A provider whose metrics are of one dataset, the columns of which are known to the compiler. */
export type TypedMetricProvider<Columns extends ColumnKinds> = Omit<
  MetricProvider,
  keyof typeof measuredMetrics
> &
  TypedMetrics<Columns>;

/** A dataset whose columns are known to the compiler. */
export interface DatasetOf<Columns extends ColumnKinds> {
  readonly name: string;
  /** What each column is. */
  readonly kinds: Columns;
}

/**
 * The methods of a provider, for one dataset.
 *
 * @param provider - makes the metrics
 * @param dataset - what all of them are about
 */
export function metricsOf<Columns extends ColumnKinds>(
  provider: MetricProvider,
  { name: dataset }: DatasetOf<Columns>,
): TypedMetrics<Columns> {
  const methods = Object.entries<AnyMetric>(measuredMetrics).map(([type, { definition }]) => {
    const places = definition.arguments?.length ?? 0;
    const method = (...given: readonly unknown[]): MetricSymbol => {
      const own = Array.from({ length: places }, (_, place) => given[place]);
      const options = { ...(given[places] as object | undefined), dataset };
      return Reflect.apply(Reflect.get(provider, type), provider, [...own, options]);
    };
    return [type, method] as const;
  });
  // One for each metric, and the provider's own methods check what they are given.
  return Object.fromEntries(methods) as unknown as TypedMetrics<Columns>;
}
