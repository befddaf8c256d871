import { DQXError, type LocalDate, type SqlRow, type SqlValue } from "@dqx/common";
import type { AggregateOf, MetricLiteral } from "@dqx/metrics";
import {
  type AggregateRenderers,
  boundSql,
  type ColumnType,
  type DayColumn,
  type DayRange,
  type Dialect,
  datingOf,
  type Fault,
  type Guard,
  type RowRenderers,
  refuseParameters,
  type SourceDating,
  type SqlColumn,
  type SqlDataSource,
  type SqlOperand,
  type SqlSession,
  startOfDay,
} from "@dqx/sql";
import { Client, type FieldDef } from "pg";

// 1. Names, literals and types.

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  if (value.includes("\0")) throw new PostgresError("A text of PostgreSQL cannot hold the character NUL.");
  return `'${value.replaceAll("'", "''")}'`;
}

function literal(value: MetricLiteral | null): string {
  switch (typeof value) {
    case "string":
      return `CAST(${text(value)} AS text)`;
    case "boolean":
      return value ? "TRUE" : "FALSE";
    case "bigint":
      return `(${value})`;
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? `(${value})`
        : `CAST('${Object.is(value, -0) ? "-0" : value}' AS double precision)`;
    case "object":
      return "NULL";
  }
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  smallint: integer(16n),
  integer: integer(32n),
  bigint: integer(64n),
  // More digits than any literal has; a numeric without a precision holds many more.
  numeric: { kind: "decimal", precision: 1000, scale: 100 },
  real: { kind: "float" },
  "double precision": { kind: "float" },
  boolean: { kind: "boolean" },
  text: { kind: "text" },
  "character varying": { kind: "text" },
  date: { kind: "date" },
  "timestamp without time zone": { kind: "timestamp" },
  "timestamp with time zone": { kind: "timestamptz" },
};

function integer(bits: bigint): ColumnType {
  return { kind: "integer", minimum: -(2n ** (bits - 1n)), maximum: 2n ** (bits - 1n) - 1n };
}

/** What a type is, by the name that `format_type` gives it, such as `numeric(10,2)`. */
function columnType(typeName: string): ColumnType {
  const decimal = /^numeric\((\d+),(\d+)\)$/.exec(typeName);
  if (decimal !== null) return { kind: "decimal", precision: Number(decimal[1]), scale: Number(decimal[2]) };
  return TYPES[typeName.replace(/\(\d+\)/, "")] ?? { kind: "other" };
}

// 2. Days.

function dayOf({ name, type }: DayColumn, timeZone: string): string {
  switch (type.kind) {
    case "date":
      return quote(name);
    case "timestamp":
      return `CAST(${quote(name)} AS date)`;
    case "timestamptz":
      return `CAST(${quote(name)} AT TIME ZONE ${text(timeZone)} AS date)`;
  }
}

/** The column stands bare in the condition, so that an index on it is used. */
function withinDays({ name, type }: DayColumn, { from, until }: DayRange, timeZone: string): string {
  const start = (day: LocalDate): string => {
    switch (type.kind) {
      case "date":
        return `DATE '${day}'`;
      case "timestamp":
        return `TIMESTAMP '${day} 00:00:00'`;
      case "timestamptz":
        return `TIMESTAMPTZ '${startOfDay(day, timeZone)}'`;
    }
  };
  const lower = `${quote(name)} >= ${start(from)}`;
  return until === undefined ? lower : `${lower} AND ${quote(name)} < ${start(until)}`;
}

// 3. Aggregates.

