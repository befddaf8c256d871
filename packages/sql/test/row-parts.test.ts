import { describe, expect, test } from "vitest";
import { structFields } from "../src/dialects/duckdb/struct-fields.js";
import { temporalText } from "../src/row/temporal-literal.js";

describe("temporalText", () => {
  test.each([
    ["2024-02-29", "date", "2024-02-29"],
    ["2023-02-29", "date", undefined],
    ["2024-02-29 00:00:00", "date", undefined],
    ["2024-02-29", "timestamp", "2024-02-29 00:00:00"],
    ["2024-02-29T23:59", "timestamp", "2024-02-29 23:59:00"],
    ["2024-02-29 23:59:59.123456", "timestamp", "2024-02-29 23:59:59.123456"],
    ["2024-02-29 23:59:59.1234567", "timestamp", undefined],
    ["2024-02-29 24:00:00", "timestamp", undefined],
    ["2024-02-29 23:60:00", "timestamp", undefined],
    ["2024-02-29 23:59:60", "timestamp", undefined],
    ["2024-02-30 00:00:00", "timestamp", undefined],
    ["2024-02-29 00:00:00Z", "timestamp", undefined],
    ["2024-02-29'; DROP", "timestamp", undefined],
    ["infinity", "timestamptz", undefined],
    ["2024-02-29", "timestamptz", "2024-02-29 00:00:00+00:00"],
    ["2024-02-29 01:00:00Z", "timestamptz", "2024-02-29 01:00:00+00:00"],
    ["2024-02-29 01:00:00+05:30", "timestamptz", "2024-02-29 01:00:00+05:30"],
    ["2024-02-29 01:00:00-0330", "timestamptz", "2024-02-29 01:00:00-03:30"],
    ["2024-02-29 01:00:00-08", "timestamptz", "2024-02-29 01:00:00-08:00"],
    ["2024-02-29 01:00:00+99:99", "timestamptz", undefined],
  ] as const)("reads %j as %s: %j", (literal, kind, text) => {
    expect(temporalText(literal, kind)).toBe(text);
  });
});

describe("structFields", () => {
  test.each<[string, readonly (readonly [string, string])[] | undefined]>([
    ["STRUCT(a INTEGER)", [["a", "INTEGER"]]],
    [
      'STRUCT(a INTEGER, "b c" STRUCT(d DECIMAL(10,2), "e""(,f" VARCHAR[]), g ENUM(\'x,(\', \'y\'))',
      [
        ["a", "INTEGER"],
        ["b c", 'STRUCT(d DECIMAL(10,2), "e""(,f" VARCHAR[])'],
        ["g", "ENUM('x,(', 'y')"],
      ],
    ],
    ['STRUCT("e""f" INTEGER)', [['e"f', "INTEGER"]]],
    ["STRUCT(INTEGER, INTEGER)", undefined],
    ["STRUCT(a INTEGER)[]", undefined],
    ["MAP(INTEGER, INTEGER)", undefined],
    ["INTEGER", undefined],
  ])("reads %s", (typeName, fields) => {
    const read = structFields(typeName);
    expect(read === undefined ? undefined : [...read]).toEqual(fields);
  });
});
