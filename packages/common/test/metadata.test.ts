import { describe, expect, expectTypeOf, test } from "vitest";
import {
  DEFAULT_TTL_HOURS,
  ExecutionId,
  LocalDate,
  type Metadata,
  type Severity,
  severities,
  type TimeSeries,
} from "../src/index.js";

describe("Metadata", () => {
  test("cannot be without an execution id, nor with a plain text as one", () => {
    const metadata: Metadata = { executionId: ExecutionId("exec-1") };
    // @ts-expect-error -- no execution id
    const without: Metadata = {};
    // @ts-expect-error -- plain text
    const plain: Metadata = { executionId: "exec-1" };
    expect([metadata, without, plain]).toHaveLength(3);
  });

  test("is kept for seven days by default", () => {
    expect(DEFAULT_TTL_HOURS).toBe(7 * 24);
  });
});

describe("Severity", () => {
  test("goes from P0, the worst, to P3", () => {
    expect(severities).toEqual(["P0", "P1", "P2", "P3"]);
    expectTypeOf<Severity>().toEqualTypeOf<"P0" | "P1" | "P2" | "P3">();
  });
});

describe("TimeSeries", () => {
  test("is a read-only map by date", () => {
    const series: TimeSeries = new Map([[LocalDate("2025-01-01"), 1]]);
    expect(series.get(LocalDate("2025-01-01"))).toBe(1);
    // @ts-expect-error -- read-only
    expectTypeOf(series.set).toBeUndefined();
    // @ts-expect-error -- plain text is no date
    expect(series.get("2025-01-02")).toBeUndefined();
  });
});
