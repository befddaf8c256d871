import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import type { MetricProvider } from "@dqx/provider";
import type { Context } from "./context.js";

/** What a check does: makes symbolic metrics with `mp` and asserts on them with `ctx`. Not asynchronous: nothing is measured yet. */
export type CheckBody = (mp: MetricProvider, ctx: Context) => void;

/** What happens to an assertion when a metric had no rows to measure: it fails and says so, or it is skipped with that reason. */
export type EmptyPolicy = "fail" | "skip";

/** Options of a check. */
export interface CheckOptions {
  /** Unique within a suite. */
  readonly name: string;
  /** The data sets the check may use, by name; all of the run by default. */
  readonly datasets?: readonly string[];
  /** What an assertion over nothing is; `fail` by default. */
  readonly onEmpty?: EmptyPolicy;
}

/** A named set of assertions, ready for a suite. */
export interface Check {
  readonly name: string;
  /** Absent: all data sets of the run. */
  readonly datasets: readonly string[] | undefined;
  readonly onEmpty: EmptyPolicy;
  readonly body: CheckBody;
}

/**
 * Makes a check.
 *
 * @param options - its name, and what data sets it is about
 * @param body - the assertions
 * @throws {@link InvalidArgumentError} when an option is missing, unknown or of the wrong kind
 * @example
 * ```ts
 * import { check } from "@dqx/api";
 *
 * const volume = check({ name: "volume" }, (mp, ctx) => {
 *   ctx.assertThat(mp.numRows()).config({ name: "has rows", severity: "P0" }).isPositive();
 * });
 * ```
 */
export function check(options: CheckOptions, body: CheckBody): Check {
  requireKnownOptions("check", options, ["name", "datasets", "onEmpty"]);
  const { name, datasets, onEmpty = "fail" } = options;
  if (typeof name !== "string" || name.trim() === "") {
    throw new InvalidArgumentError(
      `A check got the name ${showValue(name)}. Give it a name that is not empty.`,
    );
  }
  if (datasets !== undefined && datasets.length === 0) {
    throw new InvalidArgumentError(
      `Check '${name}' has an empty list of datasets. Leave datasets out to allow all, or name at least one.`,
    );
  }
  if (onEmpty !== "fail" && onEmpty !== "skip") {
    throw new InvalidArgumentError(
      `Check '${name}' got onEmpty ${showValue(onEmpty)}. Give "fail" or "skip".`,
    );
  }
  if (typeof body !== "function") {
    throw new InvalidArgumentError(
      `Check '${name}' got ${showValue(body)} for its body. Give a function (mp, ctx) => { … }.`,
    );
  }
  return Object.freeze({ name, datasets: datasets && Object.freeze([...datasets]), onEmpty, body });
}
