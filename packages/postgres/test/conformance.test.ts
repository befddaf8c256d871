import { sqlConformance } from "@dqx/sql/testing";
import { makeConformanceSource } from "./make-conformance-source.js";

sqlConformance("PostgreSQL", makeConformanceSource, { record: "../../../docs/conformance/postgres.json" });