const aggregates: AggregateRenderers = {
  rows: ({ where }) => `count(*)${filter(where)}`,
  nonNull: ({ of, where }) => `count(${of.sql})${filter(where)}`,
  nonFinite: ({ of, where }) => `count(*)${filter(`NOT ${finite(of.sql)}`, where)}`,
  sum: ({ of, where }, guard) => `sum(${number(of, guard)})${filter(where)}`,
  minimum: ({ of, where }, guard) => `min(${number(of, guard)})${filter(where)}`,
  maximum: ({ of, where }, guard) => `max(${number(of, guard)})${filter(where)}`,
  sumOfSquares: ({ of, where }) => `sum(CAST(${of.sql} AS numeric) * ${of.sql})${filter(where)}`,
  populationVariance: ({ of, where }, guard) => toDouble(`var_pop(${number(of, guard)})${filter(where)}`),
  sumOfProducts: ({ of, with: factor, where }) =>
    `sum(CAST(${of.sql} AS numeric) * ${factor.sql})${filter(where)}`,
  populationCovariance: ({ of, with: other, where }, guard) =>
    `covar_pop(${toDouble(number(of, guard))}, ${toDouble(number(other, guard))})${filter(where)}`,
  sumXLogX({ of, where }) {
    const value = toDouble(number(of, "guarded"));
    return `sum(CASE WHEN ${value} > 0 THEN ${value} * ln(${value}) END)${filter(where)}`;
  },
  first: (aggregate, guard) => atEnd("ASC", aggregate, guard),
  last: (aggregate, guard) => atEnd("DESC", aggregate, guard),
  quantile({ of, at, method, where }, guard) {
    const value = number(of, guard);
    const sql =
      method === "discrete"
        ? `percentile_disc(${at}) WITHIN GROUP (ORDER BY ${value})`
        : `percentile_cont(${at}) WITHIN GROUP (ORDER BY ${toDouble(value)})`;
    return `${sql}${filter(where)}`;
  },
  countDistinct({ of, where }) {
    const keys = of.map(({ sql }) => sql);
    if (keys.length === 1) return `count(DISTINCT ${keys.join()})${filter(where)}`;
    const allNull = keys.map((key) => `${key} IS NULL`).join(" AND ");
    return `count(DISTINCT ROW(${keys.join(", ")}))${filter(`NOT (${allNull})`, where)}`;
  },
  countIf: ({ predicate, where }) => `count(*)${filter(predicate, where)}`,
  countKnown: ({ predicate, where }) => `count(${predicate})${filter(where)}`,
};

/** The value at one end of an order; among equals of the order, the value at the same end of its own. */
function atEnd(
  direction: "ASC" | "DESC",
  { of, orderBy, where }: AggregateOf<"first" | "last", SqlOperand, string>,
  guard: Guard,
): string {
  const value = number(of, guard);
  const order = orderBy.type.kind === "text" ? `${orderBy.sql} COLLATE "C"` : orderBy.sql;
  const kept = filter(`${orderBy.sql} IS NOT NULL`, `${value} IS NOT NULL`, where);
  return `(array_agg(${value} ORDER BY ${order} ${direction}, ${value} ${direction})${kept})[1]`;
}

/** An operand of an aggregate over numbers. Floats of 32 bits become doubles: PostgreSQL would sum in 32 bits. */
function number({ sql, type }: SqlOperand, guard: Guard): string {
  if (type.kind !== "float") return sql;
  const double = toDouble(sql);
  return guard === "plain" ? double : `CASE WHEN ${finite(sql)} THEN ${double} END`;
}

function finite(value: string): string {
  return `(${value} NOT IN ('NaN', 'Infinity', '-Infinity'))`;
}

function toDouble(value: string | undefined): string {
  return `CAST(${value} AS double precision)`;
}

/** The rows for which all conditions are true. */
function filter(...conditions: readonly (string | undefined)[]): string {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length === 0 ? "" : ` FILTER (WHERE ${present.map((each) => `(${each})`).join(" AND ")})`;
}

// 4. What can be said of one row.

