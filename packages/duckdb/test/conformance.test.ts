import { sqlConformance } from "@dqx/sql/testing";
import { makeConformanceSource } from "./make-conformance-source.js";

sqlConformance("DuckDB", makeConformanceSource, { record: "../../../docs/conformance/duckdb.json" });
