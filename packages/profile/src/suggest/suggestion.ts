import type { Severity } from "@dqx/common";

/** A check that follows from data. */
export interface Suggestion {
  /** What the check is about; suggestions of one name belong together. */
  readonly check: "volume" | "completeness" | "keys" | "values" | "formats" | "ranges" | "lengths";
  /** The expression as YAML has it, for example `nullCount(price) / numRows()`. */
  readonly formula: string;
  /** The same in TypeScript, for example `mp.nullCount("price").div(mp.numRows())`. */
  readonly code: string;
  readonly demand: SuggestedDemand;
  readonly severity: Severity;
  /** What was seen of the data, in a sentence without a full stop. */
  readonly evidence: string;
  /** How it did on data that it was not learnt from; null when it was not tried. */
  readonly heldOut: HeldOut | null;
}

/** What is demanded of the expression. */
export type SuggestedDemand =
  | { readonly kind: "atLeast" | "atMost" | "equal"; readonly bound: number }
  | { readonly kind: "between"; readonly lower: number; readonly upper: number };

/** How often a check held on data that it was not learnt from. */
export interface HeldOut {
  readonly held: number;
  readonly tried: number;
}

/** Whether a value is as it is demanded. */
export function meets(value: number, demand: SuggestedDemand): boolean {
  switch (demand.kind) {
    case "atLeast":
      return value >= demand.bound;
    case "atMost":
      return value <= demand.bound;
    case "equal":
      return value === demand.bound;
    case "between":
      return value >= demand.lower && value <= demand.upper;
  }
}
