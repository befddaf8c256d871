import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

// The first test of a file loads the engine, the store and the reporters, which takes long on a busy machine.
export default mergeConfig(shared, { test: { testTimeout: 120_000 } });
