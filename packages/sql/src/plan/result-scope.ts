import { Either } from "@dqx/common";
import { keyColumn, primitives, type RowExpression, resultColumn } from "@dqx/metrics";
import type { BoundColumn, ColumnType } from "../dialect/column-type.js";
import { bindingFailure } from "../row/binding-failure.js";
import type { RowScope } from "../row/row-scope.js";
import type { BoundAggregate, BoundResult } from "./bound-aggregate.js";
import type { BoundOperand } from "./bound-operand.js";
import { generatedAlias } from "./shape.js";

/** The largest number of rows that an engine counts. */
const MAXIMUM_COUNT = 2n ** 63n - 1n;

/**
 * The columns that aggregates over what earlier steps have computed are bound against.
 *
 * @param rows - the columns of the rows; absent where the aggregates are over groups, which have none
 * @param keys - the keys of the groups
 * @param results - what was computed, in the order in which the metric counts it
 * @param aliasPrefix - what generated names begin with
 * @param engine - what the engine can do, and the reference time
 */
export function resultScope(
  rows: RowScope | undefined,
  keys: readonly BoundOperand[],
  results: readonly BoundResult[],
  aliasPrefix: string,
  engine: Pick<RowScope, "columnType" | "rows" | "referenceTime">,
): RowScope {
  const columns = new Map<string, BoundColumn>();
  const add = (placeholder: RowExpression, place: number, type: ColumnType): void => {
    if (placeholder.kind !== "column") return;
    const name = generatedAlias(aliasPrefix, place);
    columns.set(placeholder.name, { name, typeName: type.kind, type });
  };
  for (const [index, { type }] of keys.entries()) add(keyColumn(index), 1 + index, type);
  for (const [index, result] of results.entries()) add(resultColumn(index), result.place, typeOf(result));
  return {
    find(name) {
      const column = columns.get(name);
      if (column !== undefined) return Either.right(column);
      if (rows !== undefined) return rows.find(name);
      return bindingFailure(`an aggregate over groups reads '${name}', which is no key or result of them`);
    },
    sqlType: (text) =>
      rows?.sqlType(text) ??
      bindingFailure(`an aggregate over groups cannot read the SQL ${JSON.stringify(text)}`),
    aggregateType: (text) =>
      rows?.aggregateType(text) ??
      bindingFailure(`an aggregate over groups cannot be the SQL ${JSON.stringify(text)}`),
    columnType: (typeName) => engine.columnType(typeName),
    rows: engine.rows,
    ...(engine.referenceTime !== undefined && { referenceTime: engine.referenceTime }),
  };
}

function typeOf(result: BoundResult): ColumnType {
  return result.kind === "aggregate" ? resultType(result.bound) : result.of.type;
}

function resultType({ aggregate, operands }: BoundAggregate): ColumnType {
  if (aggregate.kind === "quantile" && aggregate.method === "continuous") return { kind: "float" };
  switch (primitives[aggregate.kind].result) {
    case "count":
      return { kind: "integer", minimum: 0n, maximum: MAXIMUM_COUNT };
    case "operand":
      return operands[0]?.type ?? { kind: "other" };
    case "double":
      return { kind: "float" };
  }
}
