import { duckdbDialect } from "@dqx/sql";
import { describe, expect, it } from "vitest";
import { binsOf, filledBins } from "../src/profile/bins.js";
import { compareFormats } from "../src/profile/format-candidates.js";
import { coverageOf, timeBins, timeUnit, unitText } from "../src/profile/time-coverage.js";
import { exactQuantile } from "../src/profile/value-counts.js";
import { groupingStatement, readGroupings } from "../src/rows/grouping-statement.js";
import { canonicalValue, profileValue, timeText } from "../src/rows/profile-value.js";

describe("values", () => {
  it("by their canonical texts", () => {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, 0.1);
    expect(canonicalValue(`d${bits.getBigInt64(0)}`, { kind: "float" })).toBe(0.1);
    bits.setFloat64(0, Number.NEGATIVE_INFINITY);
    expect(canonicalValue(`d${bits.getBigInt64(0)}`, { kind: "float" })).toBe("-Infinity");
    expect(canonicalValue("NaN", { kind: "float" })).toBe("NaN");
    expect(canonicalValue("9007199254740993", { kind: "integer", minimum: 0n, maximum: 1n })).toBe(
      "9007199254740993",
    );
    expect(canonicalValue("1.50", { kind: "decimal", precision: 3, scale: 2 })).toBe(1.5);
    expect(["true", "t", "1", "false"].map((text) => canonicalValue(text, { kind: "boolean" }))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(canonicalValue("-1", { kind: "timestamp" })).toBe("1969-12-31 23:59:59.999999");
    expect(canonicalValue("x", { kind: "other" })).toBe("x");
    expect(canonicalValue(null, { kind: "text" })).toBeNull();
    expect(timeText(2n ** 63n - 1n, "timestamp")).toBe("9223372036854775807");
  });

  it("of kinds that JSON does not have", () => {
    expect(profileValue(new Uint8Array(1), { kind: "other" })).toBeNull();
    expect(profileValue(Number.NaN, { kind: "float" })).toBe("NaN");
    expect(profileValue(true, { kind: "boolean" })).toBe(true);
    expect(profileValue("100", { kind: "decimal", precision: 3, scale: 0 })).toBe(100);
  });
});

describe("time", () => {
  it("has no unit where no calendar has the days, and no coverage without any", () => {
    expect(timeUnit("2025-01-08", null, true)).toBeUndefined();
    expect(timeUnit("2025-13-41", "2025-01-08", true)).toBeUndefined();
    expect(timeUnit("2025-01-08 10:00:00", "2025-01-09 10:00:00.5+00", true)).toBe("hour");
    expect([coverageOf("day", []), timeBins("day", [])]).toEqual([null, []]);
    expect([unitText("month", -1), unitText("hour", 1), unitText("day", 20_096)]).toEqual([
      "1969-12",
      "1970-01-01 01:00",
      "2025-01-08",
    ]);
  });

  it("is binned so that a page has room for it", () => {
    const counts = Array.from({ length: 150 }, (_, value) => ({ value, rows: 2 }));
    const bins = timeBins("day", counts);
    expect([bins.length, bins[0], bins.at(-1)?.rows]).toEqual([
      50,
      { from: "1970-01-01", until: "1970-01-04", rows: 6 },
      6,
    ]);
  });
});

describe("groupings", () => {
  it("tell no values when nobody asks for them", () => {
    const part = { sql: "a", type: { kind: "text" } } as const;
    expect(groupingStatement("t", [{ parts: [part, part] }], "p_", duckdbDialect)).toContain(
      `NULL AS "p_text"`,
    );
    expect(readGroupings([[7n, 1n, "x", null, 1n, 1n, 1n]], 1)).toEqual([
      { told: [], others: { groups: 0, rows: 0, largest: 0 } },
    ]);
  });
});

describe("numbers", () => {
  it("are in the bins that they belong to", () => {
    const bins = binsOf(0, 1, false);
    expect(
      bins &&
        filledBins(bins, [
          { value: 20, rows: 1 },
          { value: -1, rows: 2 },
        ]),
    ).toMatchObject({ 0: { rows: 2 }, 19: { rows: 1 } });
    expect(binsOf(2, 2, false)).toEqual({ lowest: 2, width: 0, count: 1, highest: 2 });
    expect(exactQuantile([], 0.5)).toBeNaN();
  });

  it("say little by a range, more by a pattern, most by a check", () => {
    const names = ["latitude", "json", "castableToNumber", "castableToInteger", "ipv4", "iban"] as const;
    const sorted = names.map((format) => ({ format, share: 1 })).toSorted(compareFormats);
    expect(sorted.map(({ format }) => format)).toEqual([
      "iban",
      "ipv4",
      "castableToInteger",
      "castableToNumber",
      "latitude",
      "json",
    ]);
  });
});
