import { InvalidArgumentError } from "@dqx/common";
import type { Dialect } from "../dialect/dialect.js";
import type { BoundStep } from "./bound-row.js";

/**
 * Writes what is inside of a value.
 *
 * @param value - SQL of the value
 * @param path - bound against the value's type
 * @param dialect - the engine's SQL
 */
export function renderPath(value: string, path: readonly BoundStep[], dialect: Dialect): string {
  return path.reduce((outer, step) => renderStep(outer, step, dialect), value);
}

function renderStep(outer: string, step: BoundStep, dialect: Dialect): string {
  switch (step.kind) {
    case "field":
      return dialect.rows.field(outer, step.name);
    case "element":
      return dialect.rows.elements?.at(outer, step.place) ?? missing("elements of lists", dialect);
    case "json":
      return dialect.rows.json?.at(outer, step.steps) ?? missing("paths into JSON", dialect);
  }
}

function missing(what: string, dialect: Dialect): never {
  throw new InvalidArgumentError(
    `${dialect.name} cannot compute ${what}. Bind the expression against columns of this engine.`,
  );
}
