import { ExecutionId, InvalidArgumentError, isLocalDate, type ResultKey, showValue } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import { isStorableName, MAXIMUM_NAME_LENGTH } from "../sql/storable-text.js";

/** Which metric is asked for. */
export interface AskedMetric {
  readonly spec: MetricIdentity;
  readonly key: ResultKey;
  readonly dataset: string;
}

/**
 * Checks what is asked for: what no metric can have would be taken for a metric that is absent. Callers without
 * types may pass anything.
 *
 * @param asked - the metric
 * @throws {@link InvalidArgumentError} naming what of it is wrong
 */
export function requireAsked({ spec, key, dataset }: AskedMetric): void {
  if (!isStorableName(spec?.type)) {
    throw new InvalidArgumentError(
      `${showValue(spec)} is no metric. Give a spec, for example average.spec({ column: "price" }).`,
    );
  }
  if (!isLocalDate(key?.date) || typeof key.tags !== "object" || key.tags === null) {
    throw new InvalidArgumentError(
      `${showValue(key)} is no key. Give a ResultKey, for example new ResultKey("2025-01-08").`,
    );
  }
  requireDataset(dataset);
}

/**
 * Checks the name of a dataset.
 *
 * @param dataset - what was given
 * @throws {@link InvalidArgumentError} when no dataset has such a name
 */
function requireDataset(dataset: unknown): void {
  if (isStorableName(dataset)) return;
  throw new InvalidArgumentError(
    `${showValue(dataset)} is no dataset. Give its name, 1 to ${MAXIMUM_NAME_LENGTH} characters.`,
  );
}

/**
 * The error for arguments that were exchanged: the dataset that was asked for is an execution.
 *
 * @param dataset - what was given as the dataset
 * @param executionId - what was given as the execution
 */
export function exchangedArguments(dataset: string, executionId: string): InvalidArgumentError {
  return new InvalidArgumentError(
    `${showValue(dataset)} was given as the dataset and is the id of an execution; execution ${ExecutionId(executionId)} has no metric of such a dataset. Give the dataset first, then the execution id.`,
  );
}
