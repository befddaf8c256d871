import { type LocalDate, type ResultKey, remember } from "@dqx/common";
import {
  emptyOutcome,
  failedOutcome,
  type MetricLiteral,
  type MetricOutcome,
  type MetricSpec,
  type Segments,
} from "@dqx/metrics";
import { type MetricProvider, type MetricSymbol, replaceSymbols, SegmentsSymbol } from "@dqx/provider";
import type { Assertion } from "../check/assertion.js";
import { comparedSymbols } from "../check/symbols-in.js";
import { type Segment, type SegmentTemplate, showSegment } from "../dataset/segmentation.js";
import type { MetricOutcomes } from "../verdict/metric-outcomes.js";

/** What became of the metric of a segment. */
interface SegmentPoint {
  readonly spec: MetricSpec;
  readonly dataset: string;
  readonly date: LocalDate;
  readonly outcome: MetricOutcome;
}

/** Assertions whose segments are known. */
export interface ExpandedAssertions {
  /** One for each segment in the place of those that were made for all. */
  readonly assertions: readonly Assertion[];
  /** The metrics of segments that they need. */
  readonly points: readonly SegmentPoint[];
  readonly warnings: readonly string[];
}

type Value = Extract<Segment, { kind: "value" }>["value"];
type Each = Extract<SegmentTemplate, { kind: "each" }>;
type Missing = Extract<SegmentTemplate, { kind: "missing" }>;

/**
 * Makes an assertion for each segment of those that are asserted of all. What was measured by segments is the metric
 * of each; nothing more is read.
 *
 * @param assertions - all assertions of a run
 * @param provider - where their metrics are registered
 * @param key - the run's date and tags
 * @param outcomes - what became of all metrics
 */
export function expandSegments(
  assertions: readonly Assertion[],
  provider: MetricProvider,
  key: ResultKey,
  outcomes: MetricOutcomes,
): ExpandedAssertions {
  const expansion = new Expansion(provider, key, outcomes);
  const expanded = assertions.flatMap((assertion) => {
    const { forEach } = assertion;
    if (forEach === undefined) return [assertion];
    return forEach.kind === "each"
      ? expansion.each(assertion, forEach)
      : expansion.missing(assertion, forEach);
  });
  return { assertions: expanded, points: expansion.points, warnings: [...expansion.warnings] };
}

/**
 * Results in the places of the assertions that they come from; that of the first segment stands for those of all.
 *
 * @param asserted - the assertions before their segments were known
 * @param expanded - the same, one for each segment
 * @param results - one for each of these
 */
export function inPlaces<Result>(
  asserted: readonly Assertion[],
  expanded: readonly Assertion[],
  results: readonly Result[],
): readonly Result[] {
  if (asserted === expanded) return results;
  const places = new Map<Assertion, Result>();
  for (const [index, made] of expanded.entries()) {
    const result = results[index];
    const assertion = made.template ?? made;
    if (result !== undefined && !places.has(assertion)) places.set(assertion, result);
  }
  return asserted.flatMap((assertion) => places.get(assertion) ?? []);
}

class Expansion {
  readonly #provider: MetricProvider;
  readonly #key: ResultKey;
  readonly #outcomes: MetricOutcomes;
  readonly #symbols = remember((whole: SegmentsSymbol) =>
    remember((segment: string) => this.#symbolOf(whole, JSON.parse(segment) as Segment)),
  );
  readonly points: SegmentPoint[] = [];
  readonly warnings = new Set<string>();

  constructor(provider: MetricProvider, key: ResultKey, outcomes: MetricOutcomes) {
    this.#provider = provider;
    this.#key = key;
    this.#outcomes = outcomes;
  }

