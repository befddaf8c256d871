import { keyColumn, primitives, resultColumn } from "@dqx/metrics";
import * as Either from "effect/Either";
import type { BoundColumn, ColumnType } from "../dialect/column-type.js";
import { bindingFailure } from "../row/binding-failure.js";
import type { RowScope } from "../row/row-scope.js";
import type { BoundAggregate } from "./bound-aggregate.js";
import { type Grouping, groupAlias } from "./shape.js";

/** The largest number of rows that an engine counts. */
const MAXIMUM_COUNT = 2n ** 63n - 1n;

/**
 * The columns that aggregates over groups are bound against: the keys of the groups and what was computed of them.
 *
 * @param scope - that of the rows
 * @param grouping - how the rows are grouped
 * @param inner - what is computed of each group
 * @param aliasPrefix - what generated names begin with
 */
export function groupScope(
  scope: RowScope,
  { by }: Grouping,
  inner: readonly BoundAggregate[],
  aliasPrefix: string,
): RowScope {
  const columns = new Map<string, BoundColumn>();
  const add = (placeholder: ReturnType<typeof keyColumn>, place: number, type: ColumnType): void => {
    if (placeholder.kind !== "column") return;
    columns.set(placeholder.name, {
      name: groupAlias(aliasPrefix, place),
      typeName: type.kind,
      type,
    });
  };
  for (const [index, { type }] of by.entries()) add(keyColumn(index), 1 + index, type);
  for (const [index, bound] of inner.entries()) {
    add(resultColumn(index), 1 + by.length + index, resultType(bound));
  }
  return {
    find(name) {
      const column = columns.get(name);
      return column === undefined
        ? bindingFailure(`an aggregate over groups reads '${name}', which is no key or result of them`)
        : Either.right(column);
    },
    sqlType: (text) => bindingFailure(`an aggregate over groups cannot read the SQL ${JSON.stringify(text)}`),
    columnType: (typeName) => scope.columnType(typeName),
    rows: scope.rows,
  };
}

function resultType({ aggregate, operands }: BoundAggregate): ColumnType {
  switch (primitives[aggregate.kind].result) {
    case "count":
      return { kind: "integer", minimum: 0n, maximum: MAXIMUM_COUNT };
    case "operand":
      return operands[0]?.type ?? { kind: "other" };
    case "double":
      return { kind: "float" };
  }
}
