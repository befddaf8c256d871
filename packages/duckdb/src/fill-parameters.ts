import type { SourceParameters } from "@dqx/common";
import { SourceError } from "@dqx/sql";
import type { DuckDBConnection } from "@duckdb/node-api";

// As texts, so that no number in them is read and rounded.
const SERIALIZE = "SELECT system.main.json_serialize_sql($1::VARCHAR)";
const DESERIALIZE = "SELECT system.main.json_deserialize_sql($1::VARCHAR)";

/** A placeholder in DuckDB's parse tree. A text inside of the tree has its quotes escaped, and is none. */
const PLACEHOLDER =
  /\{"class":"PARAMETER","type":"VALUE_PARAMETER","alias":"(?:[^"\\]|\\.)*","query_location":\d+,"identifier":("(?:[^"\\]|\\.)*")\}/g;

/** The list of the placeholders' names, which a text without placeholders has empty. */
const NAMES = /"named_param_map":\[[^\]]*\]/g;

/**
 * Writes values in place of a statement's placeholders, each in the type that it is bound in: in the tree that
 * DuckDB's parser makes, which DuckDB writes as SQL again.
 *
 * @param connection - any: nothing is bound or run
 * @param sql - one SELECT with placeholders such as `$region`
 * @param values - by name; those without a placeholder are not used
 * @throws {@link SourceError} naming a placeholder without a value, or with one that no text can hold, or in DuckDB's words when it is no SELECT
 */
export async function fillParameters(
  connection: DuckDBConnection,
  sql: string,
  values: SourceParameters,
): Promise<string> {
  const tree = await ask(connection, SERIALIZE, sql);
  const filled = tree.replaceAll(PLACEHOLDER, (_, quoted: string) => {
    const name = String(JSON.parse(quoted));
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new SourceError(`the statement needs a value for $${name}`);
    if (typeof value !== "string" || !value.includes("\0")) return castOf(value);
    throw new SourceError(`the value of $${name} holds the character NUL (U+0000), which no text of SQL can`);
  });
  return ask(connection, DESERIALIZE, filled.replaceAll(NAMES, '"named_param_map":[]'));
}

async function ask(connection: DuckDBConnection, question: string, text: string): Promise<string> {
  const reader = await connection.runAndReadAll(question, [text]);
  const answer = String(reader.getRows().flat()[0]);
  const refusal = /^\{"error":true,.*"error_message":("(?:[^"\\]|\\.)*")/s.exec(answer)?.[1];
  if (refusal !== undefined) throw new SourceError(String(JSON.parse(refusal)));
  return answer;
}

// A text, cast to the type that the value is bound in.
function castOf(value: NonNullable<SourceParameters[string]> | null): string {
  const constant = {
    class: "CONSTANT",
    type: "VALUE_CONSTANT",
    alias: "",
    query_location: 0,
    value: {
      type: { id: value === null ? "NULL" : "VARCHAR", type_info: null },
      is_null: value === null,
      ...(value !== null && { value: Object.is(value, -0) ? "-0" : String(value) }),
    },
  };
  const type = typeOf(value);
  return JSON.stringify(
    type === undefined
      ? constant
      : {
          class: "CAST",
          type: "OPERATOR_CAST",
          alias: "",
          query_location: 0,
          child: constant,
          cast_type: { id: type, type_info: null },
          try_cast: false,
        },
  );
}

function typeOf(value: NonNullable<SourceParameters[string]> | null): string | undefined {
  switch (typeof value) {
    case "string":
    case "object":
      return undefined;
    case "boolean":
      return "BOOLEAN";
    case "bigint":
      return wholeType(value);
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? wholeType(BigInt(value)) : "DOUBLE";
  }
}

function wholeType(value: bigint): string {
  if (BigInt.asIntN(32, value) === value) return "INTEGER";
  return BigInt.asIntN(64, value) === value ? "BIGINT" : "HUGEINT";
}
