import { defineConfig } from "vitest/config";

/** What `newer-node.test.ts` runs with a newer Node.js: the tests of `node:sqlite`, which need no server. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testNamePattern: "node:sqlite",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: "one process", exclude: ["test/driver-fallback.test.ts"], isolate: false },
      },
      { extends: true, test: { name: "with mocks", exclude: ["test/!(driver-fallback).test.ts"] } },
    ],
    reporters: [["json", { outputFile: process.env.DQX_TEST_REPORT ?? "test-results/newer-node.json" }]],
  },
});
