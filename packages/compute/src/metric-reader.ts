import type { MetricStore } from "@dqx/orm";

/** What computations need of a store: the two reads of one execution's numbers. A `MetricStore` is one. */
export type MetricReader = Pick<MetricStore, "getMetricValue" | "getMetricWindow">;
