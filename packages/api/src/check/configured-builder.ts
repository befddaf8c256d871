import {
  type DemandFacts,
  demandFactNames,
  type Ownership,
  ownershipNames,
  requireFacts,
  requireKnownOptions,
} from "@dqx/common";
import type { MetricSymbol } from "@dqx/provider";
import type { Assertion } from "./assertion.js";
import { type Check, type EmptyPolicy, requireEmptyPolicy } from "./check.js";
import { requireMinimumRows } from "./minimum-rows.js";

/** What can be said of an assertion beside what it demands. */
export interface AssertionOptions extends DemandFacts {
  /** What the assertion is when there was nothing to measure; that of the check by default. */
  readonly onEmpty?: EmptyPolicy;
  /**
   * How many rows the assertion is judged over at least, the rows of each of its metrics or the tested ones; with fewer,
   * `onEmpty` says what it is. Any number by default.
   */
  readonly minimumRows?: number;
}

/** What an assertion consists of that its builder knows. */
export type AssertionParts = Omit<
  Assertion,
  "check" | "name" | "severity" | "tags" | "ownership" | "onEmpty" | "group" | "minimumRows" | "totals"
>;

/** An assertion in the making: who and what it is. What it demands ends it. */
export abstract class ConfiguredBuilder {
  readonly #check: Check;
  readonly #add: (assertion: Assertion) => void;
  #options: AssertionOptions = {};
  #ownership: Ownership;
  #isComplete = false;

  /**
   * @param check - the check it belongs to
   * @param add - takes the finished assertion
   */
  constructor(check: Check, add: (assertion: Assertion) => void) {
    this.#check = check;
    this.#ownership = check.ownership;
    this.#add = add;
  }

  /** Whether a demand has ended it. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** What it is about, as the check's author wrote it, for messages. */
  abstract get subject(): string;

  /** What ends it, as a sentence goes on behind "without". */
  abstract get ending(): string;

  /**
   * Names and grades the assertion, and says who answers for it.
   *
   * @param options - name, severity, tags, dimension, owner, description, runbook, and what it is over no data
   * @returns the same builder
   * @throws `InvalidArgumentError` when an option is unknown or of the wrong kind
   */
  config(options: AssertionOptions): this {
    const place = `config in check '${this.#check.name}'`;
    requireKnownOptions(place, options, [...demandFactNames, "onEmpty", "minimumRows"]);
    requireFacts(place, options);
    requireEmptyPolicy(place, options.onEmpty);
    requireMinimumRows(place, options.minimumRows);
    this.#options = { ...this.#options, ...options };
    this.#ownership = { ...this.#ownership, ...ownershipIn(options) };
    return this;
  }

  /**
   * Ends the assertion.
   *
   * @param defaultName - what it is called unless it was given a name
   * @param parts - what it demands
   */
  protected finish(defaultName: string, parts: AssertionParts): void {
    this.#isComplete = true;
    const { name = defaultName, severity = "P1", tags, onEmpty = this.#check.onEmpty } = this.#options;
    const { minimumRows } = this.#options;
    // What is spread first is copied fastest, and suites have assertions by the thousand.
    const assertion = {
      ...parts,
      check: this.#check,
      name,
      severity,
      tags: tags === undefined ? NO_TAGS : Object.freeze([...tags]),
      ownership: this.#ownership,
      onEmpty,
      totals: NO_SYMBOLS,
    };
    this.#add(minimumRows === undefined ? assertion : { ...assertion, minimumRows });
  }
}

const NO_TAGS: readonly string[] = Object.freeze([]);
const NO_SYMBOLS: readonly MetricSymbol[] = Object.freeze([]);

/** The facts of ownership among others. */
export function ownershipIn(facts: Ownership): Ownership {
  return Object.fromEntries(
    ownershipNames.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])),
  );
}
