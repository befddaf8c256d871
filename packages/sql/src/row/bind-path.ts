import { Either, nearestName } from "@dqx/common";
import { type PathStep, type RowExpression, showExpression } from "@dqx/metrics";
import type { BoundColumn, ColumnType } from "../dialect/column-type.js";
import { type BindingFailure, bindingFailure } from "./binding-failure.js";
import type { BoundExpression, BoundStep } from "./bound-row.js";
import type { RowScope } from "./row-scope.js";

/** What a path leads to: a part of a column's value. */
interface Place {
  readonly steps: readonly BoundStep[];
  readonly type: ColumnType;
  readonly typeName: string;
}

/**
 * Finds a column, and what is inside of it.
 *
 * A name with dots that no column has is read as a path, so that metrics that take the name of a column can be asked
 * for `address.city` and `items[0].price`.
 *
 * @param expression - a column, perhaps with a path
 * @param scope - the columns that there are, and what the engine can do
 * @returns the column with the type of what the path leads to, or why it leads to nothing
 */
export function bindColumn(
  { name, path = [] }: Extract<RowExpression, { kind: "column" }>,
  scope: RowScope,
): Either.Either<BoundExpression, BindingFailure> {
  const found = scope.find(name);
  if (Either.isRight(found)) return within(found.right, path, scope);
  const [first, ...others] = writtenPath(name);
  const outer = first === undefined || others.length === 0 ? found : scope.find(String(first));
  return Either.isRight(outer) ? within(outer.right, [...others, ...path], scope) : Either.left(found.left);
}

// `a.b[0]` as its steps; the whole text where it is no path.
function writtenPath(name: string): readonly PathStep[] {
  if (!/^[^.[\]]+(?:\.[^.[\]]+|\[\d{1,9}\])+$/.test(name)) return [name];
  return [...name.matchAll(/([^.[\]]+)(\])?/g)].map(([, step = "", isPlace]) =>
    isPlace === undefined ? step : Number(step),
  );
}

function within(
  column: BoundColumn,
  path: readonly PathStep[],
  scope: RowScope,
): Either.Either<BoundExpression, BindingFailure> {
  return Either.gen(function* () {
    let place: Place = { steps: [], type: column.type, typeName: column.typeName };
    for (const [index, step] of path.entries()) {
      const outer = showExpression({ kind: "column", name: column.name, path: path.slice(0, index) });
      const { json } = scope.rows;
      if (json?.holds(place.typeName) === true) {
        const steps: readonly BoundStep[] = [...place.steps, { kind: "json", steps: path.slice(index) }];
        place = { steps, typeName: json.typeName, type: scope.columnType(json.typeName) };
        break;
      }
      place = yield* typeof step === "number"
        ? element(place, step, outer, scope)
        : field(place, step, outer, scope);
    }
    return { kind: "column", column, path: place.steps, type: place.type, typeName: place.typeName };
  });
}

function element(
  { steps, typeName }: Place,
  place: number,
  outer: string,
  scope: RowScope,
): Either.Either<Place, BindingFailure> {
  const inside = scope.rows.elements?.typeOf(typeName);
  return inside === undefined
    ? bindingFailure(`'${outer}' is ${typeName}, which has no elements`)
    : Either.right({
        steps: [...steps, { kind: "element", place }],
        typeName: inside,
        type: scope.columnType(inside),
      });
}

function field(
  { steps, typeName }: Place,
  name: string,
  outer: string,
  scope: RowScope,
): Either.Either<Place, BindingFailure> {
  const fields = scope.rows.fieldsOf(typeName);
  if (fields === undefined) return bindingFailure(`'${outer}' is ${typeName}, which has no field '${name}'`);
  const names = [...fields.keys()];
  const known = fields.has(name) ? name : names.find((each) => each.toLowerCase() === name.toLowerCase());
  const inside = known === undefined ? undefined : fields.get(known);
  if (known === undefined || inside === undefined) {
    // Of very short names any is near.
    const nearest = name.length > 3 ? nearestName(name, names) : undefined;
    return bindingFailure(
      `'${outer}' has no field '${name}'; ${nearest === undefined ? `it has ${names.map((each) => `'${each}'`).join(", ")}` : `did you mean '${nearest}'?`}`,
    );
  }
  return Either.right({
    steps: [...steps, { kind: "field", name: known }],
    typeName: inside,
    type: scope.columnType(inside),
  });
}
