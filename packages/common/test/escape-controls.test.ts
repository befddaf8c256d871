import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DQXError, escapeControls } from "../src/index.js";

class TestError extends DQXError {
  readonly _tag = "TestError";
}

describe("control characters in text", () => {
  it.each([
    ["\u001b[31mred\u001b[0m", "\\u001b[31mred\\u001b[0m"],
    ["\u009b2J", "\\u009b2J"],
    ["over\rwritten\u0007\b", "over\\u000dwritten\\u0007\\u0008"],
    ["\u202egnp.exe\u2066\u200f\u061c", "\\u202egnp.exe\\u2066\\u200f\\u061c"],
    ["a\u2028b\u2029c\u007f\0", "a\\u2028b\\u2029c\\u007f\\u0000"],
    ["plain — ≥ 5 ± 1e-9, 日本, עברית, 🙂\n\ttext", "plain — ≥ 5 ± 1e-9, 日本, עברית, 🙂\n\ttext"],
  ])("%j is written %j", (text, escaped) => {
    expect(escapeControls(text)).toBe(escaped);
  });

  it("are never left, by Unicode's own classes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escapeControls(text).replaceAll(/[\t\n]/g, "")).not.toMatch(
          /\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}/u,
        );
      }),
    );
  });

  it("are escaped in the message of every error", () => {
    expect(new TestError("column 'a\u001b[2J' is missing").message).toBe("column 'a\\u001b[2J' is missing");
  });
});
