import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";
import { sketchErrors, sketchTable } from "../src/sketch-errors.js";

describe("the measured errors of sketches", () => {
  it("are those in docs/sketches.md", () => {
    const document = readFileSync(join(root, "docs/sketches.md"), "utf8");
    const [table] = /^\| 20,000 values[\s\S]*?(?=\n\n)/m.exec(document) ?? [];
    expect(table).toBe(sketchTable());
  });

  it("are within the bounds: 1 % of a quantile, and three standard errors of 1.04 / √4096 of a number", () => {
    const errors = sketchErrors();
    expect(errors.length).toBeGreaterThanOrEqual(8);
    for (const { distribution, hyperLogLog, ddSketch } of errors) {
      expect(hyperLogLog, distribution).toBeLessThan((3 * 1.04) / 64);
      expect(ddSketch, distribution).toBeLessThanOrEqual(0.01 + 1e-12);
    }
  });
});
