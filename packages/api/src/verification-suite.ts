import {
  DEFAULT_TTL_HOURS,
  ExecutionId,
  InvalidArgumentError,
  type ResultKey,
  requireKnownOptions,
  showValue,
} from "@dqx/common";
import type { MetricStore } from "@dqx/orm";
import { MetricProvider } from "@dqx/provider";
import type { SqlDataSource } from "@dqx/sql";
import { v7 as uuidv7 } from "uuid";
import type { Check } from "./check/check.js";
import { CheckDefinitionError } from "./check/check-definition-error.js";
import type { AssertionResult, SuiteResult } from "./result/suite-result.js";
import { abandonExecution, requireNewExecution } from "./run/execution-record.js";
import { SuiteStateError } from "./run/suite-state-error.js";
import { executeRun, prepareRun, type RunOptions } from "./run/verification-run.js";

/** Options of a suite. */
export interface VerificationSuiteOptions {
  /** Shown in results and kept in the store. */
  readonly name: string;
  /** What all numbers of the run are stored under; a new UUIDv7 by default. Must not be in the store yet. */
  readonly executionId?: ExecutionId;
  /** How many hours the metrics may be read; 168 by default, `Infinity` for ever. */
  readonly ttlHours?: number;
}

type SuiteState =
  | { readonly kind: "ready" }
  | { readonly kind: "running" }
  | { readonly kind: "finished"; readonly result: SuiteResult }
  | { readonly kind: "broken"; readonly error: unknown };

/**
 * Verifies data: measures what its checks need in as few scans as possible, stores every number under one
 * execution id, evaluates the assertions, and reports.
 *
 * One run per execution id: `reset` gives the suite a new one.
 *
 * @example
 * ```ts
 * const suite = new VerificationSuite([volume], db, { name: "orders" });
 * const result = await suite.run([orders], new ResultKey("2025-01-08"));
 * process.exitCode = suite.isCritical() ? 1 : 0;
 * ```
 */
export class VerificationSuite {
  readonly name: string;
  readonly #checks: readonly Check[];
  readonly #db: MetricStore;
  readonly #ttlHours: number;
  #executionId: ExecutionId;
  #state: SuiteState = { kind: "ready" };

  /**
   * @param checks - at least one; their names differ
   * @param db - where the numbers are kept
   * @param options - the suite's name, and the execution id if it is given from outside
   * @throws {@link CheckDefinitionError} when there are no checks or two of one name
   * @throws {@link InvalidArgumentError} when an option is missing, unknown or of the wrong kind
   */
  constructor(checks: readonly Check[], db: MetricStore, options: VerificationSuiteOptions) {
    requireKnownOptions("VerificationSuite", options, ["name", "executionId", "ttlHours"]);
    const { name, executionId, ttlHours = DEFAULT_TTL_HOURS } = options;
    if (typeof name !== "string" || name.trim() === "") {
      throw new InvalidArgumentError(
        `A suite got the name ${showValue(name)}. Give it a name that is not empty.`,
      );
    }
    if (typeof db !== "object" || db === null) {
      throw new InvalidArgumentError(
        `Suite '${name}' got ${showValue(db)} for its store. Give a MetricStore, for example await InMemoryMetricDB.open().`,
      );
    }
    if (!(ttlHours > 0)) {
      throw new InvalidArgumentError(
        `Suite '${name}' got ttlHours ${showValue(ttlHours)}. Give a number of hours above 0, or Infinity.`,
      );
    }
    requireDistinctChecks(name, checks);
    this.name = name;
    this.#checks = [...checks];
    this.#db = db;
    this.#ttlHours = ttlHours;
    this.#executionId = executionId === undefined ? newExecutionId() : ExecutionId(executionId);
  }

  /** What the numbers of the next, current or last run are stored under. */
  get executionId(): ExecutionId {
    return this.#executionId;
  }

