import { type AssertionReport, showVerdictValue } from "@dqx/api";

/**
 * An assertion's value in as few digits as imply its verdict.
 *
 * @param assertion - an assertion of a report
 * @returns for example `0.75`, or `no value`
 */
export function shownValue({ value, comparison, warning }: AssertionReport): string {
  if (value === null) return "no value";
  return showVerdictValue(value, warning === undefined ? [comparison] : [comparison, warning]);
}
