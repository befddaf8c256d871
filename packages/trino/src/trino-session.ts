import type { SqlRow } from "@dqx/common";
import {
  type AdmittedQuery,
  boundSql,
  fromItem,
  type GatedSession,
  SourceError,
  type SqlColumn,
  type SqlText,
} from "@dqx/sql";
import { bindParameters } from "./bind-parameters.js";
import { checkAggregate, checkExpression, type KnownFunction } from "./check-expression.js";
import { decodeRows } from "./decode-rows.js";
import { engineMessage } from "./engine-message.js";
import { TrinoGate } from "./gate/trino-gate.js";
import { type RunOptions, runStatement, type StatementResult } from "./protocol/run-statement.js";
import type { Server } from "./protocol/server.js";
import { TrinoFailure } from "./protocol/trino-failure.js";

/** Requests to a server through whose gate every statement goes. Statements share no snapshot: Trino has none. */
export class TrinoSession implements GatedSession {
  readonly #server: Server;
  readonly #options: RunOptions;
  readonly #gate = new TrinoGate();
  #functions: Promise<ReadonlyMap<string, readonly KnownFunction[]>> | undefined;

  /**
   * @param server - where statements are run
   * @param options - how
   */
  constructor(server: Server, options: RunOptions) {
    this.#server = server;
    this.#options = options;
  }

  async admit(query: string): Promise<AdmittedQuery> {
    return this.#gate.admit(query);
  }

  async checkExpression(text: string, relation: SqlText, signal?: AbortSignal): Promise<string> {
    const functions = () => this.#knownFunctions(signal);
    return checkExpression(text, relation, functions, (statement) => this.#columns(statement, signal));
  }

  async checkAggregate(text: string, relation: SqlText, signal?: AbortSignal): Promise<string> {
    const functions = () => this.#knownFunctions(signal);
    return checkAggregate(text, relation, functions, (statement) => this.#columns(statement, signal));
  }

  async describe(relation: SqlText, signal?: AbortSignal): Promise<readonly SqlColumn[]> {
    const { sql, parameters } = boundSql(relation);
    return this.#columns({ sql: `SELECT * FROM ${fromItem(sql)}`, parameters }, signal);
  }

  async query(statement: SqlText, signal?: AbortSignal): Promise<readonly SqlRow[]> {
    const { columns, rows } = await this.#run(await this.#admitted(statement), signal);
    return decodeRows(columns, rows);
  }

  // The columns of a statement. Of no rows, nothing is read.
  async #columns(statement: SqlText, signal: AbortSignal | undefined): Promise<readonly SqlColumn[]> {
    const { columns } = await this.#run(`${await this.#admitted(statement)}\nLIMIT 0`, signal);
    return columns.map(({ name, type }): SqlColumn => ({ name, type }));
  }

  async #admitted(statement: SqlText): Promise<string> {
    const { sql, parameters } = boundSql(statement);
    const bound = bindParameters(sql, parameters);
    await this.#gate.admit(bound);
    return bound;
  }

  #knownFunctions(signal: AbortSignal | undefined): Promise<ReadonlyMap<string, readonly KnownFunction[]>> {
    this.#functions ??= this.#askForFunctions(signal);
    return this.#functions;
  }

  async #askForFunctions(
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, readonly KnownFunction[]>> {
    const { columns, rows } = await this.#run("SHOW FUNCTIONS", signal);
    const place = (column: string): number => columns.findIndex(({ name }) => name === column);
    const [name, kind, deterministic] = [place("Function"), place("Function Type"), place("Deterministic")];
    const known = new Map<string, KnownFunction[]>();
    for (const row of rows) {
      const key = String(row[name]).toLowerCase();
      const facts = {
        isScalar: row[kind] === "scalar",
        isAggregate: row[kind] === "aggregate",
        isDeterministic: row[deterministic] === true,
      };
      known.set(key, [...(known.get(key) ?? []), facts]);
    }
    return known;
  }

  async #run(sql: string, signal: AbortSignal | undefined): Promise<StatementResult> {
    try {
      return await runStatement(this.#server, sql, this.#options, signal);
    } catch (cause) {
      signal?.throwIfAborted();
      if (!(cause instanceof TrinoFailure)) throw cause;
      throw new SourceError(engineMessage(cause), { cause });
    }
  }
}
