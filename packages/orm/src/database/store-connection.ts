import { InvalidArgumentError, inTurns, type Turns } from "@dqx/common";
import type { DataSource, QueryRunner } from "typeorm";
import { MetricStoreError } from "../errors/metric-store-error.js";
import { render, type Statement } from "../sql/sql.js";
import type { StoreRow } from "../sql/store-row.js";
import { type StoreTables, storeTables, type TableNaming } from "../sql/store-tables.js";
import type { StoreDriver } from "./drivers/store-driver.js";
import { retryWhileBusy } from "./retry-while-busy.js";
import { storeFailure } from "./store-failure.js";
import { StoreReads } from "./store-reads.js";

/** Runs one statement. */
type Query = (statement: Statement) => Promise<readonly StoreRow[]>;

/** What work on one connection is given. */
export interface StoreTransaction {
  readonly query: Query;
  /** Runs one statement and tells how many rows it changed. */
  readonly execute: (statement: Statement) => Promise<number>;
  readonly queryRunner: QueryRunner;
  readonly driver: StoreDriver;
  readonly naming: TableNaming;
  readonly tables: StoreTables;
}

/** What a {@link StoreConnection} is made of. */
export interface StoreConnectionParts {
  readonly dataSource: DataSource;
  readonly driver: StoreDriver;
  readonly naming: TableNaming;
  readonly now: () => number;
  /** The time that leases are judged by, as SQL. */
  readonly leaseClock: () => Statement;
  /** Whether closing the store closes the data source. */
  readonly owned: boolean;
  /** Opens a connection that only reads, where the data source has one alone and the database can have more. */
  readonly openReader?: (() => Promise<DataSource>) | undefined;
  /** Copies a file's log into it in another thread, where a commit would do it in this one. */
  readonly copyLog?: (() => Promise<void>) | undefined;
}

/** How many rows a transaction changes whose log another thread copies; the log of fewer takes some 30 ms. */
const MANY_ROWS = 5_000;

/** Who may use a data source's only connection: one at a time, and of those who write the first that came. */
interface StoreTurns {
  readonly connection: Turns;
  readonly writing: Turns;
}

// By data source, so that two stores on one connection wait for each other too.
const turns = new WeakMap<DataSource, StoreTurns>();

/** An open database: runs statements and transactions so that none sees another's half-written rows. */
export class StoreConnection {
  readonly driver: StoreDriver;
  readonly naming: TableNaming;
  readonly tables: StoreTables;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** The time that leases are judged by, as SQL: the database's own clock where several machines share one. */
  readonly leaseClock: () => Statement;
  readonly #dataSource: DataSource;
  readonly #owned: boolean;
  readonly #turns: StoreTurns | undefined;
  readonly #running = new Set<Promise<unknown>>();
  readonly #reads: StoreReads;
  readonly #copyLog: (() => Promise<void>) | undefined;
  #copying: Promise<void> | undefined;
  #closed: Promise<void> | undefined;

  constructor({
    dataSource,
    driver,
    naming,
    now,
    leaseClock,
    owned,
    openReader,
    copyLog,
  }: StoreConnectionParts) {
    this.driver = driver;
    this.naming = naming;
    this.tables = storeTables(naming);
    this.now = now;
    this.leaseClock = leaseClock;
    this.#dataSource = dataSource;
    this.#owned = owned;
    this.#turns = driver.singleConnection ? turnsOf(dataSource) : undefined;
    this.#reads = new StoreReads(dataSource, owned ? driver.prepare : undefined, openReader);
    this.#copyLog = copyLog;
  }

  /**
   * Runs one statement that only reads. Where a connection of its own can be had it has one, and waits for no
   * transaction; else it waits until the transaction that is open is over, and for none that is still to begin.
   */
  query(statement: Statement): Promise<readonly StoreRow[]> {
    const since = performance.now();
    return this.#enter(() => retryWhileBusy(this.driver, () => this.#read(statement), { since }));
  }

  /** Runs work on one connection, without a transaction. */
  exclusive<Result>(work: (transaction: StoreTransaction) => Promise<Result>): Promise<Result> {
    return this.#enter(() => this.#alone(work));
  }

