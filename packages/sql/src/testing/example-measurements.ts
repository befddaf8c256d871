import { addDays, canonicalJson, LocalDate } from "@dqx/common";
import { type MetricOutcome, numRows, type SimpleMetricSpec } from "@dqx/metrics";
import { groupBy } from "../plan/group-by.js";
import type { ConformanceData, MakeSource } from "./conformance-data.js";
import type { ExampleSpec } from "./example-specs.js";
import { type Measure, type Measured, onSource } from "./measure-all.js";

const DAY_COLUMN = "the day";
const SCOPE_COLUMN = "the scope";
const FIRST_DAY = LocalDate("2024-01-01");

/** What came out of the examples, each source having been made once for many of them. */
export interface ExampleMeasurements {
  /** Of a statement for nothing else. */
  alone(example: ExampleSpec): Promise<MetricOutcome>;
  /** Of a statement for all metrics of which an example has this data. */
  together(example: ExampleSpec): Promise<MetricOutcome>;
  /** Of the rows in scope of one day, in a statement over several days with the data of other examples. */
  onOneOfSeveralDays(example: ExampleSpec): Promise<MetricOutcome>;
  /** Of the rows in scope of one day, in a statement over that day. */
  onOneDay(example: ExampleSpec): Promise<MetricOutcome>;
}

/** Tells what came out of an example. */
type Outcomes = (example: ExampleSpec) => MetricOutcome;

/**
 * Measures examples, those of the same data on one source; and on one source with days those of the same columns,
 * each data on a day of its own.
 *
 * @param examples - all that will be asked for
 * @param makeSource - makes a source of given data on the engine
 */
export function measureExamples(
  examples: readonly ExampleSpec[],
  makeSource: MakeSource,
): ExampleMeasurements {
  const plain = measuredOnce(examples, dataKey, (group) => measureRows(group, makeSource));
  const dated = measuredOnce(examples, columnsKey, (group) => measureDays(group, makeSource));
  return {
    alone: async (example) => (await plain(example)).alone(example),
    together: async (example) => (await plain(example)).together(example),
    onOneOfSeveralDays: async (example) => (await dated(example)).severalDays(example),
    onOneDay: async (example) => (await dated(example)).oneDay(example),
  };
}

/** Measures a group of examples when the first of them is asked for. */
function measuredOnce<T>(
  examples: readonly ExampleSpec[],
  keyOf: (example: ExampleSpec) => string,
  measure: (group: readonly ExampleSpec[]) => Promise<T>,
): (example: ExampleSpec) => Promise<T> {
  const groups = groupBy(examples, keyOf);
  const running = new Map<string, Promise<T>>();
  return (example) => {
    const key = keyOf(example);
    const known = running.get(key) ?? measure(groups.get(key) ?? []);
    running.set(key, known);
    return known;
  };
}

/** Examples of one data: all of them in one statement, and each in one of its own. */
async function measureRows(
  group: readonly ExampleSpec[],
  makeSource: MakeSource,
): Promise<{ readonly alone: Outcomes; readonly together: Outcomes }> {
  return onSource(makeSource, dataOf(group), async (measure) => {
    const specs = distinctSpecs(group.map(({ spec }) => spec));
    const alone = new Map<string, MetricOutcome>();
    for (const spec of specs) alone.set(spec.id, (await measure([spec])).of(spec));
    const together = await measure(distinctSpecs([numRows.spec({}), ...specs]));
    return {
      alone: (example) => found(alone.get(example.spec.id), example),
      together: ({ spec }) => together.of(spec),
    };
  });
}

/** The data of examples, on a day of its own. */
interface DataOfDay {
  readonly day: LocalDate;
  readonly data: ConformanceData;
  /** Over the rows in scope. */
  readonly specs: readonly SimpleMetricSpec[];
}

