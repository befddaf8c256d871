import { all, type Predicate } from "@dqx/metrics";
import type { MetricProvider } from "@dqx/provider";
import type { MetricSymbol } from "@dqx/provider/expressions";
import {
  type Segmentation,
  type SegmentTemplate,
  showSegment,
  type ValueSegmentation,
} from "../dataset/segmentation.js";
import type { Assertion } from "./assertion.js";
import type { Check } from "./check.js";
import { CheckDefinitionError } from "./check-definition-error.js";
import { rowTotals } from "./minimum-rows.js";
import type { RowsOptions } from "./row-expectations.js";
import { comparedSymbols } from "./symbols-in.js";

/**
 * The metric over the rows of a segment: the same metric, on the same day and dataset.
 *
 * @param metric - one that is measured on the data
 * @throws an `InvalidArgumentError` when it is computed from others, or takes more than one scan of the rows
 */
export type At = (metric: MetricSymbol) => MetricSymbol;

/** What the assertions of one call of a body have in common. */
interface SegmentScope {
  readonly at: At;
  /** Which rows are meant where rows are asked; absent where no condition says that. */
  readonly where?: Predicate;
  /** The metrics that `at` has made, and what each is made of. */
  readonly made: ReadonlyMap<MetricSymbol, MetricSymbol>;
  /** The assertion with its segment. */
  scoped(assertion: Assertion): Assertion;
  /** The metric that counts rows of the segment. */
  readonly countOf: At;
  /** The assertion that no segment is missing, where that was asked for. */
  missing(): Assertion | undefined;
}

/** The segments that the bodies of one context are called with. */
export class SegmentScopes {
  readonly #check: Check;
  readonly #provider: MetricProvider;
  readonly #scopes: SegmentScope[] = [];
  #current: SegmentScope | undefined;

  /**
   * @param check - the check that asserts
   * @param provider - makes the metrics of segments
   */
  constructor(check: Check, provider: MetricProvider) {
    this.#check = check;
    this.#provider = provider;
  }

