import type { SqlRow } from "@dqx/common";
import {
  type AdmittedQuery,
  type BoundSql,
  boundSql,
  fromItem,
  type GatedSession,
  SourceError,
  type SqlColumn,
  type SqlText,
} from "@dqx/sql";
import type { ClientBase, FieldDef } from "pg";
import { bindParameters, fillParameters } from "./bind-parameters.js";
import { checkAggregate, checkExpression } from "./check-expression.js";
import { decodeRows } from "./decode-rows.js";
import { describeStatement } from "./describe-statement.js";
import { engineMessage } from "./engine-message.js";
import { expectedRows } from "./expected-rows.js";
import { loadParser } from "./gate/parse-sql.js";
import { PostgresGate } from "./gate/postgres-gate.js";
import { ServerCatalogue } from "./gate/server-catalogue.js";

/** What a session is begun with. */
export interface SessionOptions {
  /** Connected, in no transaction, and to be used by nobody else until the session has ended. */
  readonly client: ClientBase;
  /**
   * Ends, on the server, what runs in the process of a number.
   *
   * @param ended - settles, without an error, when nothing runs there any more
   */
  readonly cancel: (processId: number, ended: Promise<void>) => Promise<void>;
  /** After how many milliseconds the server ends a statement; the server's own limit by default. */
  readonly statementTimeout?: number;
  /** What an analysis is to say of how the client was connected. */
  readonly remark?: string | undefined;
}

/**
 * All statements see one state of the data, and none may write. The settings are the transaction's alone: a
 * connection that is not ours has its own again behind it. PostgreSQL's own names win over those of other schemas,
 * and texts of days, instants and doubles have one form.
 */
