import { addDays, type LocalDate, type Severity } from "@dqx/common";
import type { DayFacts } from "../history/day-history.js";
import { type DayValue, learnBand, NEEDED_DAYS } from "../learn/band.js";
import { signalHistory, signalKey } from "../learn/signal-history.js";
import { type Signal, type SignalKind, signalsOf } from "../learn/signals.js";
import { type MetricFormula, metric, quotient } from "./metric-formula.js";
import { rounded } from "./rounded.js";
import { meets, type SuggestedDemand, type Suggestion } from "./suggestion.js";

/** What is known of days. */
export interface KnownDays {
  /** Ascending; what is learnt from. */
  readonly learnt: readonly DayFacts[];
  /** Ascending; what the suggestions are tried on. */
  readonly heldOut: readonly DayFacts[];
  readonly dayColumn: string | undefined;
}

/** A number whose values over days are looked at. */
interface Series {
  readonly signal: Signal;
  readonly values: readonly DayValue[];
  readonly column: string;
}

/**
 * The checks that follow from days: bounds that leave room around what they were like.
 *
 * @param days - those that are learnt from, and those that the checks are tried on
 * @returns none for a number with fewer than fourteen days
 */
export function suggestFromDays({ learnt, heldOut, dayColumn }: KnownDays): readonly Suggestion[] {
  const last = learnt.at(-1);
  if (last === undefined) return [];
  const past = signalHistory(learnt, dayColumn);
  const future = signalHistory(heldOut, dayColumn);
  return signalsOf(last, dayColumn).flatMap((signal) => {
    const values = past.get(signalKey(signal)) ?? [];
    if (values.length < NEEDED_DAYS || isTrend(values)) return [];
    const drafts = DRAFTS[signal.kind]({ signal, values, column: signal.column ?? "" }, last.date);
    const tried = (future.get(signalKey(signal)) ?? []).map(({ value }) => value);
    return drafts.flatMap((draft) => (draft === undefined ? [] : [completed(draft, tried)]));
  });
}

/** A suggestion that was not tried yet. */
interface Draft {
  readonly check: Suggestion["check"];
  readonly of: MetricFormula | undefined;
  readonly demand: SuggestedDemand;
  readonly severity: Severity;
  readonly evidence: string;
}

type MakeDrafts = (series: Series, last: LocalDate) => readonly (Draft | undefined)[];

const none: MakeDrafts = () => [];

/** What each kind of number is worth a check of. */
const DRAFTS: Readonly<Record<SignalKind, MakeDrafts>> = {
  rows: (series, last) => {
    const { lower, upper } = week(series, last);
    const demand: SuggestedDemand = {
      kind: "between",
      lower: Math.max(1, Math.floor(rounded(lower, "down"))),
      upper: Math.ceil(rounded(upper, "up")),
    };
    return [{ check: "volume", of: metric("numRows", []), demand, severity: "P1", evidence: seen(series) }];
  },
  nulls: (series, last) => shareDrafts("completeness", "nullCount", series, last, "P1"),
  blank: (series, last) => shareDrafts("completeness", "blankCount", series, last, "P2"),
  nonFinite: (series, last) => shareDrafts("completeness", "nanCount", series, last, "P2"),
  mean: (series, last) => {
    const { lower, upper } = week(series, last);
    const of = metric("average", [series.column]);
    const demand: SuggestedDemand = {
      kind: "between",
      lower: notBelowZero(series, rounded(lower, "down")),
      upper: rounded(upper, "up"),
    };
    return [{ check: "ranges", of, demand, severity: "P2", evidence: seen(series) }];
  },
  minimum: (series, last) => {
    const bound = notBelowZero(series, rounded(week(series, last).lower, "down"));
    const of = metric("minimum", [series.column]);
    return [
      { check: "ranges", of, demand: { kind: "atLeast", bound }, severity: "P2", evidence: seen(series) },
    ];
  },
  maximum: (series, last) => {
    const bound = rounded(week(series, last).upper, "up");
    const of = metric("maximum", [series.column]);
    return [
      { check: "ranges", of, demand: { kind: "atMost", bound }, severity: "P2", evidence: seen(series) },
    ];
  },
  longest: (series, last) => {
    const bound = Math.ceil(week(series, last).upper);
    const of = metric("maxLength", [series.column]);
    return [
      { check: "lengths", of, demand: { kind: "atMost", bound }, severity: "P3", evidence: seen(series) },
    ];
  },
  // An estimate, which no exact metric is compared with; the values of columns with few are checked one by one.
  distinct: none,
  uniqueness: none,
  shortest: none,
  earliest: none,
  latest: none,
};

function shareDrafts(
  check: Suggestion["check"],
  name: string,
  series: Series,
  last: LocalDate,
  severity: Severity,
): readonly Draft[] {
  const count = metric(name, [series.column]);
  if (series.values.every(({ value }) => value === 0)) {
    return [{ check, of: count, demand: { kind: "equal", bound: 0 }, severity, evidence: seen(series) }];
  }
  const bound = Math.min(1, Math.ceil(week(series, last).upper * 1000) / 1000);
  if (bound >= 1) return [];
  const of = quotient(count, metric("numRows", []));
  return [{ check, of, demand: { kind: "atMost", bound }, severity: "P2", evidence: seen(series) }];
}

function completed({ of, ...draft }: Draft, tried: readonly number[]): Suggestion {
  const { formula = "", code = "" } = of ?? {};
  const held = tried.filter((value) => meets(value, draft.demand)).length;
  return { ...draft, formula, code, heldOut: tried.length === 0 ? null : { held, tried: tried.length } };
}

/** What is expected on some day of the week after the last one. */
function week(
  { values, signal }: Series,
  last: LocalDate,
): { readonly lower: number; readonly upper: number } {
  const bands = Array.from({ length: 7 }, (_, day) =>
    learnBand(values, addDays(last, day + 1), signal.options),
  );
  const seenValues = values.map(({ value }) => value);
  // A day that was seen is no exception, whatever day of the week it was.
  return {
    lower: Math.min(...bands.map(({ lower }) => lower), ...seenValues),
    upper: Math.max(...bands.map(({ upper }) => upper), ...seenValues),
  };
}

// What was never negative stays so.
function notBelowZero({ values }: Series, bound: number): number {
  return values.every(({ value }) => value >= 0) ? Math.max(0, bound) : bound;
}

function seen({ values, signal }: Series): string {
  const numbers = values.map(({ value }) => value);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const days = `on ${values.length} days`;
  const show =
    signal.kind === "nulls" || signal.kind === "blank" || signal.kind === "nonFinite" ? percent : number;
  return low === high ? `${show(low)} ${days}` : `${show(low)} to ${show(high)} ${days}`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

function number(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString("en-US", { maximumFractionDigits: 12 });
}

/** Whether values grow or shrink from day to day, as ids do: no bound holds for long. */
function isTrend(values: readonly DayValue[]): boolean {
  const steps = values.slice(1).map(({ value }, index) => Math.sign(value - (values[index]?.value ?? value)));
  const [up, down] = [1, -1].map((sign) => steps.filter((step) => step === sign).length);
  return Math.max(up ?? 0, down ?? 0) > 0.9 * steps.length;
}
