import { InvalidArgumentError, type LocalDate } from "@dqx/common";
import { boundSql, fromItem, SourceError, type SqlDataSource, type SqlSession, type SqlText } from "@dqx/sql";

/** What is true of the rows that are meant. */
export interface RowFilter {
  /** One SQL expression over the columns of a row, in the dialect of the source. */
  readonly where: string;
  /** A day that the source has, for sources that are made anew for each. */
  readonly date: LocalDate;
  readonly signal: AbortSignal;
}

/**
 * A source of some of another's rows: everything of it is as before, but for its relation.
 *
 * @param source - the whole
 * @param filter - which rows
 * @throws `InvalidArgumentError` when the engine does not take the filter for one expression that is true or false
 */
export async function filteredSource(source: SqlDataSource, filter: RowFilter): Promise<SqlDataSource> {
  await requireFilter(source, filter);
  /** The relations without the filter, by those with it. */
  const whole = new Map<string, SqlText>();
  const unfiltered = (relation: SqlText) => whole.get(boundSql(relation).sql) ?? relation;
  const own: Pick<SqlDataSource, "relation" | "withSession"> = {
    relation(request) {
      const relation = source.relation(request);
      const { sql, parameters } = boundSql(relation);
      // The line end closes a comment at the end of the filter.
      const filtered = `(SELECT * FROM ${fromItem(sql)} WHERE (${filter.where}\n))`;
      whole.set(filtered, relation);
      return Object.keys(parameters).length === 0 ? filtered : { sql: filtered, parameters };
    },
    withSession: (use, signal) => source.withSession((session) => use(lent(session, unfiltered)), signal),
  };
  // What else the source has is the source's own, whatever it is.
  return new Proxy(source, {
    get(target, key) {
      if (key === "relation" || key === "withSession") return own[key];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

// The engine is asked about the relation as the source knows it: its columns are the same, and its remedies fit.
function lent(session: SqlSession, unfiltered: (relation: SqlText) => SqlText): SqlSession {
  const { checkExpression, checkAggregate, expectedRows } = session;
  return {
    ...session,
    describe: (relation, signal) => session.describe(unfiltered(relation), signal),
    ...(checkExpression !== undefined && {
      checkExpression: (text: string, relation: SqlText, signal?: AbortSignal) =>
        checkExpression(text, unfiltered(relation), signal),
    }),
    ...(checkAggregate !== undefined && {
      checkAggregate: (text: string, relation: SqlText, signal?: AbortSignal) =>
        checkAggregate(text, unfiltered(relation), signal),
    }),
    ...(expectedRows !== undefined && {
      expectedRows: (relation: SqlText, signal?: AbortSignal) => expectedRows(unfiltered(relation), signal),
    }),
  };
}

async function requireFilter(source: SqlDataSource, { where, date, signal }: RowFilter): Promise<void> {
  refuseProtected(source, where);
  const relation = source.relation({ date, parameters: {} });
  const type = await source.withSession(async (session) => {
    try {
      await session.describe(relation, signal);
    } catch (cause) {
      // The run tells of a source that cannot be read, as without a filter.
      if (cause instanceof SourceError) return undefined;
      throw cause;
    }
    if (session.checkExpression === undefined) {
      throw new InvalidArgumentError(
        `--where cannot be checked on dataset '${source.name}', whose engine lets no SQL through. Filter in the check instead.`,
      );
    }
    try {
      return await session.checkExpression(where, relation, signal);
    } catch (cause) {
      if (!(cause instanceof SourceError)) throw cause;
      throw new InvalidArgumentError(
        `--where cannot be used on dataset '${source.name}': ${cause.message}. Write one condition over its columns, for example "status = 'paid'".`,
        { cause },
      );
    }
  }, signal);
  if (type !== undefined && source.dialect.columnType(type).kind !== "boolean") {
    throw new InvalidArgumentError(
      `--where got ${JSON.stringify(where)}, which is a ${type} on dataset '${source.name}', and neither true nor false. Write a condition, for example "status = 'paid'".`,
    );
  }
}

// The number of rows that meet a condition tells what a protected value is. A name may be meant where it is only a part
// of another one: refusing too much is safe here.
function refuseProtected({ name, protection = {} }: SqlDataSource, where: string): void {
  const text = where.toLowerCase();
  const found = [...(protection.deny ?? []), ...(protection.mask ?? [])].find((column) =>
    text.includes(column.toLowerCase()),
  );
  if (found === undefined) return;
  throw new InvalidArgumentError(
    `--where looks at '${found}', which is protected on dataset '${name}': its rows would tell its values. Filter by another column.`,
  );
}
