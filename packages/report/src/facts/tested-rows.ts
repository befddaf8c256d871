import type { AssertionReport, RunReport } from "@dqx/api";
import type { LocalDate } from "@dqx/common";

/** How many rows a dataset had on a day. */
export interface TestedRows {
  readonly dataset: string;
  readonly date: LocalDate;
  readonly rows: number;
}

/**
 * Tells how many rows the days had that an assertion looked at, where the run counted them.
 *
 * @param report - a report
 * @returns gives one entry per dataset and day of the assertion's metrics
 */
export function testedRows({ metrics }: RunReport): (assertion: AssertionReport) => readonly TestedRows[] {
  const counts = new Map<string, TestedRows>();
  for (const { name, dataset, date, value } of metrics) {
    if (name === ROW_COUNT && value !== null)
      counts.set(placeOf(dataset, date), { dataset, date, rows: value });
  }
  return (assertion) => {
    const places = new Set(assertion.metrics.map(({ dataset, date }) => placeOf(dataset, date)));
    return [...places].flatMap((place) => counts.get(place) ?? []);
  };
}

/** The metric that counts all rows, as reports name it. */
const ROW_COUNT = "numRows()";

function placeOf(dataset: string, date: LocalDate): string {
  return JSON.stringify([dataset, date]);
}
