import { describe, expect, it } from "vitest";
import { alignedRows } from "../src/console/aligned-rows.js";
import { displayWidth } from "../src/console/display-width.js";
import { sparkline } from "../src/console/sparkline.js";

describe("rows in columns", () => {
  it("are as wide as their widest cell, wide characters counted as two", () => {
    const rows = [
      [{ text: "東京" }, { text: "1", align: "right" as const }, { text: "x" }],
      [{ text: "é" }, { text: "100", align: "right" as const }, { text: "" }],
      [
        { text: "a" },
        { text: "22", align: "right" as const, paint: (text: string) => `<${text}>` },
        { text: "y" },
      ],
    ];
    expect(alignedRows(rows)).toEqual(["東京    1  x", "é     100", "a      <22>  y"]);
  });

  it.each([
    ["", 0],
    ["abc", 3],
    ["e\u0301", 1],
    ["\u200b", 0],
    ["ｆｕｌｌ", 8],
    ["✅", 2],
  ])("take for %j %i columns", (text, width) => expect(displayWidth(text)).toBe(width));
});

describe("a sparkline", () => {
  it("has the lowest bar for the smallest value and the highest for the largest", () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe("▁▂▃▄▅▆▇█");
    expect(sparkline([-1, 1, -1])).toBe("▁█▁");
  });

  it("is flat for equal values, also for zeros", () => {
    expect(sparkline([3, 3, 3])).toBe("▄▄▄");
    expect(sparkline([0, 0])).toBe("▄▄");
    expect(sparkline([])).toBe("");
  });

  it("does not overflow", () => expect(sparkline([-1.7e308, 0, 1.7e308])).toBe("▁▅█"));
});
