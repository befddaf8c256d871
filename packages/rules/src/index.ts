export * from "./quarantine/index.js";
export { reconcile } from "./reconcile/reconcile.js";
export type { NormaliseStep, PerSide, ReconcileOptions } from "./reconcile/reconcile-options.js";
export type {
  DifferenceKind,
  ReconciledTable,
  Reconciliation,
  RowDifference,
  ValueDifference,
} from "./reconcile/reconciliation.js";
export type {
  MissingKey,
  MissingKeys,
  ReferenceCheck,
  ReferredTable,
  ReferringTable,
} from "./references/reference-check.js";
export { type ReferenceOptions, references } from "./references/references.js";
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
export * from "./rule/index.js";
