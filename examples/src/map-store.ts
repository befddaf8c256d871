import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  ExecutionId,
  InvalidArgumentError,
  Option,
  type ResultKey,
  requireKnownOptions,
  type Tags,
  tagsIdentity,
} from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import {
  type ClaimOptions,
  type CollectOptions,
  type DeleteOptions,
  DuplicateExecutionError,
  type EndStatus,
  type ExecutionClaim,
  ExecutionClaimError,
  type ExecutionFilter,
  type ExecutionRow,
  type HistoryFilter,
  type HistoryPoint,
  type Metric,
  type MetricPageRequest,
  type MetricStore,
  MetricStoreError,
  type NewExecution,
  type PersistOptions,
  type StoredMetric,
  type StoredResult,
  type StreamOptions,
  type WindowRequest,
} from "@dqx/orm";
import * as kit from "@dqx/orm/kit";

/** A metric as it is kept. */
type MetricRow = kit.NewMetricRow & { readonly seq: number };

/** An execution as it is kept, with all it has. */
interface Kept {
  readonly row: { -readonly [Column in keyof ExecutionRow]: ExecutionRow[Column] };
  metrics: MetricRow[];
  readonly results: kit.NewResultRow[];
  readonly batches: Set<string>;
}

/** A run that writes: its execution, and the token that tells its claim from any other. */
interface Writer {
  readonly id: ExecutionId;
  readonly token: string;
}

/**
 * A store of one's own: a Map of executions. What is given is checked and made into rows by the kit of `@dqx/orm`,
 * so that it is refused with the words of every other store.
 */
export class MapMetricStore implements MetricStore {
  readonly #executions = new Map<string, Kept>();
  readonly #now: () => number;
  #writes: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  #seq = 0;

  /** @param now - the clock, in milliseconds since 1970 UTC */
  constructor(now: () => number = Date.now) {
    this.#now = () => Math.floor(now());
  }

  persist(metrics: readonly (Metric | StoredMetric)[], options: PersistOptions = {}): Promise<void> {
    return this.#persist(metrics, options);
  }

  async getMetricValue(spec: MetricIdentity, key: ResultKey, dataset: string, executionId: ExecutionId) {
    const rows = this.#days({ spec, key, dataset }, executionId, () => (date) => date === key.date);
    return Option.fromNullable(rows[0] === undefined ? undefined : kit.rowToValue(rows[0]));
  }

