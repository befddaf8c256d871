import { ClickHouseError } from "@clickhouse/client";
import { expect, test } from "vitest";
import { connectionMessage, engineMessage, errorNumber } from "../src/engine-message.js";

test.each<[unknown, string]>([
  [
    new ClickHouseError({
      message: "Division by zero: In scope SELECT 1 / 'hunter2'. ",
      code: "153",
      type: "ILLEGAL_DIVISION",
    }),
    "Division by zero (code 153, ILLEGAL_DIVISION)",
  ],
  [
    new ClickHouseError({
      message: "Cannot parse 'oops': while executing 'FUNCTION f(x)'. ",
      code: "6",
      type: "CANNOT_PARSE_TEXT",
    }),
    "Cannot parse 'oops' (code 6, CANNOT_PARSE_TEXT)",
  ],
  [
    new ClickHouseError({
      message: "Storage MergeTree doesn't support FINAL. ",
      code: "181",
      type: "ILLEGAL_FINAL",
    }),
    "Storage MergeTree doesn't support FINAL: the table's engine keeps each row as it is, so leave `final` out (code 181, ILLEGAL_FINAL)",
  ],
  [Object.assign(new Error("odd"), { code: "7", type: "" }), "odd (code 7)"],
  [
    new AggregateError([new Error("connect ECONNREFUSED ::1:1")]),
    "connect ECONNREFUSED ::1:1: run again when the server takes connections (code 210, NETWORK_ERROR)",
  ],
  [new TypeError(""), "TypeError: run again when the server takes connections (code 210, NETWORK_ERROR)"],
  ["a text", "a text: run again when the server takes connections (code 210, NETWORK_ERROR)"],
  [
    new Error("Timeout error."),
    "Timeout error: the client gave up waiting, so raise its request_timeout (code 209, SOCKET_TIMEOUT)",
  ],
])("%s", (cause, message) => {
  expect(engineMessage(cause)).toBe(message);
});

test("a message is one line of bounded length, without control characters", () => {
  const message = connectionMessage(new Error(`a\u001b[31m${"x".repeat(1000)}`));
  expect(message).toMatch(/^a\\u001b\[31mx+… \(code 210, NETWORK_ERROR\)$/);
  expect(message.length).toBeLessThan(450);
  expect(errorNumber(new Error("no server's"))).toBeUndefined();
});
