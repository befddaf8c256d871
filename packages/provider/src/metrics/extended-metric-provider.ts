import { type ExecutionId, requireKnownOptions } from "@dqx/common";
import { type AnyDerivedMetric, type DerivedMetricSpec, derivedMetrics, type MetricSpec } from "@dqx/metrics";
import type { MetricSymbol } from "../expression/metric-symbol.js";
import type { DerivedMethods } from "./derived-methods.js";
import { namedMethod } from "./method-arguments.js";
import { optionsOf, requireDays } from "./metric-options.js";

/** Makes the symbol of a derived metric, so many days before its base. */
export type ExtendedSymbolMaker = (
  base: MetricSymbol,
  specOf: (base: MetricSpec) => DerivedMetricSpec,
  lag: number,
) => MetricSymbol;

// The methods stand on the prototype, one for each derived metric; see below.
const WithDerivedMethods: new () => DerivedMethods = Object as never;

/**
 * Makes symbolic metrics that are computed from other metrics' values on several days: a method for each derived
 * metric of the catalogue. They nest: `ext.stddev(ext.dayOverDay(mp.average("price")), { n: 7 })`. A lag of the
 * metric inside adds to that outside, and its dataset is that of the whole.
 *
 * The methods throw an `InvalidArgumentError` when an option is unknown or wrong, or the symbol is another
 * provider's.
 */
export class ExtendedMetricProvider extends WithDerivedMethods {
  readonly #parent: { readonly executionId: ExecutionId };
  readonly #make: ExtendedSymbolMaker;

  /**
   * @param parent - whose execution the metrics belong to
   * @param make - registers a symbol with the parent
   */
  constructor(parent: { readonly executionId: ExecutionId }, make: ExtendedSymbolMaker) {
    super();
    this.#parent = parent;
    this.#make = make;
  }

  /** The execution that all values belong to: the parent's. */
  get executionId(): ExecutionId {
    return this.#parent.executionId;
  }

  static {
    for (const [type, metric] of Object.entries<AnyDerivedMetric>(derivedMetrics)) {
      const [baseName = "base"] = metric.definition.arguments ?? [];
      const method = namedMethod<ExtendedMetricProvider>(type, (self, [base, options]) => {
        const { lag, parameters } = readOptions(metric, optionsOf(options));
        // Whatever else is given is refused by the parent, which knows its symbols.
        return self.#make(
          base as MetricSymbol,
          (spec) => metric.fromParameters({ ...parameters, [baseName]: spec }),
          lag,
        );
      });
      Object.defineProperty(ExtendedMetricProvider.prototype, type, method);
    }
  }
}

/** The lag and the parameters of a method's options, which may come from a caller without types. */
function readOptions({ definition }: AnyDerivedMetric, options: object) {
  const { type, arguments: positional = [], parameters: fields, optionNames = {} } = definition;
  const names = Object.keys(fields).filter((name) => !positional.includes(name));
  const optionOf = (name: string) => optionNames[name] ?? name;
  requireKnownOptions(type, options, ["lag", ...names].map(optionOf));
  const given = new Map<string, unknown>(Object.entries(options));
  const lag = given.get(optionOf("lag")) ?? 0;
  requireDays(type, optionOf("lag"), lag, 0);
  const parameters = names.map((name) => {
    const value = given.get(optionOf(name));
    const minimum = fields[name]?.minimumDays;
    if (minimum !== undefined) requireDays(type, optionOf(name), value, minimum);
    return [name, value];
  });
  return { lag, parameters: Object.fromEntries(parameters) };
}
