import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** All tests with TypeORM 0.3, and with TypeORM 1 all but those of what it does not know or cannot be given. */
export default mergeConfig(
  shared,
  defineConfig({
    test: {
      globalSetup: ["test/support/postgres-server.ts"],
      projects: [
        {
          extends: true,
          test: { name: "TypeORM 0.3", exclude: ["test/typeorm-1.test.ts", "test/driver-fallback.test.ts"] },
        },
        // A module that is mocked must not have been loaded by another file.
        {
          extends: true,
          test: { name: "with mocks", exclude: ["test/!(driver-fallback).test.ts"], isolate: true },
        },
        {
          extends: true,
          test: {
            name: "TypeORM 1",
            // What the tests import as "typeorm", and what the store loads.
            alias: [
              { find: /^typeorm$/, replacement: "typeorm-1" },
              {
                find: /^.*\/load-typeorm\.js$/,
                replacement: fileURLToPath(new URL("test/support/load-typeorm-1.ts", import.meta.url)),
              },
            ],
            exclude: [
              "test/driver-fallback.test.ts",
              // Of what `sqlite::memory:` is, as typeorm-1.test.ts.
              "test/sqlite-in-memory.test.ts",
              // Of the drivers themselves.
              "test/sqlite.test.ts",
              "test/in-memory.test.ts",
              "test/newer-node.test.ts",
              "test/durability.test.ts",
              // These start processes of their own, which import the package as it is built.
              "test/concurrent-suites.test.ts",
              "test/crash.test.ts",
              "test/loading.test.ts",
            ],
          },
        },
      ],
    },
  }),
);