/** Examples of the same columns, over the rows in scope: of all days in one statement, and of each in one of its own. */
async function measureDays(
  group: readonly ExampleSpec[],
  makeSource: MakeSource,
): Promise<{ readonly severalDays: Outcomes; readonly oneDay: Outcomes }> {
  const days: readonly DataOfDay[] = [...groupBy(group, dataKey).values()].map((ofDay, index) => ({
    day: addDays(FIRST_DAY, index),
    data: dataOf(ofDay),
    specs: distinctSpecs(ofDay.map(scoped)),
  }));
  const lastDay = addDays(FIRST_DAY, days.length);
  return onSource(makeSource, onDays(days, lastDay), async (measure) => {
    const severalDays = await onSeveralDays(days, [lastDay, addDays(lastDay, 1)], measure);
    const oneDay = new Map<LocalDate, Measured>();
    for (const { day, specs } of days) oneDay.set(day, await measure(specs, [day]));

    const dayByData = new Map(days.map(({ day, data }) => [keyOfData(data), day]));
    const outcomesOf = (measured: ReadonlyMap<LocalDate, Measured>) => (example: ExampleSpec) => {
      const day = found(dayByData.get(dataKey(example)), example);
      return found(measured.get(day), example).of(scoped(example), day);
    };
    return { severalDays: outcomesOf(severalDays), oneDay: outcomesOf(oneDay) };
  });
}

// The engine may fail on a metric over the data of one day, and then has not computed it of the others: it is
// measured again without them.
async function onSeveralDays(
  days: readonly DataOfDay[],
  others: readonly LocalDate[],
  measure: Measure,
): Promise<ReadonlyMap<LocalDate, Measured>> {
  const all = await measure(distinctSpecs(days.flatMap(({ specs }) => specs)), [
    ...days.map(({ day }) => day),
    ...others,
  ]);
  const errors = new Set(all.analysis.statements.map(({ error }) => error));
  const measured = new Map<LocalDate, Measured>();
  for (const { day, specs } of days) {
    const failed = specs.filter((spec) => {
      const outcome = all.of(spec, day);
      return outcome.kind === "failed" && errors.has(outcome.reason);
    });
    const again = failed.length === 0 ? all : await measure(failed, [day, ...others]);
    const isAgain = new Set(failed.map(({ id }) => id));
    measured.set(day, {
      ...all,
      of: (spec, date) => (isAgain.has(spec.id) ? again : all).of(spec, date),
    });
  }
  return measured;
}

// Each data's rows on its day in scope, and again out of scope; the first of them on another day and on none.
function onDays(
  days: readonly { readonly day: LocalDate; readonly data: ConformanceData }[],
  lastDay: LocalDate,
): ConformanceData {
  const some = (days[0]?.data.rows ?? []).slice(0, 1);
  return {
    name: "examples on days",
    columns: [
      ...(days[0]?.data.columns ?? []),
      { name: DAY_COLUMN, type: "date" },
      { name: SCOPE_COLUMN, type: "integer" },
    ],
    rows: [
      ...days.flatMap(({ day, data }) => [
        ...data.rows.map((row) => [...row, day, 1n]),
        ...data.rows.map((row, index) => [...row, day, index % 2 === 0 ? 0n : null]),
      ]),
      ...some.map((row) => [...row, lastDay, 1n]),
      ...some.map((row) => [...row, null, 1n]),
    ],
    dateColumn: DAY_COLUMN,
  };
}

function scoped(example: ExampleSpec): SimpleMetricSpec {
  return example.withinScope(SCOPE_COLUMN);
}

function columnsKey({ data }: ExampleSpec): string {
  return canonicalJson(data.columns);
}

function dataKey({ data }: ExampleSpec): string {
  return keyOfData(data);
}

function keyOfData({ columns, rows }: ConformanceData): string {
  return canonicalJson([columns, rows.map((row) => row.map((cell) => [typeof cell, String(cell)]))]);
}

function dataOf([first]: readonly ExampleSpec[]): ConformanceData {
  return first?.data ?? { name: "no rows", columns: [], rows: [] };
}

function distinctSpecs(specs: readonly SimpleMetricSpec[]): readonly SimpleMetricSpec[] {
  return [...new Map(specs.map((spec) => [spec.id, spec])).values()];
}

function found<T>(value: T | undefined, { name }: ExampleSpec): T {
  if (value === undefined) throw new RangeError(`${name} was not measured`);
  return value;
}
