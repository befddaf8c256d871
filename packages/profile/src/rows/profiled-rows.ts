import { Either, InvalidArgumentError, type LocalDate, type SourceParameters } from "@dqx/common";
import type { Predicate } from "@dqx/metrics";
import {
  bindPredicate,
  boundSql,
  Columns,
  type DayColumn,
  fromItem,
  PlanningError,
  renderPredicate,
  type SqlColumn,
  type SqlDataSource,
  type SqlSession,
} from "@dqx/sql";

/** Which rows are profiled. */
export interface RowChoice {
  /** Only rows for which it is true. */
  readonly where?: Predicate;
  /** Only rows of this day and later ones; the source must have a date column, or be made for each date. */
  readonly from?: LocalDate;
  /** Only rows of this day and earlier ones. */
  readonly until?: LocalDate;
  /** Only so many rows, drawn at random. */
  readonly sample?: number;
}

/** The rows that a profile is made of, as SQL. */
export interface ProfiledRows {
  /** What stands after FROM, with a condition where there is one. */
  readonly from: string;
  readonly parameters: SourceParameters;
  /** As the engine describes them. */
  readonly described: readonly SqlColumn[];
  readonly columns: Columns;
  /** The column that holds the day of a row, and the zone that instants are cut into days of. */
  readonly day?: { readonly column: DayColumn; readonly timeZone: string };
}

/**
 * Finds out what the rows are made of.
 *
 * @param source - where they are
 * @param session - asked for the columns
 * @param choice - which of them
 * @throws {@link InvalidArgumentError} for a choice that the source or the engine does not have, `PlanningError`
 *   when the filter cannot be decided
 */
export async function profiledRows(
  source: SqlDataSource,
  session: SqlSession,
  choice: RowChoice,
  signal: AbortSignal | undefined,
): Promise<ProfiledRows> {
  const { dialect, dating, name } = source;
  if (source.sample !== undefined) {
    throw new InvalidArgumentError(
      `Dataset '${name}' is a ${source.sample.method}, whose counts are not those of the data. Profile the source that it was drawn from, with a sample of the profile's own.`,
    );
  }
  const date = dayOfRelation(source, choice);
  const { sql, parameters } = boundSql(
    source.relation({ parameters: {}, ...(date !== undefined && { date }) }),
  );
  const relation = Object.keys(parameters).length === 0 ? sql : { sql, parameters };
  const described = await session.describe(relation, signal);
  const columns = new Columns(name, described, dialect);
  const day = dating.kind === "column" ? dayColumn(columns, dating.column) : undefined;
  const zone = dating.kind === "column" ? dating.timeZone : "UTC";
  const conditions: string[] = [];
  if (choice.where !== undefined) conditions.push(condition(choice.where, columns, source));
  if (day !== undefined && (choice.from ?? choice.until) !== undefined) {
    conditions.push(...withinDays(source, day, zone, choice));
  }
  const where =
    conditions.length === 0 ? "" : ` WHERE ${conditions.map((each) => `(${each})`).join(" AND ")}`;
  return {
    from: sampled(source, `${fromItem(sql)}${where}`, where === "" ? sql : undefined, choice.sample),
    parameters,
    described,
    columns,
    ...(day !== undefined && { day: { column: day, timeZone: zone } }),
  };
}

function dayOfRelation({ name, dating }: SqlDataSource, { from, until }: RowChoice): LocalDate | undefined {
  if (dating.kind === "column" || (dating.kind === "snapshot" && from === undefined && until === undefined)) {
    return undefined;
  }
  if (dating.kind === "per-date" && from !== undefined && from === until) return from;
  throw new InvalidArgumentError(
    dating.kind === "snapshot"
      ? `Dataset '${name}' has no date column, so it has no days to choose from. Leave from and until out, or give it a dateColumn.`
      : `Dataset '${name}' is made for each date. Give one day as both from and until.`,
  );
}

function dayColumn(columns: Columns, name: string): DayColumn {
  const column = Either.getOrThrowWith(
    columns.find(name, "the date column"),
    ({ reason }) => new PlanningError(`${reason}.`),
  );
  const { type } = column;
  if (type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamptz") {
    return { ...column, type };
  }
  throw new PlanningError(
    `The date column '${column.name}' is ${column.typeName}. It has to be a date or a timestamp, so give it that type where the source is made.`,
  );
}

function withinDays(
  { dialect }: SqlDataSource,
  day: DayColumn,
  timeZone: string,
  { from, until }: RowChoice,
): readonly string[] {
  const parts: string[] = [];
  if (from !== undefined) parts.push(dialect.withinDays(day, { from }, timeZone));
  // Before the day after the last one: what is within the range without a lower end.
  if (until !== undefined)
    parts.push(`${dialect.dayOf(day, timeZone)} <= ${dialect.rows.temporal(until, "date")}`);
  return parts;
}

function condition(where: Predicate, columns: Columns, { name, dialect }: SqlDataSource): string {
  const bound = Either.getOrThrowWith(
    bindPredicate(where, columns),
    ({ reason }) => new PlanningError(`The filter of dataset '${name}' cannot be used: ${reason}.`),
  );
  return renderPredicate(bound, dialect);
}

function sampled(
  { name, dialect }: SqlDataSource,
  from: string,
  relation: string | undefined,
  rows: number | undefined,
): string {
  if (rows === undefined) return from;
  if (!Number.isSafeInteger(rows) || rows < 1) {
    throw new InvalidArgumentError(`sample is ${rows}. Give a whole number of rows, at least 1.`);
  }
  if (dialect.sampled !== undefined) {
    return fromItem(dialect.sampled(relation ?? `(SELECT * FROM ${from})`, rows));
  }
  throw new InvalidArgumentError(
    `Dataset '${name}' is on ${dialect.name}, of which no sample can be drawn. Leave the sample out, or make the source from a query that draws one.`,
  );
}