  /** What a body is called with: once for all values of a column, and once for each condition. */
  scopesOf(segmentation: Segmentation): readonly SegmentScope[] {
    this.requireOutside("forEach");
    if (segmentation.kind === "values") return [valuesScope(segmentation, this.#check, this.#provider)];
    return segmentation.conditions.map(([name, where]) => conditionScope(name, where, this.#provider));
  }

  /** Calls a body with its segments. */
  during(scope: SegmentScope, body: () => void): void {
    this.#scopes.push(scope);
    this.#current = scope;
    try {
      body();
    } finally {
      this.#current = undefined;
    }
  }

  /**
   * An assertion with the segment that it is about, and the numbers of rows that it is judged over.
   *
   * @throws {@link CheckDefinitionError} when it is the same for each segment, or uses the metric of another body's
   */
  scoped(assertion: Assertion): Assertion {
    const scope = this.#current;
    // Rows are judged by how many of them were tested, which is known.
    const needsTotals = assertion.minimumRows !== undefined && assertion.rows === undefined;
    if (!needsTotals && this.#scopes.length === 0) return assertion;
    const symbols = comparedSymbols(assertion);
    this.#requireOwn(assertion, symbols);
    const isOwn = (symbol: MetricSymbol) => scope?.made.has(symbol) === true;
    if (scope !== undefined && assertion.rows === undefined && !symbols.some(isOwn)) {
      throw new CheckDefinitionError(
        `Assertion '${assertion.name}' in forEach of check '${this.#check.name}' is the same for each segment. Assert on at(metric), or outside of forEach.`,
      );
    }
    if (!needsTotals) return scope?.scoped(assertion) ?? assertion;
    const own = symbols.flatMap((symbol) => scope?.made.get(symbol) ?? []);
    const counted = scope === undefined ? [] : rowTotals(own, this.#provider).map(scope.countOf);
    const others = rowTotals(
      symbols.filter((symbol) => !isOwn(symbol)),
      this.#provider,
    );
    const totals = [...counted, ...others];
    return scope === undefined ? { ...assertion, totals } : scope.scoped({ ...assertion, totals });
  }

  /**
   * Which rows are asked: conditions say so.
   *
   * @throws {@link CheckDefinitionError} when the segments are values, which are not known yet
   */
  rowsOf(options: RowsOptions): RowsOptions {
    const scope = this.#current;
    if (scope === undefined) return options;
    if (scope.where === undefined) {
      throw new CheckDefinitionError(
        `rows in forEach of check '${this.#check.name}' cannot be asked by the values of a column. Assert on at(mp.compliance(predicate)), or make segments of conditions.`,
      );
    }
    return { ...options, where: options.where === undefined ? scope.where : all(options.where, scope.where) };
  }

  /** @throws {@link CheckDefinitionError} when a body is called with segments */
  requireOutside(method: string): void {
    if (this.#current === undefined) return;
    throw new CheckDefinitionError(
      `${method} in check '${this.#check.name}' is inside of forEach, which takes single assertions. Put forEach inside of the group, or beside the other one.`,
    );
  }

  // Elsewhere the metric of a segment would be the number of segments.
  #requireOwn({ name }: Assertion, symbols: readonly MetricSymbol[]): void {
    const others = this.#scopes.filter((scope) => scope !== this.#current);
    if (others.length === 0) return;
    const foreign = symbols.find((symbol) => others.some(({ made }) => made.has(symbol)));
    if (foreign === undefined) return;
    throw new CheckDefinitionError(
      `Assertion '${name}' in check '${this.#check.name}' uses ${foreign} outside of the forEach that made it. Assert on at(metric) inside of the body that is given it.`,
    );
  }
}

function conditionScope(name: string, where: Predicate, provider: MetricProvider): SegmentScope {
  const made = new Map<MetricSymbol, MetricSymbol>();
  const segment = { kind: "condition", name } as const;
  return {
    at(metric) {
      const narrowed = provider.among(metric, where);
      made.set(narrowed, narrowed);
      return narrowed;
    },
    where,
    made,
    countOf: (total) => total,
    scoped: (assertion) => ({ ...assertion, name: `${assertion.name} [${showSegment(segment)}]`, segment }),
    missing: () => undefined,
  };
}

function valuesScope(segmentation: ValueSegmentation, check: Check, provider: MetricProvider): SegmentScope {
  const { column, top, other, expected, lag, name, severity } = segmentation;
  const made = new Map<MetricSymbol, MetricSymbol>();
  const by = { by: column, ...(top !== undefined && { top }), ...(other && { other }) };
  const at = (metric: MetricSymbol) => {
    const segments = provider.bySegments(metric, by);
    made.set(segments, metric);
    return segments;
  };
  const forEach: SegmentTemplate = { kind: "each", segmentation, symbols: made };
  return {
    at,
    made,
    countOf: at,
    scoped: (assertion) => ({ ...assertion, forEach }),
    missing() {
      if (expected.length === 0 && lag === undefined) return undefined;
      const { dataset } = [...made.keys()][0] ?? {};
      const count = (days: number) =>
        provider.bySegments(provider.numRows({ lag: days, ...(dataset !== undefined && { dataset }) }), by);
      const today = count(0);
      const earlier = lag === undefined ? undefined : count(lag);
      return {
        check,
        name,
        severity,
        tags: [],
        ownership: check.ownership,
        expression: today,
        comparison: { kind: "atLeast", bound: 1, tolerance: 0 },
        onlyWarns: false,
        hasDefaultTolerances: false,
        onEmpty: check.onEmpty,
        totals: [],
        beside: earlier === undefined ? [] : [earlier],
        forEach: { kind: "missing", segmentation, today, earlier },
      };
    },
  };
}
