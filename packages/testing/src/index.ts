export { type CheckResult, type CheckTest, type TestedDay, testCheck } from "./test-check.js";
export type { TestDataset, TestDatasets, TestRow, TypedRows } from "./test-datasets.js";
