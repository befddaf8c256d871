export { QuarantineError } from "./quarantine-error.js";
export { formatOf, type QuarantinePaths, requireWritable } from "./quarantine-files.js";
export { type QuarantineRule, splitRows } from "./split-rows.js";
export { type PlannedQuarantine, type QuarantineCounts, writeQuarantine } from "./write-quarantine.js";
