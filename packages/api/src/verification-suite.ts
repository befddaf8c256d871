import { DEFAULT_TTL_HOURS, ExecutionId, type ResultKey, requireKnownOptions } from "@dqx/common";
import type { ExecutionClaim, MetricStore } from "@dqx/orm";
import type { SqlDataSource } from "@dqx/sql";
import type { Check } from "./check/check.js";
import { DEFAULT_PLUGIN_TIMEOUT, PluginHost } from "./plugin/plugin-host.js";
import type { SuitePlugin } from "./plugin/suite-plugin.js";
import type { PreparedRun } from "./prepare/prepare-run.js";
import type { SuitePlan } from "./result/suite-plan.js";
import type { AssertionResult, SuiteResult } from "./result/suite-result.js";
import { SuiteStateError } from "./run/suite-state-error.js";
import { uuidv7 } from "./run/uuid-v7.js";
import type { PlanOptions, RunOptions } from "./run/verification-run.js";
import {
  requireChecks,
  requirePlanOptions,
  requireRunOptions,
  requireStore,
  requireSuiteOptions,
} from "./suite-arguments.js";

const loadStages = () => import("./run/stages.js");

/** Options of a suite. */
export interface VerificationSuiteOptions {
  /** Shown in results and kept in the store. */
  readonly name: string;
  /** What all numbers of the run are stored under; a new UUIDv7 by default. Must not be in the store yet. */
  readonly executionId?: ExecutionId;
  /**
   * Whether an execution of the same id gives way that a run left behind and is listed as `ABANDONED`: what it has
   * stored is deleted. False by default, which refuses the id.
   */
  readonly takeOver?: boolean;
  /** How many hours the metrics may be read; 168 by default, `Infinity` for ever. */
  readonly ttlHours?: number;
  /** Who is told what the suite does; nobody by default. */
  readonly plugins?: readonly SuitePlugin[];
  /** How long one hook of a plugin may take, in milliseconds; 10,000 by default. */
  readonly pluginTimeoutMs?: number;
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
 * import { check, VerificationSuite } from "@dqx/api";
 * import { ResultKey } from "@dqx/common";
 * import { InMemoryDataSource } from "@dqx/duckdb";
 * import { MetricDB } from "@dqx/orm";
 *
 * const volume = check({ name: "volume" }, (mp, ctx) => {
 *   ctx.assertThat(mp.numRows()).config({ name: "has rows" }).isPositive();
 * });
 * const orders = InMemoryDataSource.fromColumns({ name: "orders", columns: { price: [3, 4] } });
 * await using db = await MetricDB.open("sqlite:metrics.db");
 * const suite = new VerificationSuite([volume], db, { name: "orders" });
 * const result = await suite.run([orders], new ResultKey("2025-01-08"));
 * result.status; // "PASSED"
 * process.exitCode = suite.isCritical() ? 1 : 0;
 * ```
 */
export class VerificationSuite {
  readonly name: string;
  readonly #checks: readonly Check[];
  readonly #db: MetricStore;
  readonly #ttlHours: number;
  readonly #takeOver: boolean;
  readonly #plugins: readonly SuitePlugin[];
  readonly #pluginTimeout: number;
  #executionId: ExecutionId;
  #state: SuiteState = { kind: "ready" };

  /**
   * @param checks - at least one; their names differ
   * @param db - where the numbers are kept
   * @param options - the suite's name, and the execution id if it is given from outside
   * @throws `CheckDefinitionError` when there are no checks or two of one name
   * @throws `InvalidArgumentError` when an option is missing, unknown or of the wrong kind
   */
  constructor(checks: readonly Check[], db: MetricStore, options: VerificationSuiteOptions) {
    requireSuiteOptions(options);
    const { name, executionId, ttlHours = DEFAULT_TTL_HOURS, plugins = [] } = options;
    requireStore(name, db);
    requireChecks(name, checks);
    this.name = name;
    this.#checks = [...checks];
    this.#db = db;
    this.#ttlHours = ttlHours;
    this.#takeOver = options.takeOver ?? false;
    this.#plugins = [...plugins];
    this.#pluginTimeout = options.pluginTimeoutMs ?? DEFAULT_PLUGIN_TIMEOUT;
    this.#executionId = executionId === undefined ? newExecutionId() : ExecutionId(executionId);
  }

  /** What the numbers of the next, current or last run are stored under. */
  get executionId(): ExecutionId {
    return this.#executionId;
  }

  /**
   * Says what a run would do: the statements, what each computes, and what cannot be measured. Nothing is read
   * but the columns of the data, nothing is stored, and the suite may run before or afterwards.
   *
   * @param dataSources - what to verify; their names differ
   * @param key - the date that is verified, and the tags that tell it from other runs of that date
   * @param options - which assertions are meant, what ages are measured against, and a signal to end early
   * @returns the plan, which a run on the same data executes
   * @throws a `DatasetError` when a dataset is unknown or not decided
   * @throws `InvalidArgumentError` for a reference time that is no instant of the years 1 to 9999
   */
  async plan(
    dataSources: readonly SqlDataSource[],
    key: ResultKey,
    options: PlanOptions = {},
  ): Promise<SuitePlan> {
    requireKnownOptions("plan", options, ["signal", "referenceTime", "select"]);
    requirePlanOptions("plan", options);
    options.signal?.throwIfAborted();
    const run = await this.#prepare(dataSources, key, options);
    const { describeRun } = await loadStages();
    return describeRun(run, options);
  }

  /**
   * Runs all checks.
   *
   * A run that throws before anything was stored (an unknown dataset, a budget that is exceeded) may be
   * repeated; after any other, call `reset` first.
   *
   * @param dataSources - what to verify; their names differ
   * @param key - the date that is verified, and the tags that tell it from other runs of that date
   * @param options - which assertions are meant, what ages are measured against, a signal to end the run early, what it may cost, and who is told
   *   how far it is
   * @returns one result per assertion; failures of data and of metrics are in it, not thrown
   * @throws {@link SuiteStateError} when the suite has run already, or the execution id is in the store
   * @throws an `ExecutionClaimError` when the execution was deleted or taken over while it ran
   * @throws a `DatasetError` when a dataset is unknown or not decided
   * @throws a `PlanningError` when a metric asks what its source cannot give, such as the history of a snapshot
   * @throws a `QuarantineError` when rows cannot be written where they should go
   * @throws a `BudgetError` when the run would cost more than its budget, before it has read anything, or takes longer
   * @throws `InvalidArgumentError` for a reference time that is no instant of the years 1 to 9999
   */
  async run(
    dataSources: readonly SqlDataSource[],
    key: ResultKey,
    options: RunOptions = {},
  ): Promise<SuiteResult> {
    requireKnownOptions("run", options, [
      "signal",
      "referenceTime",
      "select",
      "budget",
      "samples",
      "protect",
      "quarantine",
      "onProgress",
    ]);
    this.#requireReady();
    this.#state = { kind: "running" };
    let claim: ExecutionClaim | undefined;
    let plugins: PluginHost | undefined;
    try {
      options.signal?.throwIfAborted();
      const run = await this.#prepare(dataSources, key, options);
      const { executeRun, requireNewExecution } = await loadStages();
      // Callers without types may give no list, which the preparation refuses.
      requireRunOptions(
        options,
        dataSources.map(({ name }) => name),
      );
      if (!this.#takeOver) await requireNewExecution(this.#db, this.name, this.#executionId);
      const onBegin = (begun: ExecutionClaim) => {
        claim = begun;
      };
      plugins = this.#hostPlugins(key, options.signal);
      const result = await executeRun(run, this.#db, {
        ...options,
        ttlHours: this.#ttlHours,
        takeOver: this.#takeOver,
        plugins,
        onBegin,
      });
      this.#state = { kind: "finished", result };
      return result;
    } catch (error) {
      // Nothing of the run goes on behind its error.
      await plugins?.settle();
      const isInterrupted = options.signal?.aborted === true;
      const { abandonExecution } = await loadStages();
      const isKept = claim !== undefined && (await abandonExecution(this.#db, claim, isInterrupted));
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

  async #prepare(
    dataSources: readonly SqlDataSource[],
    key: ResultKey,
    options: Pick<PlanOptions, "referenceTime" | "select">,
  ): Promise<PreparedRun> {
    // The caller's own may be changed while the suite runs.
    const referenceTime = new Date(options.referenceTime ?? Date.now());
    const { select } = options;
    const executionId = this.#executionId;
    const { MetricProvider, prepareRun } = await loadStages();
    // Others have their turn between the loading and the checks, each of which may take long the first time.
    await new Promise((resolve) => setImmediate(resolve));
    const provider = new MetricProvider(this.#db, executionId);
    return prepareRun({
      suite: this.name,
      checks: this.#checks,
      provider,
      dataSources,
      key,
      referenceTime,
      select,
    });
  }

  #hostPlugins({ date, tags }: ResultKey, signal: AbortSignal | undefined): PluginHost {
    const run = { suite: this.name, executionId: this.#executionId, key: { date, tags } };
    return new PluginHost(this.#plugins, run, this.#pluginTimeout, signal);
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
