export { type Disclosure, disclosureOf, shownColumns } from "./rows/column-protection.js";
export { failingRows, type RowSelection } from "./rows/failing-rows.js";
export { type BindingTarget, type RowFailure, rowFailure } from "./rows/row-failure.js";
export {
  type PlannedSample,
  planSample,
  type RowSample,
  type SampledRow,
  type SampleRequest,
} from "./rows/sample-rows.js";
export type { SampleValue } from "./rows/sample-value.js";
export { type ColumnTypes, toSql } from "./rows/to-sql.js";
export {
  decodeCondition,
  type IncreasingOptions,
  type IncreasingRows,
  increasing,
  type RowCondition,
  showCondition,
  type UniqueRows,
  unique,
} from "./rule/row-condition.js";
export { type RowScope, requireRowScope, rowScopeNames } from "./rule/row-scope.js";
export { isRule, type Rule, type RuleOptions, rule } from "./rule/rule.js";
export { ALL_ROWS, reachesShare, requireShareBounds, type ShareBounds } from "./rule/share-bounds.js";
export { shareSpec } from "./rule/share-spec.js";
