import { mergeConfig } from "vitest/config";
import shared from "../vitest.shared.js";

// These tests start processes, and cover no sources of their own.
export default mergeConfig(shared, { test: { testTimeout: 120_000, coverage: { enabled: false } } });
