import { addDays, type LocalDate, remember } from "@dqx/common";
import { type DerivedMetricSpec, isMeasured, type MetricSpec, type SimpleMetricSpec } from "@dqx/metrics";
import { topologicalOrder } from "./topological-order.js";

/** A metric that must be measured, and the days it is needed for. */
export interface MetricRequirement {
  readonly dataset: string;
  readonly spec: SimpleMetricSpec;
  /** Ascending, each once. */
  readonly dates: readonly LocalDate[];
}

/** A derived metric that must be computed for one day. */
export interface ExtendedRequirement {
  readonly dataset: string;
  readonly spec: DerivedMetricSpec;
  readonly date: LocalDate;
}

/** One metric of one data set on one day. */
export interface MetricPoint {
  readonly dataset: string;
  readonly spec: MetricSpec;
  readonly date: LocalDate;
}

/** Everything that some metrics need, down to what is measured. Each point is looked at once. */
export class MetricNeeds {
  readonly #points = new Map<string, NeededPoint>();
  // Thousands of metrics look back from few days.
  readonly #daysBefore = remember((date: LocalDate) => remember((lag: number) => addDays(date, -lag)));

  /** @param points - the metrics whose values are wanted */
  constructor(points: Iterable<MetricPoint> = []) {
    for (const point of points) this.#add(point);
  }

  /** Adds a metric whose value is wanted, too. */
  add(point: MetricPoint): void {
    this.#add(point);
  }

  /** What must be measured: one entry per data set and metric, in the order in which they were first needed. */
  measured(): readonly MetricRequirement[] {
    const groups = new Map<string, { dataset: string; spec: SimpleMetricSpec; dates: LocalDate[] }>();
    for (const { dataset, spec, date } of this.#points.values()) {
      if (!isMeasured(spec)) continue;
      const identity = `${dataset.length} ${dataset}${spec.id}`;
      const group = groups.get(identity) ?? { dataset, spec, dates: [] };
      group.dates.push(date);
      groups.set(identity, group);
    }
    return [...groups.values()].map((group) => ({ ...group, dates: group.dates.toSorted() }));
  }

  /** What must be computed: every derived metric on every day it is needed for, behind those it needs itself. */
  computed(): readonly ExtendedRequirement[] {
    // What is measured is behind nothing, and there is far more of it.
    const derived = [...this.#points.values()].filter(isDerived);
    return topologicalOrder(derived, ({ inputs }) => inputs.filter(isDerived), describe).map(
      ({ dataset, spec, date }) => ({ dataset, spec, date }),
    );
  }

  #add(point: MetricPoint): NeededPoint {
    const identity = identityOf(point);
    const known = this.#points.get(identity);
    if (known !== undefined) return known;
    const inputs: NeededPoint[] = [];
    const needed = { ...point, inputs };
    this.#points.set(identity, needed);
    for (const input of this.#inputsOf(point)) inputs.push(this.#add(input));
    return needed;
  }

  #inputsOf({ dataset: own, spec, date }: MetricPoint): readonly MetricPoint[] {
    if (isMeasured(spec)) return [];
    return spec.inputs.map(({ spec: input, lag, dataset = own }) => ({
      dataset,
      spec: input,
      date: this.#daysBefore(date)(lag),
    }));
  }
}

interface NeededPoint extends MetricPoint {
  /** What it is computed from. */
  readonly inputs: readonly NeededPoint[];
}

function isDerived(point: NeededPoint): point is NeededPoint & { readonly spec: DerivedMetricSpec } {
  return !isMeasured(point.spec);
}

// Not by JSON, which takes a third of the time of finding the needs. A date has ten characters.
function identityOf({ dataset, spec, date }: MetricPoint): string {
  return `${date}${dataset.length} ${dataset}${spec.id}`;
}

function describe({ dataset, spec, date }: MetricPoint): string {
  return `${spec.name} for ${date} on dataset '${dataset}'`;
}
