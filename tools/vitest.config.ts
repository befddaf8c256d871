import { mergeConfig } from "vitest/config";
import shared from "../vitest.shared.js";

// These tests start processes, and cover no sources of their own. They are the last of all packages' to end, so two
// files at a time, where the others' leave a core to another package.
export default mergeConfig(shared, {
  test: { maxWorkers: 2, testTimeout: 120_000, coverage: { enabled: false } },
});