  each(assertion: Assertion, { symbols, segmentation }: Each): readonly Assertion[] {
    const { column, other } = segmentation;
    const own = comparedSymbols(assertion).filter((symbol) => symbols.has(symbol));
    // The segments are those of the latest day that the assertion is about.
    const latest = Math.min(...own.map(({ lag }) => lag));
    const details = own.filter(({ lag }) => lag === latest).map((symbol) => this.#detailOf(symbol));
    const known = details.filter((detail) => detail !== undefined);
    // What could not be measured says so itself.
    if (known.length < details.length) return [assertion];
    const values = new Set(known.flatMap((detail) => detail.segments.map(({ value }) => value)));
    const isMore = known.some(({ rest }) => rest.segments > 0);
    if (isMore && !other) this.#warn(assertion, column, known);
    const segments: Segment[] = [...values].map((value) => ({ kind: "value", column, value }));
    if (isMore && other) segments.push({ kind: "other", column });
    if (segments.length > 0) return segments.map((segment) => this.#for(assertion, segment));
    return [this.#withoutSegments(assertion, column, own)];
  }

  missing(assertion: Assertion, { today, earlier, segmentation }: Missing): readonly Assertion[] {
    const { column, expected } = segmentation;
    const now = this.#detailOf(today);
    const then = earlier === undefined ? undefined : this.#detailOf(earlier);
    // What could not be measured says so itself.
    if (now === undefined) return [assertion];
    if (earlier !== undefined && then === undefined)
      return [{ ...assertion, template: assertion, expression: earlier }];
    if (then?.segments.length === 0 && earlier !== undefined) {
      const made = this.#withoutSegments({ ...assertion, expression: earlier }, column, [earlier]);
      return [{ ...made, template: assertion }];
    }
    const wanted = new Map<Value, string>();
    for (const { value, rows } of then?.segments ?? []) {
      wanted.set(value, `of which there were ${rows} on ${this.#dateOf(earlier ?? today)}`);
    }
    for (const value of expected) wanted.set(plainValue(value), "which are expected");
    const present = new Set(now.segments.map(({ value }) => value));
    const absent = [...wanted].filter(([value]) => !present.has(value));
    if (absent.length === 0) {
      return [
        {
          ...assertion,
          template: assertion,
          comparison: { kind: "atLeast", bound: wanted.size, tolerance: 0 },
        },
      ];
    }
    return absent.map(([value, reason]) => {
      const segment = { kind: "value", column, value } as const;
      const isCertain = now.rest.segments === 0;
      const shown = showSegment(segment);
      const outcome = isCertain
        ? emptyOutcome(`no rows in which ${shown}, ${reason}`)
        : failedOutcome(
            `${shown} is none of the ${now.segments.length} largest segments of column '${column}'; whether it has rows is known with a larger top`,
          );
      const made = this.#for(assertion, segment, outcome);
      // A segment that is gone is the failure that was asked for, whatever else is made of no rows.
      return { ...made, onEmpty: isCertain ? "fail" : made.onEmpty };
    });
  }

  #for(assertion: Assertion, segment: Segment, outcome?: MetricOutcome): Assertion {
    const replacement = (symbol: MetricSymbol): MetricSymbol => {
      if (!this.#isOfSegment(assertion, symbol)) return symbol;
      const own = this.#symbols(symbol)(JSON.stringify(segment));
      this.#keep(own, outcome ?? this.#outcomeIn(symbol, segment));
      return own;
    };
    const replaced = <E extends Assertion["comparison"]>(comparison: E) =>
      comparison.kind === "deferred"
        ? comparison.replaced((bound) => replaceSymbols(bound, replacement))
        : comparison;
    const { forEach: _, name, warning, ...others } = assertion;
    return {
      ...others,
      name: `${name} [${showSegment(segment)}]`,
      segment,
      template: assertion,
      expression: replaceSymbols(assertion.expression, replacement),
      comparison: replaced(assertion.comparison),
      ...(warning !== undefined && { warning: replaced(warning) }),
      totals: assertion.totals.map(replacement),
      beside: [],
    };
  }

  // Nothing may be green since there was nothing.
  #withoutSegments(assertion: Assertion, column: string, symbols: readonly MetricSymbol[]): Assertion {
    const reason = `no rows, so column '${column}' has no values`;
    for (const symbol of symbols) {
      if (symbol instanceof SegmentsSymbol)
        this.#keep(this.#symbols(symbol)(nullOf(column)), emptyOutcome(reason));
    }
    const { segment: _, ...made } = this.#for(assertion, JSON.parse(nullOf(column)) as Segment);
    return { ...made, name: assertion.name };
  }

  #isOfSegment({ forEach }: Assertion, symbol: MetricSymbol): symbol is SegmentsSymbol {
    if (!(symbol instanceof SegmentsSymbol)) return false;
    return forEach?.kind === "missing" || (forEach?.symbols.has(symbol) ?? false);
  }

  #symbolOf(whole: SegmentsSymbol, segment: Segment): MetricSymbol {
    // Conditions are known before the run.
    const own = segment.kind === "value" ? whole.at(segment.value) : whole.other();
    this.#provider.imputeDataset(own, this.#datasetOf(whole));
    return own;
  }