const rows: RowRenderers = {
  functions: {
    length: ([value]) => `char_length(${value})`,
    lower: ([value]) => `lower(${value})`,
    upper: ([value]) => `upper(${value})`,
    trim: ([value]) => `btrim(${value}, E' \\t\\n\\u000B\\f\\r')`,
    abs: ([value], type) => `abs(${widened(value, type)})`,
    floor: ([value], type) => `${type.kind === "integer" ? "" : "floor"}(${value})`,
    ceiling: ([value], type) => `${type.kind === "integer" ? "" : "ceil"}(${value})`,
    add: infix("+"),
    sub: infix("-"),
    mul: infix("*"),
    div: ([a, b]) => `(${toDouble(a)} / nullif(${toDouble(b)}, 0))`,
    concat: (texts) => `(${texts.join(" || ")})`,
    canonicalText: ([value], _, type) => canonicalText(`${value}`, type),
    hashBucket: ([value]) => `(get_byte(${md5(value)}, 7) * 16 + get_byte(${md5(value)}, 6) / 16)`,
    hashRest: ([value]) => hashRest(md5(value)),
    logBucket: ([value, width]) => logBucket(toDouble(value), toDouble(width)),
    leadingDigit: ([value]) => `CAST(substring(CAST(${value} AS text) FROM '[1-9]') AS integer)`,
    epochMicroseconds: ([time], _, type) => epochMicroseconds(wallTime(`${time}`, type)),
    epochSeconds: ([time], _, type) => ifFinite(wallTime(`${time}`, type), secondsOf),
    dayNumber: ([time], _, type) => ifFinite(wallTime(`${time}`, type), dayNumber),
    hourNumber: ([time], _, type) =>
      ifFinite(
        wallTime(`${time}`, type),
        (wall) => `${dayNumber(wall)} * 24 + CAST(extract(hour FROM ${wall}) AS integer)`,
      ),
    monthNumber: ([time], _, type) =>
      ifFinite(
        wallTime(`${time}`, type),
        (wall) =>
          `CAST((extract(year FROM ${wall}) - 1970) * 12 + extract(month FROM ${wall}) - 1 AS integer)`,
      ),
    weekday: ([time], _, type) =>
      ifFinite(wallTime(`${time}`, type), (wall) => `CAST(extract(isodow FROM ${wall}) AS integer)`),
    ln: ([number]) => `CASE WHEN ${toDouble(number)} > 0 THEN ln(${toDouble(number)}) END`,
    coalesce: (values) => `coalesce(${values.join(", ")})`,
    nullIf: ([value, other]) => `nullif(${value}, ${other})`,
  },
  compare: (left, sign, right) => `${left} ${sign} ${right}`,
  isIn: (value, elements) => `${value} IN (${elements.join(", ")})`,
  isNull: (value) => `${value} IS NULL`,
  isFinite: finite,
  isNaN: (value) => `${value} = 'NaN'`,
  comparesNaN: "largest",
  matches: (value, pattern) => `${value} ~ ${pattern}`,
  endOfText: "$",
  // Left out here: a format that needs one of these is refused when a metric is planned.
  formats: {
    without: null,
    sum: null,
    mod97: null,
    luhn36: null,
    isJson: null,
    castable: { integer: null, number: null, date: null, timestamp: null },
  },
  singleFloats: ["real"],
  exactNumber: (digits) => `(${digits})`,
  toDouble,
  temporal: (value, kind) => `CAST(${text(value)} AS ${kind})`,
  fieldsOf: () => undefined,
  field: (value, name) => `(${value}).${quote(name)}`,
  elements: null,
  json: null,
};

/** Whole numbers are computed as numeric: those of 32 and 64 bits overflow. */
function widened(value: string | undefined, type: ColumnType): string {
  return type.kind === "integer" ? `CAST(${value} AS numeric)` : `${value}`;
}

function infix(sign: "+" | "-" | "*"): (operands: readonly string[], type: ColumnType) => string {
  return ([a, b], type) => `(${widened(a, type)} ${sign} ${widened(b, type)})`;
}

/** The value as a text that is the same on every engine. */
function canonicalText(value: string, type: ColumnType): string {
  switch (type.kind) {
    case "decimal":
      return `CAST(trim_scale(${value}) AS text)`;
    case "float": {
      const double = toDouble(value);
      const whole = `abs(${double}) < 9007199254740992 AND ${double} = floor(${double})`;
      const bits = `CAST(CAST(CAST('x' || encode(float8send(${double}), 'hex') AS bit(64)) AS bigint) AS text)`;
      return `CASE WHEN ${double} = 'NaN' THEN 'NaN' WHEN ${whole} THEN CAST(CAST(${double} AS bigint) AS text) ELSE 'd' || ${bits} END`;
    }
    case "timestamp":
    case "timestamptz":
      return `coalesce(CAST(${epochMicroseconds(wallTime(value, type))} AS text), CAST(${value} AS text))`;
    case "integer":
    case "boolean":
    case "text":
    case "date":
    case "other":
      return `CAST(${value} AS text)`;
  }
}

