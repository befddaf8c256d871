// The rules without what finds their rows: importing these loads nothing that writes SQL.

export * from "../schema/index.js";
export {
  decodeCondition,
  type IncreasingOptions,
  type IncreasingRows,
  increasing,
  type RowCondition,
  showCondition,
  type UniqueRows,
  unique,
} from "./row-condition.js";
export { type RowScope, requireRowScope, rowScopeNames } from "./row-scope.js";
export { isRule, type Rule, type RuleOptions, rule } from "./rule.js";
export { ALL_ROWS, reachesShare, requireShareBounds, type ShareBounds } from "./share-bounds.js";
export { shareSpec } from "./share-spec.js";
