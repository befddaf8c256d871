import type { AssertionCounts, RunReport } from "@dqx/api";
import { warnedIn } from "./run-totals.js";
import { showShare } from "./show-share.js";

/** How the assertions of one quality dimension, or of one owner, came out. */
export interface Standing {
  readonly name: string;
  /** The share of the judged assertions that hold, for example `66.7 %`; `–` when none was judged. */
  readonly score: string;
  /** For example `2 of 3 hold`. */
  readonly summary: string;
  readonly assertions: number;
  /** How many failed, warned or could not be told. */
  readonly problems: number;
}

/** The standings of one kind. */
export interface Standings {
  /** `Quality dimension` or `Owner`. */
  readonly kind: string;
  /** The lowest score first. */
  readonly standings: readonly Standing[];
}

/**
 * How it looks by quality dimension and by owner.
 *
 * @param report - a report
 * @returns nothing of a kind that no assertion names
 */
export function standingsOf({ scores }: RunReport): readonly Standings[] {
  if (scores === undefined) return [];
  const kinds = [
    ["Quality dimension", scores.dimensions],
    ["Owner", scores.owners],
  ] as const;
  return kinds.flatMap(([kind, list]) =>
    list.length === 0
      ? []
      : {
          kind,
          standings: list
            .toSorted((a, b) => (a.score ?? 2) - (b.score ?? 2))
            .map(({ name, counts }) => standingOf(name, counts)),
        },
  );
}

function standingOf(name: string, counts: AssertionCounts): Standing {
  const { planned, passed, failed, errored, skipped } = counts;
  const warned = warnedIn(counts);
  const [held, judged] = [passed + warned, planned - skipped];
  return {
    name,
    score: judged === 0 ? "–" : showShare(held, judged),
    summary:
      judged === 0 ? "none judged" : `${held} of ${judged} hold${warned === 0 ? "" : `, ${warned} warned`}`,
    assertions: planned,
    problems: failed + errored + warned,
  };
}
