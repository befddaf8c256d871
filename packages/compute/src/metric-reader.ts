import type { MetricDB } from "@dqx/orm";

/** What computations need of a store: the two reads of one execution's numbers. A `MetricDB` is one. */
export type MetricReader = Pick<MetricDB, "getMetricValue" | "getMetricWindow">;
