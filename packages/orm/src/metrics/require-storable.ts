import {
  DEFAULT_TTL_HOURS,
  DQXError,
  ExecutionId,
  isLocalDate,
  ResultKey,
  showValue,
  type Tags,
} from "@dqx/common";
import { InvalidMetricError } from "../errors/invalid-metric-error.js";
import { isStorableName, MAXIMUM_NAME_LENGTH, toStorableText } from "../sql/storable-text.js";
import type { Metric, StoredMetric, StoredOutcome, StoredValue } from "./metric.js";
import { type OutcomeColumns, outcomeColumns } from "./outcome-columns.js";
import type { SpecColumns } from "./spec-columns.js";

/** What is known of a metric that can be stored. */
export interface StorableMetric {
  readonly executionId: ExecutionId;
  /** Canonical JSON. */
  readonly tags: string;
  readonly spec: SpecColumns;
  readonly outcome: OutcomeColumns;
  readonly ttlHours: number;
  /** The metric's name, as every database can hold it. */
  readonly name: string;
}

/** How specs and tags become what is stored of them; both may throw. */
export interface Identities {
  ofSpec(spec: Metric["spec"]): SpecColumns;
  ofTags(tags: Tags): string;
}

/**
 * Checks that a metric can be stored; JavaScript callers may pass anything.
 *
 * @param metric - what was given
 * @param identities - how its spec and tags are stored
 * @throws {@link InvalidMetricError} naming the metric, its date and its dataset
 */
export function requireStorable(metric: Metric | StoredMetric, identities: Identities): StorableMetric {
  try {
    return check(metric, identities);
  } catch (cause) {
    const problem =
      cause instanceof DQXError || cause instanceof Refusal ? cause.message : "it is not a metric.";
    throw new InvalidMetricError(describe(metric), problem, cause instanceof Refusal ? {} : { cause });
  }
}

class Refusal extends Error {}

function check(metric: Metric | StoredMetric, identities: Identities): StorableMetric {
  const { spec, key, dataset, state, metadata } = metric;
  const outcome = outcomeOf(metric);
  refuseIf(
    typeof metadata?.executionId !== "string",
    "it has no execution id. Every metric belongs to one: give metadata: { executionId }.",
  );
  const executionId = ExecutionId(metadata.executionId);
  refuseIf(!(key instanceof ResultKey) && !isKeyOfAnotherCopy(key), "it has no key. Give a ResultKey.");
  refuseIf(typeof dataset !== "string" || dataset === "", "it has no dataset. Name the dataset it measures.");
  refuseIf(
    !isStorableName(dataset),
    `the dataset's name is longer than ${MAXIMUM_NAME_LENGTH} characters or is not well-formed text. Give a shorter, printable name.`,
  );
  refuseIf(
    !isStorableName(spec?.type),
    `it has no type. Give a spec of the metric catalogue; a type has 1 to ${MAXIMUM_NAME_LENGTH} characters.`,
  );
  requireOutcome(outcome);
  refuseIf(
    state !== undefined && !(state instanceof Uint8Array),
    "its state is not a Uint8Array. Give the spec's state.",
  );
  const { ttlHours = DEFAULT_TTL_HOURS } = metadata;
  refuseIf(
    typeof ttlHours !== "number" || !(ttlHours >= 0),
    () => `its ttlHours is ${showValue(ttlHours)}. Give a number of hours, 0 or more; Infinity to keep it.`,
  );
  return {
    executionId,
    tags: identities.ofTags(key.tags),
    spec: identities.ofSpec(spec),
    outcome: outcomeColumns(outcome),
    ttlHours,
    name: toStorableText(nameOf(spec)),
  };
}

const NO_WARNINGS: readonly string[] = [];

function outcomeOf(metric: Metric | StoredMetric): StoredOutcome {
  if ("outcome" in metric) return metric.outcome;
  return { kind: "value", value: metric.value, warnings: NO_WARNINGS };
}

function requireOutcome(outcome: StoredOutcome): void {
  switch (outcome?.kind) {
    case "value":
      requireValue(outcome);
      return;
    case "empty":
    case "failed":
      refuseIf(
        typeof outcome.reason !== "string" || outcome.reason === "",
        `its outcome is '${outcome.kind}' for the reason ${showValue(outcome.reason)}. Say why there is no value.`,
      );
      return;
  }
  refuseIf(
    true,
    () => `its outcome is ${showValue(outcome)}. Give an outcome of the kind 'value', 'empty' or 'failed'.`,
  );
}

function requireValue({ value, warnings, rows, arithmetic, method, error }: StoredValue): void {
  refuseIf(
    typeof value !== "number" || !Number.isFinite(value),
    () =>
      `its value is ${showValue(value)}. Only finite numbers are values; store no metric where there is none, or its outcome.`,
  );
  refuseIf(
    !Array.isArray(warnings) || !warnings.every((warning) => typeof warning === "string"),
    () => `its warnings are ${showValue(warnings)}. Give a list of texts.`,
  );
  refuseIf(
    rows !== undefined && !(Number.isSafeInteger(rows) && rows >= 0),
    () => `its number of rows is ${showValue(rows)}. Give a whole number, 0 or more.`,
  );
  refuseIf(
    arithmetic !== undefined && arithmetic !== "double" && arithmetic !== "decimal",
    () => `its arithmetic is ${showValue(arithmetic)}. Give 'double' or 'decimal', or leave it out.`,
  );
  refuseIf(
    method !== undefined && !isStorableName(method),
    () => `its method is ${showValue(method)}. Give 1 to ${MAXIMUM_NAME_LENGTH} characters.`,
  );
  refuseIf(
    error !== undefined && (typeof error !== "number" || !(error >= 0) || error === Number.POSITIVE_INFINITY),
    () => `the bound of its error is ${showValue(error)}. Give a finite number, 0 or more.`,
  );
}

// A problem that shows a value is a function: values are shown only when they are wrong.
function refuseIf(wrong: boolean, problem: string | (() => string)): void {
  if (wrong) throw new Refusal(typeof problem === "string" ? problem : problem());
}

// instanceof fails for a key made by another copy of @dqx/common, which is as good.
function isKeyOfAnotherCopy(key: unknown): boolean {
  return typeof key === "object" && key !== null && "date" in key && isLocalDate(key.date) && "tags" in key;
}

function describe(metric: Partial<Metric> | null | undefined): {
  metric: string;
  key: string;
  dataset: string;
} {
  const { spec, key, dataset }: { spec?: unknown; key?: unknown; dataset?: unknown } = metric ?? {};
  return {
    metric: nameOf(spec),
    key: key instanceof ResultKey ? key.toString() : showValue(key),
    dataset: typeof dataset === "string" ? dataset : showValue(dataset),
  };
}

function nameOf(spec: unknown): string {
  if (typeof spec !== "object" || spec === null) return "without a spec";
  const { name, type }: { name?: unknown; type?: unknown } = spec;
  return typeof name === "string" ? name : showValue(type);
}
