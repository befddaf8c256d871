import type { SqlValue } from "@dqx/common";
import { type SampleValue, toSampleValue } from "../rows/sample-value.js";

/** What became of the references of one table to another. Plain JSON. */
export interface ReferenceCheck {
  /** Whether no row refers to what is not there. */
  readonly holds: boolean;
  readonly from: ReferringTable;
  readonly to: ReferredTable;
  /** Keys that are referred to and are not there. */
  readonly orphans: MissingKeys;
  /** Keys that are there and that no row refers to. */
  readonly childless: MissingKeys;
}

/** How much was asked of a table. */
interface Traffic {
  readonly dataset: string;
  readonly columns: readonly string[];
  /** How many statements were run on it. */
  readonly statements: number;
  /** How many rows these gave. */
  readonly rowsMoved: number;
}

/** The table that refers. */
export interface ReferringTable extends Traffic {
  readonly rows: number;
  /** How many of the rows refer to something. */
  readonly tested: number;
  /** How many have a null in their reference, and are not tested. */
  readonly untested: number;
}

/** The table that is referred to. */
export interface ReferredTable extends Traffic {
  /** How many distinct keys it has. */
  readonly keys: number;
}

/** Keys that are in one of the tables only. */
export interface MissingKeys {
  /** How many distinct ones. */
  readonly keys: number;
  /** How many rows have one of them. */
  readonly rows: number;
  /** Those of the most rows first. */
  readonly sample: readonly MissingKey[];
}

/** A key that is in one of the tables only. */
export interface MissingKey {
  readonly key: readonly SampleValue[];
  readonly rows: number;
}

/** The rows of a table with one key. */
export interface KeyGroup {
  /** The key as one text, the same for equal keys on all engines. */
  readonly text: string;
  readonly hasNull: boolean;
  readonly shown: readonly SqlValue[];
  readonly rows: number;
}

/**
 * Compares the keys of two tables, a part of them at a time.
 *
 * @param limit - how many of each kind are shown
 * @param nulls - whether a key with a null refers to nothing, or is not tested
 */
export function compareKeys(limit: number, nulls: "ignore" | "fail") {
  const orphans = new KeyCollection(limit);
  const childless = new KeyCollection(limit);
  let [tested, untested, keys] = [0, 0, 0];
  return {
    /** Compares a part: all keys of both tables that are in it. */
    add(referring: readonly KeyGroup[], referred: readonly KeyGroup[]): void {
      // A null is equal to nothing.
      const there = byText(referred.filter(({ hasNull }) => !hasNull));
      const asked = byText(referring.filter(({ hasNull }) => !hasNull || nulls === "fail"));
      keys += there.size;
      for (const group of referring) {
        if (group.hasNull && nulls === "ignore") untested += group.rows;
        else tested += group.rows;
      }
      for (const [text, group] of asked) if (group.hasNull || !there.has(text)) orphans.add(group);
      for (const [text, group] of there) if (!asked.has(text)) childless.add(group);
    },
    /** How many distinct keys may be referred to. */
    get referredKeys(): number {
      return keys;
    },
    /** What was found in all parts. */
    result: () => ({
      orphans: orphans.result(),
      childless: childless.result(),
      rows: { rows: tested + untested, tested, untested },
    }),
  };
}

// Values that are normalised to one key are several groups of the engine.
function byText(groups: readonly KeyGroup[]): ReadonlyMap<string, KeyGroup> {
  const found = new Map<string, KeyGroup>();
  for (const group of groups) {
    const other = found.get(group.text);
    found.set(group.text, other === undefined ? group : { ...other, rows: other.rows + group.rows });
  }
  return found;
}

class KeyCollection {
  readonly #limit: number;
  #keys = 0;
  #rows = 0;
  #shown: readonly KeyGroup[] = [];
  #pending: KeyGroup[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(group: KeyGroup): void {
    this.#keys += 1;
    this.#rows += group.rows;
    this.#pending.push(group);
    if (this.#pending.length > 10 * this.#limit) this.#sort();
  }

  result(): MissingKeys {
    this.#sort();
    const sample = this.#shown.map(({ shown, rows }) => ({ key: shown.map(toSampleValue), rows }));
    return { keys: this.#keys, rows: this.#rows, sample };
  }

  #sort(): void {
    const all = [...this.#shown, ...this.#pending];
    const ordered = all.toSorted((a, b) => b.rows - a.rows || (a.text < b.text ? -1 : 1));
    this.#shown = ordered.slice(0, this.#limit);
    this.#pending = [];
  }
}