  /**
   * Runs work in a transaction: all of it is stored, or nothing when it throws. Where there is one connection,
   * transactions run in the order of the calls. Others use the connection while one of them waits for other writers,
   * and its patience counts from the call.
   *
   * @param work - what is done; done again when others were in the way
   * @param ready - what it needs; its turn comes as if it were there already, and the transaction begins when it is
   */
  transaction<Result>(
    work: (transaction: StoreTransaction) => Promise<Result>,
    ready: Promise<unknown> = Promise.resolve(),
  ): Promise<Result> {
    const since = performance.now();
    // It is heard of when its turn comes.
    ready.catch(() => undefined);
    const attempt = () => this.#alone((transaction) => this.#commit(transaction, work));
    // The log would grow for ever if the next large batch were not to wait until it is copied.
    const run = async () => {
      await Promise.all([ready, this.#copying]);
      return retryWhileBusy(this.driver, attempt, { since });
    };
    return this.#enter(() => this.#turns?.writing(run) ?? run());
  }

  /** Waits for what is running, then closes. */
  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(this.#running).then(async () => {
      await this.#copying;
      await this.#reads.close();
      if (this.#owned) await this.#dataSource.destroy();
    });
    return this.#closed;
  }

  async #read(statement: Statement): Promise<readonly StoreRow[]> {
    const { text, values } = this.#render(statement);
    const reads = await this.#reads.beside();
    if (reads !== undefined) return reads.all(text, values);
    return this.#alone(({ query }) => this.#reads.within?.all(text, values) ?? query(statement));
  }

  /** Runs work in a transaction, and has a large one's log copied elsewhere. */
  async #commit<Result>(
    transaction: StoreTransaction,
    work: (transaction: StoreTransaction) => Promise<Result>,
  ): Promise<Result> {
    if (this.#copyLog === undefined) return commit(transaction, work);
    const { queryRunner } = transaction;
    let changed = 0;
    let isLeft = false;
    const execute = async (statement: Statement) => {
      const rows = await transaction.execute(statement);
      changed += rows;
      return rows;
    };
    try {
      return await commit({ ...transaction, execute }, work, async () => {
        if (changed < MANY_ROWS) return;
        await queryRunner.query(LEAVE_LOG);
        isLeft = true;
      });
    } finally {
      if (isLeft) {
        await queryRunner.query(COPY_LOG);
        this.#copying = this.#copyLog();
      }
    }
  }

  /** Runs work when its turn has come, and keeps the turn no longer. */
  #alone<Result>(work: (transaction: StoreTransaction) => Promise<Result>): Promise<Result> {
    const run = async () => {
      const queryRunner = this.#dataSource.createQueryRunner();
      try {
        return await work(this.#on(queryRunner));
      } finally {
        await queryRunner.release();
      }
    };
    return this.#turns?.connection(run) ?? run();
  }

  #render(statement: Statement): ReturnType<typeof render> {
    return render(statement, (index) => this.#dataSource.driver.createParameter("", index));
  }

  #on(queryRunner: QueryRunner): StoreTransaction {
    const { driver, naming, tables } = this;
    const send = (statement: Statement) => {
      const { text, values } = this.#render(statement);
      return queryRunner.query(text, values, true);
    };
    const query: Query = async (statement) => (await send(statement)).records;
    const execute = async (statement: Statement) => (await send(statement)).affected ?? 0;
    return { query, execute, queryRunner, driver, naming, tables };
  }

  async #enter<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closed !== undefined) {
      throw new MetricStoreError(
        "closed",
        "The metric store is closed. Open it again, or close it when all is done.",
      );
    }
    const running = work();
    this.#running.add(running);
    try {
      return await running;
    } catch (cause) {
      throw storeFailure(cause, this.driver, this.#dataSource.options);
    } finally {
      this.#running.delete(running);
    }
  }
}

function turnsOf(dataSource: DataSource): StoreTurns {
  const known = turns.get(dataSource) ?? { connection: inTurns(1), writing: inTurns(1) };
  turns.set(dataSource, known);
  return known;
}

// What a COMMIT does with the log. https://www.sqlite.org/pragma.html#pragma_wal_autocheckpoint
const LEAVE_LOG = "PRAGMA wal_autocheckpoint = 0";
const COPY_LOG = "PRAGMA wal_autocheckpoint = 1000";

async function commit<Result>(
  transaction: StoreTransaction,
  work: (transaction: StoreTransaction) => Promise<Result>,
  beforeCommit: () => Promise<void> = async () => undefined,
): Promise<Result> {
  const { driver, queryRunner } = transaction;
  if (queryRunner.isTransactionActive) {
    throw new InvalidArgumentError(
      "The data source's only connection is inside a transaction of yours. Finish it first, or give the store a data source of its own.",
    );
  }
  // Not by TypeORM's startTransaction: that cannot wait for other writers at the beginning, and is stuck in
  // its own count of transactions when the database has rolled back by itself (a full disk).
  await queryRunner.query(driver.begin);
  try {
    const result = await work(transaction);
    await beforeCommit();
    await queryRunner.query("COMMIT");
    return result;
  } catch (error) {
    await queryRunner.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
