import type { RunReport } from "@dqx/api";
import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { parseFragment } from "parse5";
import { beforeAll, describe, expect, it } from "vitest";
import { oneLine } from "../src/facts/one-line.js";
import { markdownReporter } from "../src/index.js";
import { markdownCode, markdownText } from "../src/markdown/markdown-text.js";
import { hostileText, withTexts } from "./hostile-report.js";
import { shapeOf, textOf } from "./parsed-html.js";
import { shopReport } from "./shop-report.js";

let report: RunReport;
beforeAll(async () => {
  report = await shopReport();
});

/** As GitHub renders it, whose Markdown is GFM. */
function rendered(markdown: string) {
  return parseFragment(
    micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true }),
  );
}

describe("the Markdown reporter", () => {
  it("says the state, what failed and why, and folds the rest away", () => {
    const text = markdownReporter().render(report);
    expect(text).toMatch(/^## ⚠️ shop, 2025-01-08, region \\= eu: ERROR\n/);
    expect(text).toContain("**1 of 10 assertions could not be judged, 3 failed, 1 of them critical (P0).**");
    const shown = textOf(rendered(text));
    expect(shown).toContain("sum(revenue) / sum(revenue, lag 1) = 40 / 100 = 0.4 is not in [0.8, 1.2]");
    expect(shown).toContain("10 assertions: 5 passed, 3 failed, 1 error, 1 skipped");
    expect(shown).toContain("exec-1");
  });

  it("has no table of failures when there are none", () => {
    const passed = report.assertions.filter(({ status }) => status === "PASSED");
    const counts = { planned: 5, passed: 5, warned: 0, failed: 0, errored: 0, skipped: 0 };
    const text = markdownReporter().render({
      ...report,
      status: "PASSED",
      assertions: passed,
      counts,
      warnings: [],
    });
    expect(text).toContain("**All 5 assertions hold.**");
    expect(text).not.toContain("| why |");
  });

  it("renders to the same elements whatever the texts are", () => {
    const shape = shapeOf(rendered(markdownReporter().render(report)));
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const changed = withTexts(report, (text) => `${hostile}${text}`);
        expect(shapeOf(rendered(markdownReporter().render(changed)))).toEqual(shape);
      }),
      { numRuns: 50 },
    );
  });

  it("shows a text and a piece of code as they are", () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const text = `x${hostile}x`;
        const shown = textOf(
          rendered(`| a | b |\n| --- | --- |\n| ${markdownText(text)} | ${markdownCode(text)} |\n`),
        );
        const flat = (each: string) => each.replaceAll(/\s+/g, " ");
        expect(flat(shown)).toContain(flat(oneLine(text)));
        expect(flat(shown).split(flat(oneLine(text)))).toHaveLength(3);
      }),
    );
    expect(markdownCode("`")).toBe("`` ` ``");
  });

  it("mentions nobody, and refers to nothing", () => {
    expect(markdownText("@team #12")).toBe("@<!-- -->team \\#<!-- -->12");
  });

  it("leaves out whole lines when it would be too long, and says how many", () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      report.assertions.map((each) => ({ ...each, name: `${index}` })),
    ).flat();
    const text = markdownReporter({ maximumBytes: 20_000 }).render({ ...report, assertions: many });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(20_000);
    expect(text).toMatch(/\*\d+ more lines were left out\.\*\n$/);
    const short = markdownReporter({ maximumBytes: 6_000 }).render({
      ...report,
      assertions: report.assertions,
    });
    expect(short).toMatch(/<\/details>\n|more lines/);
  });

  it.each([0, 999, 1.5, Number.NaN])("refuses %d as the number of bytes", (maximumBytes) => {
    expect(() => markdownReporter({ maximumBytes })).toThrow("at least 1000");
  });
});
