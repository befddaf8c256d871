import { catalogue, derivedMetrics } from "@dqx/metrics";
import { describe, expect, it } from "vitest";
import { type MetricStatus, metricNames } from "../src/metric-names.js";

const named = Object.values(metricNames).flatMap((family) => Object.entries<MetricStatus>(family));
const there = new Set([...catalogue.keys(), ...Object.keys(derivedMetrics)]);

describe("the list of metrics", () => {
  it("has every metric of the catalogue, once, marked as there", () => {
    const marked = named.filter(([, status]) => status === "there").map(([name]) => name);
    expect(marked.toSorted()).toEqual([...there].toSorted());
    expect(new Set(named.map(([name]) => name)).size).toBe(named.length);
  });

  it("marks as missing what the catalogue has not got", () => {
    const missing = named.filter(([, status]) => status === "missing").map(([name]) => name);
    expect(missing.filter((name) => there.has(name))).toEqual([]);
  });
});
