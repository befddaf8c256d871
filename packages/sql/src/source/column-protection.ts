import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import type { SqlDataSource } from "./sql-data-source.js";

/** Columns whose values nobody is shown: no sample, message, report or stored metric has them. */
export interface ColumnProtection {
  /** Columns that are not shown at all. */
  readonly deny?: readonly string[];
  /** Columns of which it is shown only whether there is a value. */
  readonly mask?: readonly string[];
}

/**
 * Checks what is to be protected.
 *
 * @param place - what was given it, for messages
 * @param protection - callers without types may give anything
 * @returns the same, frozen
 * @throws {@link InvalidArgumentError} when an option is unknown, or no list of names
 */
export function requireProtection(place: string, protection: ColumnProtection): ColumnProtection {
  requireKnownOptions(place, protection, ["deny", "mask"]);
  for (const [option, names] of Object.entries(protection)) {
    const isList = Array.isArray(names) && names.every((name) => typeof name === "string" && name !== "");
    if (names === undefined || isList) continue;
    throw new InvalidArgumentError(`${place}: ${option} is ${showValue(names)}. Give a list of columns.`);
  }
  const { deny = [], mask = [] } = protection;
  return Object.freeze({ deny: Object.freeze([...deny]), mask: Object.freeze([...mask]) });
}

/**
 * The same source with columns protected, whatever engine it is on. A suite that reads it shows none of their values,
 * and refuses metrics that are values of such a column, such as its minimum or its most frequent values.
 *
 * @param source - any source
 * @param protection - which columns
 * @returns a source that closes with the given one
 * @throws {@link InvalidArgumentError} when the protection is none
 */
export function protectColumns(source: SqlDataSource, protection: ColumnProtection): SqlDataSource {
  const place = `protectColumns of dataset '${source.name}'`;
  const { deny = [], mask = [] } = source.protection ?? {};
  const own = requireProtection(place, protection);
  return {
    name: source.name,
    dialect: source.dialect,
    dating: source.dating,
    rowFiles: source.rowFiles,
    protection: Object.freeze({ deny: [...deny, ...(own.deny ?? [])], mask: [...mask, ...(own.mask ?? [])] }),
    ...(source.sample !== undefined && { sample: source.sample }),
    relation: (request) => source.relation(request),
    withSession: (use, signal) => source.withSession(use, signal),
    close: () => source.close(),
  };
}

/** Whether any column is protected. */
export function isProtected(protections: readonly ColumnProtection[]): boolean {
  return protections.some(({ deny = [], mask = [] }) => deny.length + mask.length > 0);
}
