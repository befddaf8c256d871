import { sqlConformance } from "../src/testing/index.js";
import { makeDuckDBSource } from "./duckdb-source.js";

sqlConformance("DuckDB, on a connection of its own", makeDuckDBSource);
