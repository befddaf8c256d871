import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The module of the ClickHouse client. */
export type ClickHouseModule = typeof import("@clickhouse/client");

/** Loads the client when the first session is opened: `require` takes less time than `import`. */
export function loadClickHouse(): ClickHouseModule {
  const clickhouse: ClickHouseModule = require("@clickhouse/client");
  return clickhouse;
}