const BEGIN = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO';
SET LOCAL IntervalStyle = 'iso_8601';
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = 'hex';
SET LOCAL standard_conforming_strings = on;
SET LOCAL transform_null_equals = off`;

const IDENTIFY = `SELECT pg_catalog.pg_backend_pid(), pg_catalog.set_config('search_path',
  pg_catalog.concat_ws(', ', 'pg_catalog', nullif(pg_catalog.current_setting('search_path'), '')), true)`;

/** A connection in a read-only transaction through whose gate every statement goes. */
export class PostgresSession implements GatedSession {
  readonly remark: string | undefined;
  readonly #client: ClientBase;
  readonly #cancel: SessionOptions["cancel"];
  readonly #gate: PostgresGate;
  readonly #catalogue: ServerCatalogue;
  #processId = 0;

  private constructor({ client, cancel, remark }: SessionOptions) {
    this.remark = remark;
    this.#client = client;
    this.#cancel = cancel;
    this.#catalogue = new ServerCatalogue(async (sql, values) => {
      const { fields, rows } = await this.#run(sql, values);
      return decodeRows(fields, rows);
    });
    this.#gate = new PostgresGate(this.#catalogue);
  }

  /** Begins a session: all of its statements see one snapshot. */
  static async begin(options: SessionOptions): Promise<PostgresSession> {
    const session = new PostgresSession(options);
    await session.#begin(options.statementTimeout);
    return session;
  }

  /** Ends the transaction. */
  async end(): Promise<void> {
    await this.#client.query("ROLLBACK");
  }

  async admit(query: string): Promise<AdmittedQuery> {
    return this.#gate.admit(query);
  }

  async checkExpression(text: string, relation: SqlText, signal?: AbortSignal): Promise<string> {
    return checkExpression(text, relation, this.#catalogue, (statement) => this.#columns(statement, signal));
  }

  async checkAggregate(text: string, relation: SqlText, signal?: AbortSignal): Promise<string> {
    return checkAggregate(text, relation, this.#catalogue, (statement) => this.#columns(statement, signal));
  }

  async fillIn({ sql, parameters }: BoundSql): Promise<string> {
    return fillParameters(sql, parameters, await loadParser());
  }

  async describe(relation: SqlText, signal?: AbortSignal): Promise<readonly SqlColumn[]> {
    const { sql, parameters } = boundSql(relation);
    return this.#columns({ sql: `SELECT * FROM ${fromItem(sql)}`, parameters }, signal);
  }

  async expectedRows(relation: SqlText, signal?: AbortSignal): Promise<number | undefined> {
    const { sql, parameters } = boundSql(relation);
    const select = { sql: `SELECT * FROM ${fromItem(sql)}`, parameters };
    const { text, values } = await this.#admitted(select, signal);
    const { rows } = await this.#run(`EXPLAIN (FORMAT JSON) ${text}`, values, signal);
    return expectedRows(String(rows[0]?.[0]));
  }

  async query(statement: SqlText, signal?: AbortSignal): Promise<readonly SqlRow[]> {
    const { text, values } = await this.#admitted(statement, signal);
    const { fields, rows } = await this.#run(text, values, signal);
    return decodeRows(fields, rows);
  }

  async #begin(statementTimeout: number | undefined): Promise<void> {
    const limit =
      statementTimeout === undefined ? "" : `;\nSET LOCAL statement_timeout = ${statementTimeout}`;
    try {
      await this.#client.query(BEGIN + limit);
      const { rows } = await this.#client.query<unknown[]>({ text: IDENTIFY, rowMode: "array" });
      this.#processId = Number(rows[0]?.[0]);
      // A statement that fails ends at the savepoint, and not the transaction with its snapshot.
      await this.#client.query("SAVEPOINT dqx");
    } catch (cause) {
      await this.end().catch(ignore);
      throw new SourceError(engineMessage(cause), { cause });
    }
  }

  // The columns of a statement, under the names that `format_type` gives their types. Nothing is run for it.
  async #columns(statement: SqlText, signal: AbortSignal | undefined): Promise<readonly SqlColumn[]> {
    const { text } = await this.#admitted(statement, signal);
    const fields = await this.#guarded(() => describeStatement(this.#client, text), signal);
    const [ids, modifiers] = [fields.map((field) => `${field.dataTypeID}`), fields.map(modifierOf)];
    const named = await this.#run(
      `SELECT pg_catalog.format_type(id, modifier) FROM ROWS FROM (pg_catalog.unnest($1::oid[]),
  pg_catalog.unnest($2::int[])) WITH ORDINALITY AS types (id, modifier, place) ORDER BY place`,
      [ids, modifiers],
      signal,
    );
    return fields.map(({ name }, index): SqlColumn => ({ name, type: String(named.rows[index]?.[0]) }));
  }

  async #admitted(statement: SqlText, signal: AbortSignal | undefined) {
    signal?.throwIfAborted();
    const { sql, parameters } = boundSql(statement);
    const bound = bindParameters(sql, parameters, await loadParser());
    await this.#gate.admit(bound.text);
    signal?.throwIfAborted();
    return bound;
  }

  // Runs one statement. The extended protocol takes one only, whatever the text.
  async #run(
    text: string,
    values: readonly unknown[],
    signal?: AbortSignal,
  ): Promise<{ readonly fields: readonly FieldDef[]; readonly rows: readonly (string | null)[][] }> {
    const query = {
      text,
      values: [...values],
      queryMode: "extended",
      rowMode: "array" as const,
      types: { getTypeParser: () => String },
    };
    return this.#guarded(() => this.#client.query<(string | null)[]>(query), signal);
  }

  async #guarded<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    signal?.throwIfAborted();
    const running = work();
    const ended = running.then(ignore, ignore);
    let cancelling: Promise<void> | undefined;
    const cancel = (): void => {
      cancelling = this.#cancel(this.#processId, ended);
    };
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await running;
    } catch (cause) {
      // A request to cancel that came late would end the statement after this one.
      await cancelling;
      await this.#client.query("ROLLBACK TO SAVEPOINT dqx").catch(ignore);
      signal?.throwIfAborted();
      throw new SourceError(engineMessage(cause), { cause });
    } finally {
      signal?.removeEventListener("abort", cancel);
      await cancelling;
    }
  }
}

function ignore(): void {}

function modifierOf({ dataTypeModifier }: FieldDef): string {
  return `${dataTypeModifier}`;
}
