import { InvalidArgumentError } from "@dqx/common";
import type { LimitFunction } from "p-limit";
import pLimit from "p-limit";
import type { DataSource, QueryRunner } from "typeorm";
import { MetricStoreError } from "../errors/metric-store-error.js";
import { render, type Statement } from "../sql/sql.js";
import type { StoreRow } from "../sql/store-row.js";
import { type StoreTables, storeTables, type TableNaming } from "../sql/store-tables.js";
import type { StoreDriver } from "./drivers/store-driver.js";
import { retryWhileBusy } from "./retry-while-busy.js";
import { storeFailure } from "./store-failure.js";

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
  /** Whether closing the store closes the data source. */
  readonly owned: boolean;
}

// By data source, so that two stores on one connection wait for each other too.
const gates = new WeakMap<DataSource, LimitFunction>();

/** An open database: runs statements and transactions so that none sees another's half-written rows. */
export class StoreConnection {
  readonly driver: StoreDriver;
  readonly naming: TableNaming;
  readonly tables: StoreTables;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly #dataSource: DataSource;
  readonly #owned: boolean;
  readonly #gate: LimitFunction | undefined;
  readonly #running = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor({ dataSource, driver, naming, now, owned }: StoreConnectionParts) {
    this.driver = driver;
    this.naming = naming;
    this.tables = storeTables(naming);
    this.now = now;
    this.#dataSource = dataSource;
    this.#owned = owned;
    this.#gate = driver.singleConnection ? gateOf(dataSource) : undefined;
  }

  /** Runs one statement by itself. */
  query(statement: Statement): Promise<readonly StoreRow[]> {
    return this.exclusive(({ query }) => retryWhileBusy(this.driver, () => query(statement)));
  }

  /** Runs work on one connection, without a transaction. */
  exclusive<Result>(work: (transaction: StoreTransaction) => Promise<Result>): Promise<Result> {
    return this.#enter(async () => {
      const queryRunner = this.#dataSource.createQueryRunner();
      try {
        return await work(this.#on(queryRunner));
      } finally {
        await queryRunner.release();
      }
    });
  }

  /** Runs work in a transaction: all of it is stored, or nothing when it throws. */
  transaction<Result>(work: (transaction: StoreTransaction) => Promise<Result>): Promise<Result> {
    return this.exclusive((transaction) => retryWhileBusy(this.driver, () => commit(transaction, work)));
  }

  /** Waits for what is running, then closes. */
  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(this.#running).then(async () => {
      if (this.#owned) await this.#dataSource.destroy();
    });
    return this.#closed;
  }

  #on(queryRunner: QueryRunner): StoreTransaction {
    const { driver, naming, tables } = this;
    const send = (statement: Statement) => {
      const { text, values } = render(statement, (index) =>
        this.#dataSource.driver.createParameter("", index),
      );
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
    const running = this.#gate === undefined ? work() : this.#gate(work);
    this.#running.add(running);
    try {
      return await running;
    } catch (cause) {
      throw storeFailure(cause, this.driver, this.driver.describe(this.#dataSource.options));
    } finally {
      this.#running.delete(running);
    }
  }
}

function gateOf(dataSource: DataSource): LimitFunction {
  const gate = gates.get(dataSource) ?? pLimit(1);
  gates.set(dataSource, gate);
  return gate;
}

async function commit<Result>(
  transaction: StoreTransaction,
  work: (transaction: StoreTransaction) => Promise<Result>,
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
    await queryRunner.query("COMMIT");
    return result;
  } catch (error) {
    await queryRunner.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