function md5(value: string | undefined): string {
  return `decode(md5(${value}), 'hex')`;
}

/** The lower 52 of the 64 bits that the first 8 bytes of a hash are, the lowest one first. */
function hashRest(hash: string): string {
  const bytes = [0, 1, 2, 3, 4, 5].map(
    (place) => `(CAST(get_byte(${hash}, ${place}) AS bigint) << ${8 * place})`,
  );
  return `(${bytes.join(" + ")} + (CAST(get_byte(${hash}, 6) & 15 AS bigint) << 48))`;
}

/** The bucket of a double in a logarithmic histogram. */
function logBucket(value: string, width: string): string {
  const bucket = `sign(${value}) * (1048576 + ceil(ln(abs(${value})) / ${width}))`;
  return `CASE WHEN ${value} = 0 THEN 0 WHEN ${finite(value)} THEN CAST(${bucket} AS bigint) END`;
}

/** A day, timestamp or instant as a timestamp in UTC. */
function wallTime(time: string, type: ColumnType): string {
  return type.kind === "timestamptz" ? `(${time} AT TIME ZONE 'UTC')` : `CAST(${time} AS timestamp)`;
}

/** What is computed of a time; null for an infinite one. */
function ifFinite(wall: string, of: (wall: string) => string): string {
  return `CASE WHEN isfinite(${wall}) THEN ${of(wall)} END`;
}

function secondsOf(wall: string): string {
  return `extract(epoch FROM ${wall})`;
}

function epochMicroseconds(wall: string): string {
  return ifFinite(wall, (time) => `CAST(${secondsOf(time)} * 1000000 AS bigint)`);
}

function dayNumber(wall: string): string {
  return `(CAST(${wall} AS date) - DATE '1970-01-01')`;
}

// 5. The dialect.

const FAULTS: readonly (readonly [RegExp, Fault])[] = [
  [/^22003/, "overflow"],
  [/^(?:22P02|22007|22008|22018)/, "cast"],
  [/^(?:42P01|42703|42883|3F000|3D000)/, "missing"],
  [/^(?:42501|25006)/, "denied"],
  [/^(?:53100|53200)/, "memory"],
  [/^57014/, "cancelled"],
  [/^(?:08|57P)/, "gone"],
];

/** A message of the session ends in PostgreSQL's own code, which is the same in all languages. */
function faults(message: string): Fault {
  const [, code = ""] = /\(SQLSTATE (\w{5})\)$/.exec(message) ?? [];
  return FAULTS.find(([pattern]) => pattern.test(code))?.[1] ?? "other";
}

/** The SQL of PostgreSQL 14 and later. */
const postgresDialect: Dialect = {
  name: "PostgreSQL",
  capabilities: {
    ignoresColumnCase: false,
    // A sum of doubles that overflows is an error here, which says nothing of the values.
    revealsNonFinite: false,
    splitsDistinctCounts: false,
    failureEndsSnapshot: false,
    bindsParameters: "nowhere",
  },
  // The select list takes 1664 columns.
  limits: { aggregates: 500 },
  quote,
  literal,
  columnType,
  dayOf,
  withinDays,
  aggregates,
  rows,
  faults,
};

// 6. The session.

/** A table that cannot be read, or a statement that PostgreSQL refuses. */
class PostgresError extends DQXError {
  readonly _tag = "PostgresError";
}

/** Sent when the connection is made: texts of dates, instants and doubles have one form. */
const SETTINGS = "-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601 -c extra_float_digits=1";

class PostgresSession implements SqlSession {
  readonly #client: Client;
  readonly #connection: string;
  #processId = 0;

  constructor(connection: string) {
    this.#connection = connection;
    this.#client = new Client({ connectionString: connection, options: SETTINGS });
    // A connection that breaks between two statements fails the next one.
    this.#client.on("error", () => undefined);
  }

