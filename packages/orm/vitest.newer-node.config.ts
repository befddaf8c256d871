import { defineConfig } from "vitest/config";

/** What `newer-node.test.ts` runs with a newer Node.js: the tests of `node:sqlite`, which need no server. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testNamePattern: "node:sqlite",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: [["json", { outputFile: process.env.DQX_TEST_REPORT ?? "test-results/newer-node.json" }]],
  },
});
