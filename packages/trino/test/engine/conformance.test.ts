import { sqlConformance } from "@dqx/sql/testing";
import { test } from "vitest";
import { engineUrl, NO_ENGINE } from "../support/engine.js";
import { makeConformanceSource } from "../support/make-conformance-source.js";

if (engineUrl === undefined) test.skip(NO_ENGINE);
else {
  sqlConformance("Trino", makeConformanceSource, { record: "../../../../docs/conformance/trino.json" });
}
