import type { AssertionReport } from "@dqx/api";

/** A statement by which an assertion can be looked into by hand. */
export interface Reproduction {
  /** What it shows, for example `the rows that fail, of 'orders'`. */
  readonly title: string;
  readonly sql: string;
}

const SHOWN = { numbers: "its numbers", rows: "the rows that fail" } as const;

/**
 * The statements by which an assertion can be looked into by hand.
 *
 * @param assertion - an assertion of a report
 * @returns those of its members for a group; none when it held
 */
export function reproductions({ reproducedBy = [], members = [] }: AssertionReport): readonly Reproduction[] {
  return [
    ...reproducedBy.map(({ dataset, shows, sql }) => ({ title: `${SHOWN[shows]}, of '${dataset}'`, sql })),
    ...members.flatMap(reproductions),
  ];
}