  /**
   * Runs all checks.
   *
   * A run that throws before anything was stored (an unknown data set, a check that is wrong in itself) may be
   * repeated; after any other, call `reset` first.
   *
   * @param dataSources - what to verify; their names differ
   * @param key - the date that is verified, and the tags that tell it from other runs of that date
   * @param options - a signal to end the run early
   * @returns one result per assertion; failures of data and of metrics are in it, not thrown
   * @throws {@link SuiteStateError} when the suite has run already, or the execution id is in the store
   * @throws {@link CheckDefinitionError} when a check is wrong in itself
   * @throws a `DatasetError` when a data set is unknown or not decided
   * @throws a `PlanningError` when a metric asks what its source cannot give, such as the history of a snapshot
   */
  async run(
    dataSources: readonly SqlDataSource[],
    key: ResultKey,
    options: RunOptions = {},
  ): Promise<SuiteResult> {
    requireKnownOptions("run", options, ["signal"]);
    this.#requireReady();
    this.#state = { kind: "running" };
    let hasBegun = false;
    try {
      options.signal?.throwIfAborted();
      const run = await prepareRun({
        suite: this.name,
        checks: this.#checks,
        provider: new MetricProvider(this.#db, this.#executionId),
        dataSources,
        key,
      });
      await requireNewExecution(this.#db, this.name, this.#executionId);
      const onBegin = () => {
        hasBegun = true;
      };
      const result = await executeRun(run, this.#db, { ...options, ttlHours: this.#ttlHours, onBegin });
      this.#state = { kind: "finished", result };
      return result;
    } catch (error) {
      const isKept = hasBegun && (await abandonExecution(this.#db, this.#executionId));
      this.#state = isKept ? { kind: "broken", error } : { kind: "ready" };
      throw error;
    }
  }

  /**
   * The results of the finished run.
   *
   * @throws {@link SuiteStateError} when there is none
   */
  collectResults(): readonly AssertionResult[] {
    return this.#requireFinished("collectResults").assertions;
  }

  /**
   * Whether an assertion of severity P0 failed or could not be told.
   *
   * @throws {@link SuiteStateError} when there is no finished run
   */
  isCritical(): boolean {
    return this.#requireFinished("isCritical").isCritical;
  }

  /**
   * Makes the suite ready for another run, under another execution id; what is stored stays.
   *
   * @param executionId - the new one; a new UUIDv7 by default
   * @throws {@link SuiteStateError} while a run is going on
   */
  reset(executionId: ExecutionId = newExecutionId()): void {
    if (this.#state.kind === "running") {
      throw new SuiteStateError(
        `Suite '${this.name}' is running. Wait for its run to end before you reset it.`,
      );
    }
    this.#executionId = ExecutionId(executionId);
    this.#state = { kind: "ready" };
  }

  #requireReady(): void {
    switch (this.#state.kind) {
      case "ready":
        return;
      case "running":
        throw new SuiteStateError(
          `Suite '${this.name}' is running. Make another suite to run at the same time.`,
        );
      case "finished":
        throw new SuiteStateError(
          `Suite '${this.name}' has run as execution ${this.#executionId}. Call reset() to run it again under a new execution id.`,
        );
      case "broken":
        throw new SuiteStateError(
          `Suite '${this.name}' broke off as execution ${this.#executionId}, with part of its metrics stored. Call reset() to run it again under a new execution id.`,
          { cause: this.#state.error },
        );
    }
  }

  #requireFinished(method: string): SuiteResult {
    if (this.#state.kind === "finished") return this.#state.result;
    throw new SuiteStateError(
      `${method}: suite '${this.name}' has no finished run. Await run(dataSources, key) first.`,
    );
  }
}

function newExecutionId(): ExecutionId {
  return ExecutionId(uuidv7());
}

function requireDistinctChecks(suite: string, checks: readonly Check[]): void {
  if (!Array.isArray(checks) || checks.length === 0) {
    throw new CheckDefinitionError(
      `Suite '${suite}' has no checks, so it would verify nothing. Give at least one.`,
    );
  }
  const names = new Set<string>();
  for (const { name } of checks) {
    if (names.has(name)) {
      throw new CheckDefinitionError(
        `Suite '${suite}' has two checks named '${name}'. Give each a name of its own.`,
      );
    }
    names.add(name);
  }
}
