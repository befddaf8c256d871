import type { SourceParameters } from "@dqx/common";
import { SourceError } from "@dqx/sql";
import type { DuckDBPreparedStatement, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { DuckDBModule } from "./load-duckdb.js";

/**
 * Binds values to a statement's placeholders, each in the type that its literal would have.
 *
 * @param duckdb - the client's module
 * @param statement - which tells its placeholders
 * @param values - by name; those without a placeholder are not used
 * @throws {@link SourceError} naming a placeholder without a value
 */
export function bindParameters(
  duckdb: DuckDBModule,
  statement: DuckDBPreparedStatement,
  values: SourceParameters,
): void {
  for (let index = 1; index <= statement.parameterCount; index++) {
    const name = statement.parameterName(index);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new SourceError(`the statement needs a value for $${name}`);
    const [bound, type] = typedValue(duckdb, value);
    statement.bindValue(index, bound, type);
  }
}

function typedValue(
  duckdb: DuckDBModule,
  value: NonNullable<SourceParameters[string]> | null,
): readonly [DuckDBValue, DuckDBType] {
  switch (typeof value) {
    case "string":
      return [value, duckdb.VARCHAR];
    case "boolean":
      return [value, duckdb.BOOLEAN];
    case "bigint":
      return wholeNumber(duckdb, value);
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? wholeNumber(duckdb, BigInt(value))
        : [value, duckdb.DOUBLE];
    case "object":
      return [null, duckdb.SQLNULL];
  }
}

function wholeNumber(duckdb: DuckDBModule, value: bigint): readonly [DuckDBValue, DuckDBType] {
  if (BigInt.asIntN(32, value) === value) return [Number(value), duckdb.INTEGER];
  return [value, BigInt.asIntN(64, value) === value ? duckdb.BIGINT : duckdb.HUGEINT];
}
