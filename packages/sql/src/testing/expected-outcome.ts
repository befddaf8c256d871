import type { MetricOutcome } from "@dqx/metrics";
import { expect } from "vitest";

/** The significant digits in which a computed number has to agree. */
const DIGITS = 12;

/**
 * What an engine's outcome has to equal: numbers that were computed in another order than they were written down
 * agree to twelve digits, and all else is the same.
 */
export function expectedOutcome(outcome: MetricOutcome): unknown {
  return near(withoutRows(outcome));
}

/** An outcome without its number of rows, which is only there for a metric over none. */
export function withoutRows(outcome: MetricOutcome): MetricOutcome {
  if (outcome.kind !== "value") return outcome;
  const { rows: _, ...rest } = outcome;
  return rest;
}

function near(value: unknown): unknown {
  if (typeof value === "number") {
    const magnitude = value === 0 ? 0 : Math.ceil(Math.log10(Math.abs(value)));
    return Number.isFinite(value) ? expect.closeTo(value, DIGITS - Math.max(magnitude, 0)) : value;
  }
  if (Array.isArray(value)) return value.map(near);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, near(part)]));
}
