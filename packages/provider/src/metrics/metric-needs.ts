import { addDays, type LocalDate } from "@dqx/common";
import type { ExtendedMetricSpec, MetricSpec, SimpleMetricSpec } from "@dqx/metrics";
import { topologicalOrder } from "./topological-order.js";

/** A metric that must be measured, and the days it is needed for. */
export interface MetricRequirement {
  readonly dataset: string;
  readonly spec: SimpleMetricSpec;
  /** Ascending, each once. */
  readonly dates: readonly LocalDate[];
}

/** An extended metric that must be computed for one day. */
export interface ExtendedRequirement {
  readonly dataset: string;
  readonly spec: ExtendedMetricSpec;
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

  /** @param points - the metrics whose values are wanted */
  constructor(points: Iterable<MetricPoint>) {
    for (const point of points) this.#add(point);
  }

  /** What must be measured: one entry per data set and metric, in the order in which they were first needed. */
  measured(): readonly MetricRequirement[] {
    const groups = new Map<string, { dataset: string; spec: SimpleMetricSpec; dates: LocalDate[] }>();
    for (const { dataset, spec, date } of this.#points.values()) {
      if (spec.kind !== "simple") continue;
      const identity = JSON.stringify([dataset, spec.id]);
      const group = groups.get(identity) ?? { dataset, spec, dates: [] };
      group.dates.push(date);
      groups.set(identity, group);
    }
    return [...groups.values()].map((group) => ({ ...group, dates: group.dates.toSorted() }));
  }

  /** What must be computed: every extended metric on every day it is needed for, behind those it needs itself. */
  computed(): readonly ExtendedRequirement[] {
    const order = topologicalOrder(this.#points.values(), ({ bases }) => bases, describe);
    return order.flatMap(({ dataset, spec, date }) =>
      spec.kind === "extended" ? [{ dataset, spec, date }] : [],
    );
  }

  #add(point: MetricPoint): NeededPoint {
    const identity = identityOf(point);
    const known = this.#points.get(identity);
    if (known !== undefined) return known;
    const bases: NeededPoint[] = [];
    const needed = { ...point, bases };
    this.#points.set(identity, needed);
    bases.push(...basesOf(point).map((base) => this.#add(base)));
    return needed;
  }
}

interface NeededPoint extends MetricPoint {
  /** What it is computed from. */
  readonly bases: readonly NeededPoint[];
}

function basesOf({ dataset, spec, date }: MetricPoint): readonly MetricPoint[] {
  return spec.kind === "simple"
    ? []
    : spec.lags.map((lag) => ({ dataset, spec: spec.base, date: addDays(date, -lag) }));
}

function identityOf({ dataset, spec, date }: MetricPoint): string {
  return JSON.stringify([dataset, spec.id, date]);
}

function describe({ dataset, spec, date }: MetricPoint): string {
  return `${spec.name} for ${date} on dataset '${dataset}'`;
}
