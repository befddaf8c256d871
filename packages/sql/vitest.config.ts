import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

export default mergeConfig(shared, {
  test: {
    coverage: {
      // A dialect is held by the conformance suite on its engine, in the engine's package. DuckDB's runs here, too.
      exclude: ["src/dialects/postgres/**"],
    },
  },
});
