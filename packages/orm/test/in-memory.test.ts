import { InMemoryMetricDB } from "../src/index.js";
import { metricStoreContract } from "../src/testing/index.js";

metricStoreContract("in memory", (settings) => InMemoryMetricDB.open(settings));
