import { compliance, monotonicity, type SimpleMetricSpec, uniqueness } from "@dqx/metrics";
import type { RowCondition } from "./row-condition.js";
import type { RowScope } from "./row-scope.js";

/**
 * The metric that a condition is judged by: the share of the tested rows that meet it, whose detail holds the
 * counts. Predicates are counted in the scan of all other metrics.
 *
 * @param condition - what is asked of each row
 * @param scope - of which rows
 */
export function shareSpec(
  condition: RowCondition,
  { nulls = "ignore", where, parameters }: RowScope = {},
): SimpleMetricSpec {
  const options = where === undefined ? {} : { where };
  switch (condition.kind) {
    case "unique":
      return uniqueness.spec({ columns: condition.columns }, parameters, options);
    case "increasing": {
      const { column, orderBy, per, strict } = condition;
      return monotonicity.spec({ column, orderBy, per, strict }, parameters, options);
    }
    case "compare":
    case "in":
    case "between":
    case "matches":
    case "isNull":
    case "isFinite":
    case "hasFormat":
    case "and":
    case "or":
    case "not":
    case "sql":
      return compliance.spec({ predicate: condition, nulls }, parameters, options);
  }
}
