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

/** One metric of one dataset on one day. */
export interface MetricPoint {
  readonly dataset: string;
  readonly spec: MetricSpec;
  readonly date: LocalDate;
}

/** Everything that some metrics need, down to what is measured. Each point is looked at once. */
export class MetricNeeds {
  readonly #series: NeededSeries[] = [];
  // Level by level: a text of dataset and metric for each point would take longer than all the rest.
  readonly #seriesOf = remember((dataset: string) =>
    remember((spec: MetricSpec) => this.#seriesNamed(dataset, spec)),
  );
  readonly #byId = remember((_dataset: string) => new Map<string, NeededSeries>());
  readonly #derived: NeededPoint[] = [];
  // Thousands of metrics look back from few days.
  readonly #daysBefore = remember((date: LocalDate) => remember((lag: number) => addDays(date, -lag)));

  /** @param points - the metrics whose values are wanted */
  constructor(points: Iterable<MetricPoint> = []) {
    for (const { dataset, spec, date } of points) this.#add(dataset, spec, date);
  }

  /** Adds a metric whose value is wanted, too. */
  add({ dataset, spec, date }: MetricPoint): void {
    this.#add(dataset, spec, date);
  }

  /** What must be measured: one entry per dataset and metric, in the order in which they were first needed. */
  measured(): readonly MetricRequirement[] {
    const measured: MetricRequirement[] = [];
    for (const { dataset, spec, points } of this.#series) {
      if (isMeasured(spec)) measured.push({ dataset, spec, dates: [...points.keys()].sort() });
    }
    return measured;
  }

  /** What must be computed: every derived metric on every day it is needed for, behind those it needs itself. */
  computed(): readonly ExtendedRequirement[] {
    // What is measured is behind nothing, and there is far more of it.
    return topologicalOrder(
      this.#derived.filter(isDerived),
      ({ inputs }) => inputs.filter(isDerived),
      describe,
    ).map(({ dataset, spec, date }) => ({ dataset, spec, date }));
  }

  #add(dataset: string, spec: MetricSpec, date: LocalDate): NeededPoint {
    const { spec: first, points } = this.#seriesOf(dataset)(spec);
    const known = points.get(date);
    if (known !== undefined) return known;
    const inputs: NeededPoint[] = [];
    const needed = { dataset, spec: first, date, inputs };
    points.set(date, needed);
    if (isMeasured(first)) return needed;
    this.#derived.push(needed);
    const before = this.#daysBefore(date);
    for (const input of first.inputs)
      inputs.push(this.#add(input.dataset ?? dataset, input.spec, before(input.lag)));
    return needed;
  }

  // Equal metrics may come as several specs.
  #seriesNamed(dataset: string, spec: MetricSpec): NeededSeries {
    const ofDataset = this.#byId(dataset);
    const known = ofDataset.get(spec.id);
    if (known !== undefined) return known;
    const series: NeededSeries = { dataset, spec, points: new Map() };
    ofDataset.set(spec.id, series);
    this.#series.push(series);
    return series;
  }
}

/** A metric of a dataset, and the days it is needed for. */
interface NeededSeries {
  readonly dataset: string;
  readonly spec: MetricSpec;
  readonly points: Map<LocalDate, NeededPoint>;
}

interface NeededPoint extends MetricPoint {
  /** What it is computed from. */
  readonly inputs: readonly NeededPoint[];
}

function isDerived(point: NeededPoint): point is NeededPoint & { readonly spec: DerivedMetricSpec } {
  return !isMeasured(point.spec);
}

function describe({ dataset, spec, date }: MetricPoint): string {
  return `${spec.name} for ${date} on dataset '${dataset}'`;
}
