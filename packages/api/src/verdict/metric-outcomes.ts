import type { LocalDate, ResultKey } from "@dqx/common";
import { addDays, remember } from "@dqx/common";
import { isMeasured, type MetricOutcome, type MetricSpec } from "@dqx/metrics";
import type { MetricResult } from "../result/suite-result.js";

/** Why a metric has no value. */
export interface AbsenceCause {
  /** The metric that is to blame: the one asked about, or one it is computed from. */
  readonly name: string;
  readonly dataset: string;
  readonly date: LocalDate;
  readonly outcome: Exclude<MetricOutcome, { kind: "value" }>;
}

/** What became of every metric of one run, by dataset, metric and date. */
export class MetricOutcomes {
  readonly #results: MetricResult[] = [];
  // Level by level: a text of all three for each point would take more memory than what became of it.
  readonly #places = remember((_dataset: string) => remember((_id: string) => new Map<LocalDate, number>()));
  readonly #causes = new Map<string, readonly AbsenceCause[]>();

  /** All outcomes, in the order in which they came. */
  get results(): readonly MetricResult[] {
    return [...this.#results];
  }

  /** Keeps what became of a metric. */
  set(spec: MetricSpec, dataset: string, date: LocalDate, outcome: MetricOutcome): void {
    this.#causes.clear();
    const places = this.#places(dataset)(spec.id);
    const place = places.get(date) ?? this.#results.length;
    places.set(date, place);
    this.#results[place] = { name: spec.name, dataset, date, outcome };
  }

  /** What became of a metric; nothing when it was not needed. */
  get(spec: MetricSpec, dataset: string, date: LocalDate): MetricOutcome | undefined {
    const place = this.#places(dataset)(spec.id).get(date);
    return place === undefined ? undefined : this.#results[place]?.outcome;
  }

  /**
   * Why a metric has no value: the metrics at the root of it. Everything that it is computed from is visited once.
   *
   * @param spec - the metric without a value
   * @param dataset - its dataset
   * @param key - its date and tags
   * @returns the causes in order of dates from the latest; the metric's own outcome when no metric that it is
   *   computed from is to blame; empty when nothing is known
   */
  causesOf(spec: MetricSpec, dataset: string, key: Pick<ResultKey, "date">): readonly AbsenceCause[] {
    const point = identity(spec, dataset, key.date);
    const known = this.#causes.get(point);
    if (known !== undefined) return known;
    const causes: AbsenceCause[] = [];
    this.#collect({ spec, dataset, date: key.date }, new Map(), causes);
    this.#causes.set(point, causes);
    return causes;
  }

  // Whether anything at or under a point is to blame. What is, goes into `causes`.
  #collect(
    { spec, dataset: own, date }: MetricPoint,
    visited: Map<string, boolean>,
    causes: AbsenceCause[],
  ): boolean {
    const point = identity(spec, own, date);
    const known = visited.get(point);
    if (known !== undefined) return known;
    let isInherited = false;
    const inputs = isMeasured(spec) ? [] : spec.inputs;
    for (const { spec: input, lag, dataset = own } of inputs) {
      const isCause = this.#collect({ spec: input, dataset, date: addDays(date, -lag) }, visited, causes);
      isInherited ||= isCause;
    }
    const outcome = this.get(spec, own, date);
    const isOwn = !isInherited && outcome !== undefined && outcome.kind !== "value";
    if (isOwn) causes.push({ name: spec.name, dataset: own, date, outcome });
    visited.set(point, isInherited || isOwn);
    return isInherited || isOwn;
  }
}

interface MetricPoint {
  readonly spec: MetricSpec;
  readonly dataset: string;
  readonly date: LocalDate;
}

function identity(spec: MetricSpec, dataset: string, date: LocalDate): string {
  return `${date} ${spec.id} ${dataset}`;
}
