import { LocalDate } from "@dqx/common";
import { EXAMPLE_TIME, type MetricOutcome, type SimpleMetricSpec } from "@dqx/metrics";
import { analyze } from "../analyze.js";
import type { Analysis } from "../run/analysis.js";
import type { ConformanceData, MakeSource } from "./conformance-data.js";

/** The date of rows without a date column. */
const TODAY = LocalDate("2024-06-01");

/** An analysis, and its outcomes by metric and date. */
export interface Measured {
  readonly analysis: Analysis;
  /** The outcome of a metric on a date, `TODAY` by default. */
  of(spec: SimpleMetricSpec, date?: string): MetricOutcome;
  /** Its value; anything else is an error. */
  value(spec: SimpleMetricSpec, date?: string): number;
}

/** Measures metrics for all of the dates, by default `TODAY` alone. */
export type Measure = (specs: readonly SimpleMetricSpec[], dates?: readonly string[]) => Promise<Measured>;

/** Makes a source, measures metrics on it for all of the dates, and closes it. */
export async function measureAll(
  makeSource: MakeSource,
  data: ConformanceData,
  specs: readonly SimpleMetricSpec[],
  dates: readonly string[] = [TODAY],
): Promise<Measured> {
  return onSource(makeSource, data, (measure) => measure(specs, dates));
}

/** Makes a source, lends the measuring of metrics on it, and closes it. */
export async function onSource<T>(
  makeSource: MakeSource,
  data: ConformanceData,
  use: (measure: Measure) => Promise<T>,
): Promise<T> {
  const source = await makeSource(data);
  try {
    return await use(async (specs, dates = [TODAY]) => {
      const days = dates.map((date) => LocalDate(date));
      const requests = specs.map((spec) => ({ spec, dates: days }));
      return measuredBy(
        await analyze(source, requests, { referenceDate: TODAY, referenceTime: new Date(EXAMPLE_TIME) }),
      );
    });
  } finally {
    await source.close();
  }
}

function measuredBy(analysis: Analysis): Measured {
  const of = (spec: SimpleMetricSpec, date: string = TODAY): MetricOutcome => {
    const found = analysis.measured.filter((metric) => metric.spec.id === spec.id && metric.date === date);
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw new RangeError(`${spec.name} on ${date} has ${found.length} outcomes`);
    }
    return only.outcome;
  };
  return {
    analysis,
    of,
    value(spec, date) {
      const outcome = of(spec, date);
      if (outcome.kind === "value") return outcome.value;
      throw new RangeError(`${spec.name} has no value: ${outcome.reason}`);
    },
  };
}
