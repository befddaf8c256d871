import { defineConfig } from "vitest/config";

/** What every package's `vitest.config.ts` starts from. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Loading what a file imports takes longer than most files' tests: modules are loaded once for all files of a
    // package, those of other members by Node.js itself.
    isolate: false,
    server: { deps: { external: [/[\\/]dist[\\/]/] } },
    // The first test of a file loads what it needs, which takes long on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", ["json", { outputFile: "test-results/vitest.json" }]],
    coverage: {
      enabled: true,
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/index.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 95, branches: 90 },
    },
  },
});
