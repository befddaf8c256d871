// What a suite needs to plan and run. Loaded for the first time it does: most of this package, the catalogue's methods
// and all that writes SQL are for that alone, and whoever imports the package only to define checks does without.
export { MetricProvider } from "@dqx/provider";
export { prepareRun } from "../prepare/prepare-run.js";
export { abandonExecution, requireNewExecution } from "./execution-record.js";
export { describeRun, executeRun } from "./verification-run.js";
