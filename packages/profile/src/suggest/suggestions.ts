import type { LocalDate } from "@dqx/common";
import type { HeldOut, Suggestion } from "./suggestion.js";

/** The share of the tries in which a check must have held to be suggested. */
const LEAST_HELD = 0.9;

/** Checks that follow from data, and how they did on data that they were not learnt from. Plain JSON. */
export interface Suggestions {
  readonly format: "dqx.suggestions";
  readonly version: 1;
  readonly dataset: string;
  /** What was learnt from, in words; `60 days from 2025-01-01 to 2025-03-01`. */
  readonly learntFrom: string;
  /** What the checks were tried on, in words; null when nothing was held out. */
  readonly triedOn: string | null;
  /** The last day that there are rows of, but for the one after it, which is often not complete; null without days. */
  readonly lastDay: LocalDate | null;
  /** All tries of all checks, those that are left out included. */
  readonly heldOut: HeldOut;
  readonly suggestions: readonly Suggestion[];
  /** What followed from the data, and held on fewer than nine of ten tries. */
  readonly leftOut: readonly Suggestion[];
}

/**
 * Puts suggestions together: what did not hold on data that was held out is left out.
 *
 * @param about - the dataset, what was learnt from and tried on
 * @param found - the suggestions
 */
export function gathered(
  about: Pick<Suggestions, "dataset" | "learntFrom" | "triedOn" | "lastDay">,
  found: readonly Suggestion[],
): Suggestions {
  const isGood = ({ heldOut }: Suggestion): boolean =>
    heldOut === null || heldOut.held >= LEAST_HELD * heldOut.tried;
  const sum = (count: (heldOut: HeldOut) => number): number =>
    found.reduce((total, { heldOut }) => total + (heldOut === null ? 0 : count(heldOut)), 0);
  return {
    format: "dqx.suggestions",
    version: 1,
    ...about,
    heldOut: { held: sum(({ held }) => held), tried: sum(({ tried }) => tried) },
    suggestions: found.filter(isGood),
    leftOut: found.filter((each) => !isGood(each)),
  };
}
