import { InvalidArgumentError, type LocalDate } from "@dqx/common";
import { fromItem, SourceError, type SqlDataSource, withRelation } from "@dqx/sql";

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
  // The line end closes a comment at the end of the filter.
  return withRelation(
    source,
    (relation) => `(SELECT * FROM ${fromItem(relation)} WHERE (${filter.where}\n))`,
  );
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
