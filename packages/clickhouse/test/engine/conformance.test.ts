import { sqlConformance } from "@dqx/sql/testing";
import { test } from "vitest";
import { engineUrl, NO_ENGINE } from "../support/engine.js";
import { makeConformanceSource } from "../support/make-conformance-source.js";

/** The first day that ClickHouse has; it makes this one of all before. */
const FIRST_DAY = "1900-01-01";

if (engineUrl === undefined) test.skip(NO_ENGINE);
else {
  sqlConformance("ClickHouse", makeConformanceSource, {
    record: "../../../../docs/conformance/clickhouse.json",
    unheldBecause({ columns, rows }) {
      const types = Object.values(columns);
      const isHeld = rows.every((row) =>
        row.every((cell, index) => types[index] !== "date" || cell === null || String(cell) >= FIRST_DAY),
      );
      return isHeld ? undefined : `it has no days before ${FIRST_DAY}`;
    },
  });
}
