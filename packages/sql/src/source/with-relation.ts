import { boundSql, type SqlText } from "./bound-sql.js";
import type { SqlDataSource, SqlSession } from "./sql-data-source.js";

/**
 * The same source with another relation, made of its own: some of its rows, with all of its columns. The engine is
 * asked about the relation as the source knows it, so that its checks and remedies fit.
 *
 * @param source - the whole
 * @param change - makes the relation, as SQL that can stand after FROM; placeholders stay what they are
 * @param facts - what else is said of the new source
 */
export function withRelation(
  source: SqlDataSource,
  change: (relation: string) => string,
  facts: Pick<SqlDataSource, "sample"> = {},
): SqlDataSource {
  /** The relations of the source, by those that were made of them. */
  const whole = new Map<string, SqlText>();
  const own: Pick<SqlDataSource, "relation" | "withSession" | "sample"> = {
    ...facts,
    relation(request) {
      const relation = source.relation(request);
      const { sql, parameters } = boundSql(relation);
      const changed = change(sql);
      whole.set(changed, relation);
      return Object.keys(parameters).length === 0 ? changed : { sql: changed, parameters };
    },
    withSession: (use, signal) =>
      source.withSession(
        (session) => use(lent(session, (relation) => whole.get(boundSql(relation).sql) ?? relation)),
        signal,
      ),
  };
  // What else the source has is the source's own, whatever it is.
  return new Proxy(source, {
    get(target, key) {
      if (Object.hasOwn(own, key)) return Reflect.get(own, key);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function lent(session: SqlSession, original: (relation: SqlText) => SqlText): SqlSession {
  const { checkExpression, checkAggregate, expectedRows } = session;
  return {
    ...session,
    describe: (relation, signal) => session.describe(original(relation), signal),
    ...(checkExpression !== undefined && {
      checkExpression: (text: string, relation: SqlText, signal?: AbortSignal) =>
        checkExpression(text, original(relation), signal),
    }),
    ...(checkAggregate !== undefined && {
      checkAggregate: (text: string, relation: SqlText, signal?: AbortSignal) =>
        checkAggregate(text, original(relation), signal),
    }),
    ...(expectedRows !== undefined && {
      expectedRows: (relation: SqlText, signal?: AbortSignal) => expectedRows(original(relation), signal),
    }),
  };
}
