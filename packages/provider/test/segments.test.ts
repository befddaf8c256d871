import { countDistinct, segments, sum } from "@dqx/metrics";
import { describe, expect, it } from "vitest";
import { SegmentsSymbol } from "../src/index.js";
import { newProvider } from "./new-provider.js";

describe("a metric by the values of a column", () => {
  const metric = sum.spec({ column: "amount" });

  it("gives the metric of each value, and that of the others together, as metrics of their own", () => {
    const mp = newProvider();
    const byCountry = mp.segments(metric, "country", { top: 3, lag: 1, dataset: "orders" });
    expect(byCountry).toBeInstanceOf(SegmentsSymbol);
    const spec = segments.spec({ metric, by: "country", top: 3 });
    const [de, none, other] = [byCountry.at("de"), byCountry.at(null), byCountry.other()];
    expect([de, none, other].map(({ spec: { id } }) => id)).toEqual([
      spec.at("de").id,
      spec.at(null).id,
      spec.other().id,
    ]);
    expect([de, none, other].map(({ lag, dataset }) => [lag, dataset])).toEqual([
      [1, "orders"],
      [1, "orders"],
      [1, "orders"],
    ]);
    expect(de.spec.name).toBe('segment(sum(amount), by country, "de", top 3)');
    expect(mp.metricOf(de).children).toEqual([byCountry]);
  });

  it("has no other segments where the metric does not merge", () => {
    const distinct = newProvider().segments(countDistinct.spec({ columns: ["customer"] }), "country");
    expect(() => distinct.other()).toThrow("countDistinct(customer), which does not merge");
  });
});
