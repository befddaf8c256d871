import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  ExecutionId,
  InvalidArgumentError,
  isExecutionId,
  type LocalDate,
  MAXIMUM_EXECUTION_ID_LENGTH,
} from "../src/index.js";

describe("ExecutionId", () => {
  test.each([
    "exec-1",
    "0197a7e2-5d3b-7c3e-9a53-7f0f4be2a001",
    "scheduled__2025-01-01T00:00:00+00:00",
    "nightly run é 数据 😀",
    "x".repeat(255),
    "😀".repeat(255),
  ])("accepts %j unchanged", (text) => {
    expect(ExecutionId(text)).toBe(text);
    expect(isExecutionId(text)).toBe(true);
  });

  test.each([
    ["", "is empty"],
    ["   ", "is empty"],
    [" exec", "begins or ends with white space"],
    ["exec\n", "begins or ends with white space"],
    ["a\u0000b", "has a character that cannot be printed"],
    ["a\nb", "has a character that cannot be printed"],
    ["a\u200bb", "has a character that cannot be printed"],
    ["a\u2028b", "has a character that cannot be printed"],
    ["a\ud800b", "has a character that cannot be printed"],
    ["x".repeat(256), "is 256 characters long"],
    ["😀".repeat(256), "is 256 characters long"],
  ])("refuses %j and says why", (text, reason) => {
    const make = () => ExecutionId(text);
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(`it ${reason}. Give 1 to ${MAXIMUM_EXECUTION_ID_LENGTH} printable characters`);
    expect(isExecutionId(text)).toBe(false);
  });

  test.each([undefined, null, 1, 1n, {}, ["exec"], new String("exec")])(
    "refuses %o from a JavaScript caller",
    (value) => {
      const make = Reflect.apply.bind(undefined, ExecutionId, undefined, [value]);
      expect(make).toThrow("is not an execution id: it is not text");
      expect(isExecutionId(value)).toBe(false);
    },
  );

  test("gives back the text it was given, or throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        if (isExecutionId(text)) expect(ExecutionId(text)).toBe(text);
        else expect(() => ExecutionId(text)).toThrow(InvalidArgumentError);
      }),
    );
  });
});

describe("the type ExecutionId", () => {
  const asked: string[] = [];
  function read(dataset: string, executionId: ExecutionId): void {
    asked.push(dataset, executionId);
  }

  test("is text, but text is not an ExecutionId", () => {
    expectTypeOf<ExecutionId>().toExtend<string>();
    expectTypeOf<string>().not.toExtend<ExecutionId>();
    expectTypeOf<LocalDate>().not.toExtend<ExecutionId>();
    expectTypeOf<ExecutionId>().not.toExtend<LocalDate>();
  });

  test("makes a swapped dataset and execution a compile error", () => {
    const executionId = ExecutionId("exec-1");
    read("orders", executionId);
    // @ts-expect-error -- swapped
    read(executionId, "orders");
    // @ts-expect-error -- plain text
    read("orders", "exec-1");
    expect(asked).toHaveLength(6);
  });
});
