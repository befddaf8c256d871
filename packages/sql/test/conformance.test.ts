import { sampleMetrics, sqlConformance } from "../src/testing/index.js";
import { makeDuckDBSource } from "./duckdb-source.js";

// The packages of the engines measure the whole catalogue.
sqlConformance("DuckDB, on a connection of its own", makeDuckDBSource, {
  metrics: sampleMetrics,
  unheldBecause: ({ title }) => (title === "long ago" ? "it is left out to be skipped" : undefined),
  record: "golden/conformance.json",
});