  /** All statements see one state of the data; a failed one ends at the savepoint, not the transaction. */
  async open(): Promise<void> {
    await this.#client.connect();
    const { rows } = await this.#client.query<{ id: number }>("SELECT pg_backend_pid() AS id");
    this.#processId = rows[0]?.id ?? 0;
    await this.#client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await this.#client.query("SAVEPOINT dqx");
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  async describe(relation: Parameters<SqlSession["describe"]>[0], signal?: AbortSignal) {
    const { fields } = await this.#run(`SELECT * FROM ${boundSql(relation).sql} LIMIT 0`, signal);
    const types = fields.map(({ dataTypeID, dataTypeModifier }) => `(${dataTypeID}, ${dataTypeModifier})`);
    if (types.length === 0) return [];
    const named = await this.#run(
      `SELECT format_type(oid, modifier) FROM (VALUES ${types.join(", ")}) AS types (oid, modifier)`,
      signal,
    );
    return fields.map(({ name }, index): SqlColumn => ({ name, type: String(named.rows[index]?.[0]) }));
  }

  async query(statement: Parameters<SqlSession["query"]>[0], signal?: AbortSignal) {
    const { fields, rows } = await this.#run(boundSql(statement).sql, signal);
    return rows.map((row): SqlRow => row.map((value, index) => decode(value, fields[index])));
  }

  /** Runs one statement. The extended protocol takes one only, whatever the text. */
  async #run(sql: string, signal: AbortSignal | undefined) {
    signal?.throwIfAborted();
    const cancel = (): void => void this.#cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      const query = {
        text: sql,
        queryMode: "extended",
        rowMode: "array" as const,
        types: { getTypeParser: () => String },
      };
      return await this.#client.query<(string | null)[]>(query);
    } catch (cause) {
      signal?.throwIfAborted();
      await this.#client.query("ROLLBACK TO SAVEPOINT dqx").catch(() => undefined);
      throw new PostgresError(messageOf(cause), { cause });
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  async #cancel(): Promise<void> {
    const client = new Client({ connectionString: this.#connection });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("SELECT pg_cancel_backend($1)", [this.#processId]);
    } catch {
      // Then the statement runs to its end.
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "08000";
  const remark = code === "22003" ? ": the numbers are too large for their type" : "";
  return `${message}${remark} (SQLSTATE ${code})`;
}

const INTEGERS = [20, 21, 23];
const FLOATS = [700, 701];
const BOOLEAN = 16;
const NUMERIC = 1700;

/** Whole numbers become bigints, decimals and days their exact text. */
function decode(value: string | null, field: FieldDef | undefined): SqlValue {
  if (value === null || field === undefined) return value;
  const { dataTypeID } = field;
  if (INTEGERS.includes(dataTypeID)) return BigInt(value);
  if (FLOATS.includes(dataTypeID)) return Number(value);
  if (dataTypeID === BOOLEAN) return value === "t";
  return dataTypeID === NUMERIC && /^-?\d+$/.test(value) ? BigInt(value) : value;
}

// 7. The source.

/** Where a table is, and how the days of its rows are known. */
export interface PostgresTable {
  /** The name that checks and metrics call it by. */
  readonly name: string;
  /** The URL of the database. */
  readonly connection: string;
  /** A table or view. */
  readonly table: string;
  /** `public` by default. */
  readonly schema?: string;
  /** The column that holds the day of a row; without one all rows are of the run's date. */
  readonly dateColumn?: string;
  /** The IANA time zone whose days instants are cut into; `UTC` by default. */
  readonly timeZone?: string;
}

/** A table or view of PostgreSQL as a data source. */
export class PostgresSource implements SqlDataSource {
  readonly name: string;
  readonly dialect = postgresDialect;
  readonly dating: SourceDating;
  readonly #connection: string;
  readonly #relation: string;

  constructor(table: PostgresTable) {
    this.name = table.name;
    this.dating = datingOf("PostgresSource", table);
    this.#connection = table.connection;
    this.#relation = `${quote(table.schema ?? "public")}.${quote(table.table)}`;
  }

  relation({ parameters }: Parameters<SqlDataSource["relation"]>[0]): string {
    refuseParameters(this.name, parameters);
    return this.#relation;
  }

  async withSession<T>(use: (session: SqlSession) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const session = new PostgresSession(this.#connection);
    try {
      await session.open();
      return await use({
        describe: (relation, abort = signal) => session.describe(relation, abort),
        query: (statement, abort = signal) => session.query(statement, abort),
      });
    } finally {
      await session.close();
    }
  }

  /** Sessions end by themselves: nothing is left to release. */
  async close(): Promise<void> {}
}