  async getMetricWindow(
    spec: MetricIdentity,
    key: ResultKey,
    lag: number,
    window: number,
    dataset: string,
    executionId: ExecutionId,
  ) {
    const days = () => within(key.range(lag, window));
    return kit.rowsToWindow(this.#days({ spec, key, dataset }, executionId, days));
  }

  async getSparseWindow(
    spec: MetricIdentity,
    key: ResultKey,
    lags: readonly number[],
    dataset: string,
    executionId: ExecutionId,
  ) {
    const rows = this.#days({ spec, key, dataset }, executionId, () => {
      const days = new Set<string>(lags.map((lag) => key.lag(lag).date));
      return (date) => days.has(date);
    });
    return kit.rowsToWindow(rows);
  }

  async getMetricWindows(requests: readonly WindowRequest[], executionId: ExecutionId) {
    this.#get(executionId);
    return requests.map((request) => {
      const days = () => within(request.key.range(request.lag, request.window));
      return kit.rowsToWindow(this.#days(request, executionId, days));
    });
  }

  async getByExecutionId(executionId: ExecutionId) {
    return this.#values(executionId).map(kit.rowToMetric);
  }

  async getOutcomes(executionId: ExecutionId) {
    return this.#newest(this.#get(executionId)).map(kit.rowToStoredMetric);
  }

  async getPage(executionId: ExecutionId, request: MetricPageRequest = {}) {
    const range = kit.requirePage(request);
    const rows = this.#values(executionId).filter(({ seq }) => seq > range.after);
    return kit.metricPage(rows.slice(0, range.limit), range);
  }

  streamMetrics(executionId: ExecutionId, options: StreamOptions = {}) {
    return kit.streamPages((request) => this.getPage(executionId, request), options);
  }

  async compareExecutions(first: ExecutionId, second: ExecutionId) {
    for (const id of [first, second]) {
      if (this.#get(id) === undefined) throw new InvalidArgumentError(`Execution ${id} is not in the store.`);
    }
    return kit.compareMetrics(await this.getByExecutionId(first), await this.getByExecutionId(second));
  }

  async history(spec: MetricIdentity, dataset: string, tags: Tags, filter: HistoryFilter) {
    const asked = { spec, dataset, key: kit.requireHistory(spec, dataset, tags, filter).key };
    const { from, until, suite, status, pick = "latest" } = filter;
    const points = this.#all()
      .filter(({ row }) => suite === undefined || row.suite === suite)
      .flatMap((kept): readonly HistoryPoint[] => {
        const standing = kit.standingOf(kept.row, this.#now());
        if (status !== undefined && standing !== status) return [];
        return this.#seriesOf(kept, asked, (date) => date >= from && date <= until)
          .filter(({ value }) => value !== null)
          .map(kit.rowToMetric)
          .map(({ key, value, metadata: { executionId } }) => ({
            date: key.date,
            value,
            executionId,
            ...(standing !== null && { status: standing }),
          }));
      })
      .toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
    return pick === "all" ? points : [...new Map(points.map((point) => [point.date, point])).values()];
  }

  async stats() {
    const all = this.#all();
    const count = (status: string) =>
      all.filter(({ row }) => kit.standingOf(row, this.#now()) === status).length;
    const rows = all.flatMap(({ metrics }) => metrics);
    const metrics = rows.filter((row) => this.#isAlive(row)).length;
    return {
      executions: all.length,
      running: count("RUNNING"),
      abandoned: count("ABANDONED"),
      metrics,
      expired: rows.length - metrics,
      results: all.flatMap(({ results }) => results).length,
    };
  }

  async collectExpired(options: CollectOptions = {}) {
    const size = kit.requireCollection(options);
    for (let collected = 0; ; ) {
      options.signal?.throwIfAborted();
      const deleted = await this.#write(() => this.#deleteExpired(size));
      collected += deleted;
      if (deleted < size) return collected;
      // Others have their turn.
      await sleep(1);
    }
  }

  async exists(executionId: ExecutionId) {
    return this.#get(executionId) !== undefined;
  }

  async delete(executionId: ExecutionId, options: DeleteOptions = {}) {
    requireKnownOptions("delete", options, ["force"]);
    const id = ExecutionId(executionId);
    await this.#write(() => {
      if (options.force !== true && this.#standing(id) === "RUNNING")
        throw new ExecutionClaimError(id, "running");
      this.#executions.delete(id);
    });
  }

  async claimExecution(execution: NewExecution, options: ClaimOptions = {}): Promise<ExecutionClaim> {
    const { leaseMs, takeOver } = kit.claimOptions(options);
    const columns = kit.executionColumns("claimExecution", execution);
    const writer: Writer = { id: ExecutionId(columns.id), token: randomUUID() };
    const { id } = writer;
    await this.#write(() => {
      const standing = this.#standing(id);
      if (takeOver && standing === "RUNNING") throw new ExecutionClaimError(id, "running");
      if (takeOver && standing === "ABANDONED") this.#executions.delete(id);
      if (this.#executions.has(id)) throw new DuplicateExecutionError(id);
      const lease = { status: "RUNNING", claim: writer.token, leased_until: this.#now() + leaseMs };
      Object.assign(this.#record(id).row, columns, lease);
    });
    return {
      executionId: id,
      leaseMs,
      renew: () =>
        this.#write(() => {
          this.#owned(writer).row.leased_until = this.#now() + leaseMs;
        }),
      persist: (metrics, given = {}) => this.#persist(metrics, given, writer),
      persistResults: (results) => this.#persistResults(id, results, writer),
      finish: (status, results = [], report) => this.#finish(id, status, results, report, writer),
      discard: () =>
        this.#write(() => {
          this.#owned(writer);
          this.#executions.delete(id);
        }),
    };
  }

  async recordExecution(execution: NewExecution) {
    const columns = kit.executionColumns("recordExecution", execution);
    const id = ExecutionId(columns.id);
    await this.#write(() => {
      if ((this.#executions.get(id)?.row.status ?? null) !== null) throw new DuplicateExecutionError(id);
      Object.assign(this.#record(id).row, columns, { status: "RUNNING" });
    });
  }

  finishExecution(
    executionId: ExecutionId,
    status: EndStatus,
    results: readonly StoredResult[] = [],
    report?: object,
  ) {
    return this.#finish(executionId, status, results, report);
  }

  async listExecutions(filter: ExecutionFilter = {}) {
    const { suite, from, until, status, tags, before, limit } = kit.requireExecutionFilter(filter);
    const rows = this.#all()
      .map(({ row }) => ({ ...row, status: kit.standingOf(row, this.#now()) }))
      .filter((row) => row.seq < before)
      .filter((row) => suite === undefined || row.suite === suite)
      .filter((row) => from === undefined || (row.date !== null && row.date >= from))
      .filter((row) => until === undefined || (row.date !== null && row.date <= until))
      .filter((row) => status === undefined || row.status === status)
      .filter((row) => tags === undefined || row.tags === tags)
      .toReversed();
    return kit.executionPage(rows.slice(0, limit + 1), limit);
  }

  async latestExecution(suite: string, key: ResultKey) {
    const { executions } = await this.listExecutions(kit.latestFilter(suite, key));
    return Option.fromNullable(executions[0]);
  }

  persistResults(executionId: ExecutionId, results: readonly StoredResult[]) {
    return this.#persistResults(executionId, results);
  }

  async getResults(executionId: ExecutionId) {
    return (this.#get(executionId)?.results ?? []).map((row) => kit.rowToResult({ ...row }));
  }

  async getReport(executionId: ExecutionId) {
    const report = this.#get(executionId)?.row.report ?? null;
    if (report === null) return Option.none();
    return Option.some(
      kit.assembleReport(kit.parseVersionedJson(report), await this.getResults(executionId)),
    );
  }

  async close() {
    await this.#writes;
    this.#isClosed = true;
    this.#executions.clear();
  }

  [Symbol.asyncDispose]() {
    return this.close();
  }

  async #persist(metrics: readonly (Metric | StoredMetric)[], options: PersistOptions, writer?: Writer) {
    const batchId = kit.batchIdOf(options);
    if (metrics.length === 0) return;
    // Made now: the metrics may be changed when this returns.
    const made = kit.metricsToRows(metrics, this.#now());
    made.catch(() => undefined);
    await this.#write(async () => {
      const rows = await made;
      const ids = [...new Set(rows.map((row) => ExecutionId(row.execution_id)))];
      if (writer !== undefined) kit.refuseMetricsOfOthers(rows, writer.id);
      for (const id of ids) this.#writable(id, writer);
      if (batchId !== undefined) {
        const known = ids.filter((id) => this.#executions.get(id)?.batches.has(batchId)).length;
        if (kit.wasStored(batchId, known, ids.length)) return;
      }
      for (const row of rows) {
        const kept = this.#record(row.execution_id);
        this.#seq += 1;
        kept.metrics.push({ ...row, seq: this.#seq });
        if (batchId !== undefined) kept.batches.add(batchId);
      }
    });
  }

  async #persistResults(executionId: ExecutionId, results: readonly StoredResult[], writer?: Writer) {
    const id = ExecutionId(executionId);
    if (results.length === 0) return;
    const made = kit.resultsToRows(id, results, this.#now());
    made.catch(() => undefined);
    await this.#write(async () => {
      const rows = await made;
      this.#writable(id, writer);
      this.#record(id).results.push(...rows);
    });
  }

  async #finish(
    executionId: ExecutionId,
    status: EndStatus,
    results: readonly StoredResult[],
    report: object | undefined,
    writer?: Writer,
  ) {
    const id = ExecutionId(executionId);
    kit.requireEndStatus(status);
    const end = kit.storedEnd(id, results, report, this.#now());
    end.catch(() => undefined);
    await this.#write(async () => {
      const { rows, text } = await end;
      const kept = this.#writable(id, writer);
      if (kept === undefined)
        throw new InvalidArgumentError(`Execution ${id} cannot be finished: it was never recorded.`);
      Object.assign(kept.row, { status, finished_at: this.#now(), report: text });
      kept.results.push(...rows);
    });
  }

  /** Writes one after the other, each of them whole or not at all. */
  async #write<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    this.#requireOpen();
    const written = this.#writes.then(work);
    this.#writes = written.catch(() => undefined);
    return written;
  }

  #requireOpen() {
    if (this.#isClosed) throw new MetricStoreError("closed", "The metric store is closed.");
  }

  #all(): readonly Kept[] {
    this.#requireOpen();
    return [...this.#executions.values()];
  }

  #get(executionId: ExecutionId): Kept | undefined {
    this.#requireOpen();
    return this.#executions.get(ExecutionId(executionId));
  }

  #record(id: string): Kept {
    const known = this.#executions.get(id);
    if (known !== undefined) return known;
    this.#seq += 1;
    const row = kit.newExecutionRow(this.#seq, id, this.#now());
    const kept: Kept = { row, metrics: [], results: [], batches: new Set() };
    this.#executions.set(id, kept);
    return kept;
  }

  #standing(id: string) {
    const kept = this.#executions.get(id);
    return kept === undefined ? null : kit.standingOf(kept.row, this.#now());
  }

  /** The execution of a write: what a run has claimed, nobody else writes. */
  #writable(id: ExecutionId, writer?: Writer): Kept | undefined {
    if (writer !== undefined) return this.#owned(writer);
    const kept = this.#executions.get(id);
    if (kept !== undefined && kept.row.claim !== null) throw new ExecutionClaimError(id, "claimed");
    return kept;
  }

  #owned({ id, token }: Writer): Kept {
    const kept = this.#executions.get(id);
    if (kept === undefined) throw new ExecutionClaimError(id, "deleted");
    if (kept.row.claim !== token) throw new ExecutionClaimError(id, "taken");
    if (kept.row.status !== "RUNNING") throw new ExecutionClaimError(id, "ended");
    return kept;
  }

  /** A metric's newest rows on the days that are wanted, by date. */
  #days(asked: kit.AskedMetric, executionId: ExecutionId, days: () => (date: string) => boolean) {
    const kept = this.#get(executionId);
    kit.requireAsked(asked);
    const rows = this.#seriesOf(kept, asked, days());
    const { dataset } = asked;
    const hasDataset = kept?.metrics.some((row) => row.dataset === dataset) === true;
    if (rows.length === 0 && !hasDataset && this.#executions.has(dataset)) {
      throw kit.exchangedArguments(dataset, executionId);
    }
    return rows;
  }

  #seriesOf(
    kept: Kept | undefined,
    { spec, key, dataset }: kit.AskedMetric,
    isWanted: (date: string) => boolean,
  ) {
    const wanted = seriesOf({ dataset, tags: tagsIdentity(key.tags), ...kit.specColumns(spec) });
    return this.#newest(kept)
      .filter((row) => isWanted(row.date) && seriesOf(row) === wanted)
      .toSorted((a, b) => (a.date < b.date ? -1 : 1));
  }

  #values(executionId: ExecutionId): readonly MetricRow[] {
    return this.#newest(this.#get(executionId)).filter(({ value }) => value !== null);
  }

  /** Of each metric and date the row that decides: the newest that has not expired; in the order they were stored. */
  #newest(kept: Kept | undefined): readonly MetricRow[] {
    const alive = (kept?.metrics ?? []).filter((row) => this.#isAlive(row));
    const newest = new Map(alive.map((row) => [`${row.date} ${seriesOf(row)}`, row]));
    return [...newest.values()].toSorted((a, b) => a.seq - b.seq);
  }

  #isAlive({ expires_at: expiry }: MetricRow): boolean {
    return expiry === null || expiry > this.#now();
  }

  #deleteExpired(size: number): number {
    const expired = this.#all().flatMap(({ metrics }) => metrics.filter((row) => !this.#isAlive(row)));
    const deleted = new Set(expired.slice(0, size));
    for (const kept of this.#all()) kept.metrics = kept.metrics.filter((row) => !deleted.has(row));
    return deleted.size;
  }
}

function within([from, until]: readonly [from: string, until: string]): (date: string) => boolean {
  return (date) => date >= from && date <= until;
}

function seriesOf(row: Pick<MetricRow, "dataset" | "metric_type" | "parameters" | "tags">): string {
  return JSON.stringify([row.dataset, row.metric_type, row.parameters, row.tags]);
}
