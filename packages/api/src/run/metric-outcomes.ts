import type { LocalDate, ResultKey } from "@dqx/common";
import { addDays } from "@dqx/common";
import type { MetricOutcome, MetricSpec } from "@dqx/metrics";
import type { MetricResult } from "../result/suite-result.js";

/** Why a metric has no value. */
export interface AbsenceCause {
  /** The metric that is to blame: the one asked about, or one it is computed from. */
  readonly name: string;
  readonly date: LocalDate;
  readonly outcome: Exclude<MetricOutcome, { kind: "value" }>;
}

/** What became of every metric of one run, by data set, metric and date. */
export class MetricOutcomes {
  readonly #results = new Map<string, MetricResult>();

  /** All outcomes, in the order in which they came. */
  get results(): readonly MetricResult[] {
    return [...this.#results.values()];
  }

  /** Keeps what became of a metric. */
  set(spec: MetricSpec, dataset: string, date: LocalDate, outcome: MetricOutcome): void {
    this.#results.set(identity(spec, dataset, date), { name: spec.name, dataset, date, outcome });
  }

  /** What became of a metric; nothing when it was not needed. */
  get(spec: MetricSpec, dataset: string, date: LocalDate): MetricOutcome | undefined {
    return this.#results.get(identity(spec, dataset, date))?.outcome;
  }

  /**
   * Why a metric has no value: the measured metrics at the root of it.
   *
   * @param spec - the metric without a value
   * @param dataset - its data set
   * @param key - its date and tags
   * @returns the causes in order of dates from the latest; the metric's own outcome when no metric that it is
   *   computed from is to blame; empty when nothing is known
   */
  causesOf(spec: MetricSpec, dataset: string, key: Pick<ResultKey, "date">): readonly AbsenceCause[] {
    const { date } = key;
    if (spec.kind === "extended") {
      const inherited = spec.lags.flatMap((lag) =>
        this.causesOf(spec.base, dataset, { date: addDays(date, -lag) }),
      );
      if (inherited.length > 0) return inherited;
    }
    const outcome = this.get(spec, dataset, date);
    return outcome === undefined || outcome.kind === "value" ? [] : [{ name: spec.name, date, outcome }];
  }
}

function identity(spec: MetricSpec, dataset: string, date: LocalDate): string {
  return `${date} ${spec.id} ${dataset}`;
}
