import {
  InvalidArgumentError,
  type Ownership,
  ownershipNames,
  requireKnownOptions,
  requireOwnership,
  showValue,
} from "@dqx/common";
import type { MetricProvider, TypedMetricProvider } from "@dqx/provider";
import {
  type Dataset,
  type DeclaredColumns,
  type DeclaredKinds,
  isDataset,
} from "../dataset/define-dataset.js";
import type { Context } from "./context.js";

/** What a check does: makes symbolic metrics with `mp` and asserts on them with `ctx`. Not asynchronous: nothing is measured yet. */
export type CheckBody = (mp: MetricProvider, ctx: Context) => void;

/** What an assertion may be when there was nothing to measure. */
const emptyPolicies = ["fail", "skip", "pass"] as const;

/** What an assertion is when there was nothing to measure: it fails, is skipped or passes, and says why. */
export type EmptyPolicy = (typeof emptyPolicies)[number];

/** Options of a check. What is said of ownership holds for each of its assertions that says nothing else. */
export interface CheckOptions extends Ownership {
  /** Unique within a suite. */
  readonly name: string;
  /** The datasets the check may use, by name; all of the run by default. */
  readonly datasets?: readonly string[];
  /** What an assertion over nothing is; `fail` by default. */
  readonly onEmpty?: EmptyPolicy;
}

/** Options of a check that is about a dataset whose columns are declared. */
export interface DatasetCheckOptions<Columns extends DeclaredColumns> extends CheckOptions {
  /** What its metrics and rows are about where they name no dataset. Its declaration is compared with the data first. */
  readonly dataset: Dataset<Columns>;
}

/** What a check does whose dataset is declared: columns that are not there, or of no fitting type, do not compile. */
export type DatasetCheckBody<Columns extends DeclaredColumns> = (
  mp: TypedMetricProvider<DeclaredKinds<Columns>>,
  ctx: Context,
) => void;

/** A named set of assertions, ready for a suite. */
export interface Check {
  readonly name: string;
  /** Absent: all datasets of the run. */
  readonly datasets: readonly string[] | undefined;
  /** What its metrics are about where they name no dataset; absent where that is for the run to say. */
  readonly dataset?: Dataset;
  readonly onEmpty: EmptyPolicy;
  readonly ownership: Ownership;
  readonly body: CheckBody;
}

/**
 * Makes a check.
 *
 * @param options - its name, and what datasets it is about
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
export function check<const Columns extends DeclaredColumns>(
  options: DatasetCheckOptions<Columns>,
  body: DatasetCheckBody<Columns>,
): Check;
export function check(options: CheckOptions, body: CheckBody): Check;
export function check(options: CheckOptions & { readonly dataset?: Dataset }, body: CheckBody): Check {
  requireKnownOptions("check", options, ["name", "dataset", "datasets", "onEmpty", ...ownershipNames]);
  const { name, dataset, datasets, onEmpty = "fail", ...ownership } = options;
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
  if (dataset !== undefined && !isDataset(dataset)) {
    throw new InvalidArgumentError(
      `Check '${name}' got the dataset ${showValue(dataset)}. Give one that defineDataset made, or names as datasets.`,
    );
  }
  requireEmptyPolicy(`check '${name}'`, onEmpty);
  requireOwnership(`check '${name}'`, ownership);
  if (typeof body !== "function") {
    throw new InvalidArgumentError(
      `Check '${name}' got ${showValue(body)} for its body. Give a function (mp, ctx) => { … }.`,
    );
  }
  return Object.freeze({
    name,
    datasets: datasets && Object.freeze([...datasets]),
    ...(dataset !== undefined && { dataset }),
    onEmpty,
    ownership: Object.freeze(ownership),
    body,
  });
}

/**
 * Refuses what is no policy for assertions over nothing.
 *
 * @param place - what was given it, for messages
 * @param onEmpty - callers without types may give anything
 * @throws {@link InvalidArgumentError} naming those that there are
 */
export function requireEmptyPolicy(place: string, onEmpty: EmptyPolicy | undefined): void {
  if (onEmpty === undefined || emptyPolicies.includes(onEmpty)) return;
  throw new InvalidArgumentError(
    `${place} got onEmpty ${showValue(onEmpty)}. Give "fail", "skip" or "pass".`,
  );
}
