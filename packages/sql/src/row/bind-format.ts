import { Either, nearestName } from "@dqx/common";
import { formats, isFormatName, type Predicate } from "@dqx/metrics";
import { isNumeric } from "../dialect/column-type.js";
import { bindExpression, describeValue } from "./bind-expression.js";
import { type BindingFailure, bindingFailure } from "./binding-failure.js";
import type { BoundPredicate } from "./bound-row.js";
import { missingForFormat } from "./format-needs.js";
import type { RowScope } from "./row-scope.js";

/**
 * Finds a format, and checks that its value is a text and that the engine lacks nothing for it. A number is
 * compared with the bounds of the format, where it has bounds.
 *
 * @param predicate - asks for a format by its name
 * @param scope - the columns that there are, and what the engine can do
 * @returns the predicate, ready to be rendered, or why it cannot be decided
 */
export function bindFormat(
  { of, format: name }: Extract<Predicate, { kind: "hasFormat" }>,
  scope: RowScope,
): Either.Either<BoundPredicate, BindingFailure> {
  return Either.gen(function* () {
    const bound = yield* bindExpression(of, scope);
    if (!isFormatName(name)) {
      const nearest = nearestName(name, Object.keys(formats));
      return yield* bindingFailure(
        `there is no format '${name}'; ${nearest === undefined ? `there are ${Object.keys(formats).join(", ")}` : `did you mean '${nearest}'?`}`,
      );
    }
    const format = formats[name];
    if (format.range !== undefined && isNumeric(bound.type)) {
      const [minimum, maximum] = format.range;
      return {
        kind: "and",
        operands: [
          { kind: "compareLiteral", operator: "geq", of: bound, literal: minimum },
          { kind: "compareLiteral", operator: "leq", of: bound, literal: maximum },
        ],
      };
    }
    if (bound.type.kind !== "text") {
      const what = format.range === undefined ? "texts" : "texts and numbers";
      return yield* bindingFailure(
        `${describeValue(of, bound)}, and the format '${name}' is one of ${what}; cast it to text in the source's query`,
      );
    }
    const missing = missingForFormat(format.rule, scope.rows);
    if (missing !== undefined) {
      return yield* bindingFailure(
        `the format '${name}' is not available on this engine, which has no ${missing}; test it in the source's query`,
      );
    }
    return { kind: "hasFormat", of: bound, format: name };
  });
}