  #outcomeIn(whole: SegmentsSymbol, segment: Segment): MetricOutcome {
    const detail = this.#detailOf(whole);
    if (detail === undefined) {
      const outcome = this.#outcomeOf(whole);
      return outcome?.kind === "empty"
        ? outcome
        : failedOutcome(outcome?.kind === "failed" ? outcome.reason : "it was not measured by segments");
    }
    if (segment.kind !== "value") {
      return detail.rest.outcome ?? emptyOutcome(`there are no more than ${detail.segments.length} segments`);
    }
    const found = detail.segments.find(({ value }) => value === segment.value);
    if (found !== undefined) return found.outcome;
    const shown = showSegment(segment);
    return detail.rest.segments === 0
      ? emptyOutcome(`no rows in which ${shown}`)
      : failedOutcome(
          `${shown} is none of the ${detail.segments.length} largest segments of column '${segment.column}'; give a larger top`,
        );
  }

  #keep(symbol: MetricSymbol, outcome: MetricOutcome): void {
    const point = { spec: symbol.spec, dataset: this.#datasetOf(symbol), date: this.#dateOf(symbol) };
    // A check may have asked for the same segment by itself.
    if (this.#outcomes.get(point.spec, point.dataset, point.date) !== undefined) return;
    this.#outcomes.set(point.spec, point.dataset, point.date, outcome);
    this.points.push({ ...point, outcome });
  }

  #detailOf(symbol: MetricSymbol): Segments | undefined {
    const outcome = this.#outcomeOf(symbol);
    const detail = outcome?.kind === "value" ? outcome.detail : undefined;
    return detail?.kind === "segments" ? detail : undefined;
  }

  #outcomeOf(symbol: MetricSymbol): MetricOutcome | undefined {
    return this.#outcomes.get(symbol.spec, this.#datasetOf(symbol), this.#dateOf(symbol));
  }

  #datasetOf(symbol: MetricSymbol): string {
    const dataset = this.#provider.datasetOf(symbol);
    /* v8 ignore next -- every symbol of an assertion has been given a dataset */
    if (dataset === undefined) throw new RangeError(`${symbol.name} has no dataset`);
    return dataset;
  }

  #dateOf({ lag }: MetricSymbol): LocalDate {
    return this.#key.lag(lag).date;
  }

  #warn({ name, check }: Assertion, column: string, details: readonly Segments[]): void {
    const counts = details.map(({ segments, rest }) => segments.length + rest.segments);
    const kept = Math.max(...details.map(({ segments }) => segments.length));
    this.warnings.add(
      `Assertion '${name}' of check '${check.name}' is on the ${kept} largest of ${Math.max(...counts)} segments of column '${column}'. Give a larger top, or other: true.`,
    );
  }
}

function nullOf(column: string): string {
  return JSON.stringify({ kind: "value", column, value: null });
}

// As the details of segments show values.
function plainValue(value: MetricLiteral | null): Value {
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
