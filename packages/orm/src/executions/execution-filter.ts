import {
  InvalidArgumentError,
  isLocalDate,
  type LocalDate,
  makeTags,
  type ResultKey,
  requireKnownOptions,
  showValue,
  tagsIdentity,
} from "@dqx/common";
import { cursorPlace, requirePageSize } from "../sql/page-cursor.js";
import { requireChoice } from "../sql/require-choice.js";
import { isStorableName } from "../sql/storable-text.js";
import { numberColumn, type StoreRow } from "../sql/store-row.js";
import { requireDateRange } from "../sql/within-dates.js";
import {
  type ExecutionFilter,
  type ExecutionPage,
  type ExecutionStatus,
  executionStatuses,
} from "./execution.js";
import { rowToExecution } from "./row-to-execution.js";

/** Which executions are listed, checked. */
export interface AskedExecutions {
  readonly suite: string | undefined;
  readonly from: LocalDate | undefined;
  readonly until: LocalDate | undefined;
  readonly status: ExecutionStatus | undefined;
  /** Canonical JSON. */
  readonly tags: string | undefined;
  readonly limit: number;
  /** Only executions before this place in the order of `seq`. */
  readonly before: number;
}

const DEFAULT_LIMIT = 100;

/**
 * Checks which executions are to be listed.
 *
 * @param filter - what was given
 * @throws {@link InvalidArgumentError} naming what of it is wrong
 */
export function requireExecutionFilter(filter: ExecutionFilter): AskedExecutions {
  requireKnownOptions("listExecutions", filter, [
    "suite",
    "from",
    "until",
    "status",
    "tags",
    "limit",
    "cursor",
  ]);
  const { suite, status, tags } = filter;
  const [from, until] = requireDateRange(filter.from, filter.until);
  if (suite !== undefined) requireSuite(suite);
  return {
    suite,
    from,
    until,
    status: status === undefined ? undefined : requireChoice("status", status, executionStatuses),
    tags: tags === undefined ? undefined : tagsIdentity(makeTags(tags)),
    limit: requirePageSize("limit", filter.limit ?? DEFAULT_LIMIT),
    before: cursorPlace(filter.cursor, Number.MAX_SAFE_INTEGER),
  };
}

/**
 * The filter for the latest execution of a suite and key.
 *
 * @param suite - the suite's name
 * @param key - the date and tags
 * @throws {@link InvalidArgumentError} when one of them is none
 */
export function latestFilter(suite: string, key: ResultKey): ExecutionFilter {
  if (!isLocalDate(key?.date)) {
    throw new InvalidArgumentError(
      `${showValue(key)} is no key. Give a ResultKey, for example new ResultKey("2025-01-08").`,
    );
  }
  requireSuite(suite);
  return { suite, from: key.date, until: key.date, tags: key.tags, limit: 1 };
}

/**
 * A page of executions.
 *
 * @param rows - as many as the page may have and one more, where there is one
 * @param limit - how many the page may have
 */
export function executionPage(rows: readonly StoreRow[], limit: number): ExecutionPage {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    executions: page.map(rowToExecution),
    ...(rows.length > limit && last !== undefined && { cursor: String(numberColumn(last, "seq")) }),
  };
}

// Nothing is recorded under anything else, so that it would find nothing.
function requireSuite(suite: unknown): void {
  if (isStorableName(suite)) return;
  throw new InvalidArgumentError(`${showValue(suite)} is no suite. Give its name.`);
}
