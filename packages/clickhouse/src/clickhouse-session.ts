import type { ClickHouseClient } from "@clickhouse/client";
import type { SourceParameters, SqlRow } from "@dqx/common";
import {
  type AdmittedQuery,
  boundSql,
  clickhouseDialect,
  fromItem,
  type GatedSession,
  SourceError,
  type SqlColumn,
  type SqlText,
} from "@dqx/sql";
import { parameterCheck, requireExactValues } from "./bind-parameters.js";
import { checkAggregate, checkExpression } from "./check-expression.js";
import { decodeRows } from "./decode-rows.js";
import { engineMessage } from "./engine-message.js";
import { ClickHouseGate } from "./gate/clickhouse-gate.js";
import { ServerCatalogue } from "./gate/server-catalogue.js";
import type { TextTable } from "./read-table.js";
import { type ReadyStatement, runStatement } from "./run-statement.js";
import { type KnownSetting, settingNames, statementSettings } from "./statement-settings.js";

/** What a session is begun with. */
export interface SessionOptions {
  readonly client: ClickHouseClient;
  /** After how many milliseconds the server ends a statement; the server's own limit by default. */
  readonly statementTimeout?: number;
  /** Table functions that read from outside of the database and are let through all the same; none by default. */
  readonly allowedTableFunctions?: readonly string[];
}

/** Requests to a server through whose gate every statement goes. */
export class ClickHouseSession implements GatedSession {
  remark: string | undefined;
  readonly #client: ClickHouseClient;
  readonly #settings: ReadyStatement["settings"];
  readonly #gate: ClickHouseGate;
  /** Sets of values that ClickHouse takes as they are. */
  readonly #exact = new Set<string>();

  private constructor(
    client: ClickHouseClient,
    settings: ReadyStatement["settings"],
    database: string,
    allowedTableFunctions: readonly string[],
  ) {
    this.#client = client;
    this.#settings = settings;
    const catalogue = new ServerCatalogue(async (sql) => {
      const { types, rows } = await this.#run({ sql });
      return decodeRows(types, rows);
    });
    this.#gate = new ClickHouseGate({
      ask: async (sql, parameters) => {
        const { rows } = await this.#run({ sql, parameters });
        return rows.map(([text]) => text ?? "");
      },
      catalogue,
      database,
      allowedTableFunctions,
    });
  }

  /**
   * Begins a session: asks the server for the settings of the user, to know how statements are locked.
   *
   * @throws what the client throws when there is no server
   */
  static async begin(
    { client, statementTimeout, allowedTableFunctions = [] }: SessionOptions,
    signal?: AbortSignal,
  ): Promise<ClickHouseSession> {
    const names = settingNames.map((name) => clickhouseDialect.literal(name));
    const sql = `SELECT currentDatabase(), name, value, readonly FROM system.settings WHERE name IN (${names.join(", ")})`;
    const { rows } = await runStatement(client, { sql }, signal);
    const known = new Map<string, KnownSetting>(
      rows.map(([, name, value, readonly]) => [
        name ?? "",
        { value: value ?? "", isFixed: readonly === "1" },
      ]),
    );
    const settings = statementSettings(known, {
      ...(statementTimeout !== undefined && { statementTimeout }),
      usesTableFunctions: allowedTableFunctions.length > 0,
    });
    return new ClickHouseSession(client, settings, rows[0]?.[0] ?? "", allowedTableFunctions);
  }

  async admit(query: string): Promise<AdmittedQuery> {
    return this.#gate.admit(query);
  }

  async checkExpression(text: string, relation: SqlText, signal?: AbortSignal): Promise<string> {
    return checkExpression(text, relation, this.#gate, (statement) => this.#columns(statement, signal));
  }

  async checkAggregate(text: string, relation: SqlText, signal?: AbortSignal): Promise<string> {
    return checkAggregate(text, relation, this.#gate, (statement) => this.#columns(statement, signal));
  }

  async describe(relation: SqlText, signal?: AbortSignal): Promise<readonly SqlColumn[]> {
    const { sql, parameters } = boundSql(relation);
    return this.#columns({ sql: `SELECT * FROM ${fromItem(sql)}`, parameters }, signal);
  }

  async query(statement: SqlText, signal?: AbortSignal): Promise<readonly SqlRow[]> {
    const ready = await this.#admitted(statement, signal);
    const { types, rows } = await this.#run(ready, signal);
    return decodeRows(types, rows);
  }

  async expectedRows(relation: SqlText, signal?: AbortSignal): Promise<number | undefined> {
    const { sql, parameters } = boundSql(relation);
    const ready = await this.#admitted({ sql: `SELECT * FROM ${fromItem(sql)}`, parameters }, signal);
    const { names, rows } = await this.#run({ ...ready, sql: `EXPLAIN ESTIMATE ${ready.sql}` }, signal);
    const place = names.indexOf("rows");
    // Of relations that are not in parts nothing is known.
    return rows.length === 0 ? undefined : rows.reduce((sum, row) => sum + Number(row[place]), 0);
  }

  // The columns of a statement. Of what it reads nothing is read; subqueries that give one value are computed.
  async #columns(statement: SqlText, signal: AbortSignal | undefined): Promise<readonly SqlColumn[]> {
    const { sql, parameters } = await this.#admitted(statement, signal);
    const { rows } = await this.#run(
      { sql: `DESCRIBE TABLE (${sql}\n)`, ...(parameters && { parameters }) },
      signal,
    );
    return rows.map(([name, type]): SqlColumn => {
      const nullable = /^(?:LowCardinality\()?Nullable\(/.test(type ?? "");
      return { name: name ?? "", type: type ?? "", nullable };
    });
  }

  async #admitted(statement: SqlText, signal: AbortSignal | undefined): Promise<ReadyStatement> {
    signal?.throwIfAborted();
    const { sql, parameters } = boundSql(statement);
    if (Object.keys(parameters).length > 0) await this.#requireExactValues(sql, parameters);
    await this.#gate.admitStatement(sql, parameters);
    return { sql, parameters };
  }

  async #requireExactValues(sql: string, parameters: SourceParameters): Promise<void> {
    const placeholders = await this.#gate.placeholders(sql);
    if (placeholders.length === 0) return;
    const check = parameterCheck(placeholders);
    const values = placeholders.map(({ name }) => [typeof parameters[name], String(parameters[name])]);
    const key = JSON.stringify([check.sql, values]);
    if (this.#exact.has(key)) return;
    const { rows } = await this.#run({ sql: check.sql, parameters });
    requireExactValues(placeholders, parameters, rows[0] ?? []);
    this.#exact.add(key);
  }

  async #run(statement: ReadyStatement, signal?: AbortSignal): Promise<TextTable> {
    try {
      const settings = this.#settings;
      return await runStatement(this.#client, { ...statement, ...(settings && { settings }) }, signal);
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof SourceError) throw cause;
      throw new SourceError(engineMessage(cause), { cause });
    }
  }
}
