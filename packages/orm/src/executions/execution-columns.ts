import {
  canonicalJson,
  ExecutionId,
  InvalidArgumentError,
  isLocalDate,
  requireKnownOptions,
  showValue,
  tagsIdentity,
} from "@dqx/common";
import type { ExecutionRow } from "../schema/entities/execution-entity.js";
import { canonicalHash } from "../sql/canonical-hash.js";
import { isStorableName, isStorableText, MAXIMUM_NAME_LENGTH } from "../sql/storable-text.js";
import type { NewExecution } from "./execution.js";

/** What is stored of an execution when it begins, beside its status and the time. */
export type ExecutionColumns = Omit<
  ExecutionRow,
  "seq" | "status" | "started_at" | "finished_at" | "claim" | "leased_until" | "report"
>;

/**
 * An execution that begins, as it is stored; JavaScript callers may pass anything.
 *
 * @param method - who was given it, for messages
 * @param execution - what was given
 * @throws {@link InvalidArgumentError} naming the execution and what is wrong with it
 */
export function executionColumns(method: string, execution: NewExecution): ExecutionColumns {
  requireKnownOptions(method, execution, [
    "executionId",
    "suite",
    "key",
    "datasets",
    "versions",
    "host",
    "parentId",
  ]);
  const { suite, key, datasets = [], versions = {}, host, parentId } = execution;
  const id = ExecutionId(execution.executionId);
  const refuseUnless = (right: boolean, what: string, value: unknown, remedy: string) => {
    if (right) return;
    throw new InvalidArgumentError(
      `Execution ${id} cannot be recorded: its ${what} is ${showValue(value)}. ${remedy}`,
    );
  };
  const name = `Give 1 to ${MAXIMUM_NAME_LENGTH} characters.`;
  refuseUnless(isStorableName(suite), "suite", suite, name);
  refuseUnless(isLocalDate(key?.date), "key", key, "Give a ResultKey.");
  refuseUnless(
    Array.isArray(datasets) && datasets.every(isStorableName),
    "list of datasets",
    datasets,
    "Give their names.",
  );
  refuseUnless(areVersions(versions), "record of versions", versions, "Give texts by name.");
  refuseUnless(host === undefined || isStorableName(host), "host", host, name);
  const tags = tagsIdentity(key.tags);
  return {
    id,
    suite,
    date: key.date,
    tags,
    tags_hash: canonicalHash(tags),
    datasets: canonicalJson(datasets),
    versions: canonicalJson(versions),
    host: host ?? null,
    parent_id: parentId === undefined ? null : ExecutionId(parentId),
  };
}

function areVersions(versions: unknown): boolean {
  if (typeof versions !== "object" || versions === null) return false;
  return Object.entries(versions).every(
    ([name, version]) => isStorableText(name) && typeof version === "string" && isStorableText(version),
  );
}
