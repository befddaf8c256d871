import { inject } from "vitest";
import { MetricDB } from "../src/index.js";
import { sqlStoreContract } from "../src/testing/index.js";

let stores = 0;

sqlStoreContract("PostgreSQL", (settings) => {
  stores += 1;
  return MetricDB.open(inject("postgres"), {
    ...settings,
    schema: `Contract_${process.pid}_${stores}`,
    tablePrefix: "Team_1_",
  });
});
