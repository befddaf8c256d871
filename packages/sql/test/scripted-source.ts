import { DQXError, type SqlRow } from "@dqx/common";
import {
  boundSql,
  type Dialect,
  duckdbDialect,
  type SourceDating,
  type SqlColumn,
  type SqlDataSource,
} from "../src/index.js";

/** A source's own error. */
export class ScriptedError extends DQXError {
  readonly _tag = "ScriptedError";
}

/** How a {@link scriptedSource} behaves. */
export interface Script {
  readonly columns: readonly SqlColumn[];
  readonly dating?: SourceDating;
  readonly dialect?: Dialect;
  /** What the engine says of a statement; it fails when this throws. By default every aggregate is 1, and counts of NaN 0. */
  readonly answer?: (sql: string) => readonly SqlRow[] | undefined;
  readonly describe?: (relation: string) => void;
  readonly relation?: SqlDataSource["relation"];
  /** The type of an SQL aggregate; the session cannot check any by default. */
  readonly checkAggregate?: (text: string) => string;
}

/** A source without an engine, which answers as it is told and remembers what it was asked. */
export function scriptedSource(script: Script): { readonly source: SqlDataSource; readonly asked: string[] } {
  const asked: string[] = [];
  const source: SqlDataSource = {
    name: "orders",
    dialect: script.dialect ?? duckdbDialect,
    dating: script.dating ?? { kind: "snapshot" },
    relation: script.relation ?? (() => '"orders"'),
    withSession: (use) =>
      use({
        ...(script.checkAggregate !== undefined && {
          checkAggregate: async (text: string) => script.checkAggregate?.(text) ?? "",
        }),
        async describe(relation) {
          script.describe?.(boundSql(relation).sql);
          return script.columns;
        },
        async query(statement) {
          const { sql } = boundSql(statement);
          asked.push(sql);
          return script.answer?.(sql) ?? [onesFor(sql)];
        },
      }),
    close: async () => {},
  };
  return { source, asked };
}

// Each item of a generated select list stands on a line of its own.
function onesFor(sql: string): SqlRow {
  return sql
    .split("\n")
    .filter((line) => line.includes(' AS "m'))
    .map((line) => (line.includes("NOT isfinite") ? 0n : 1n));
}
