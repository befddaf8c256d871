import { inject } from "vitest";
import { MetricDB } from "../src/index.js";
import { metricStoreContract } from "../src/testing/index.js";

let stores = 0;

metricStoreContract("PostgreSQL", (settings) => {
  stores += 1;
  return MetricDB.open(inject("postgres"), {
    ...settings,
    schema: `Contract_${process.pid}_${stores}`,
    tablePrefix: "Team_1_",
  });
});
