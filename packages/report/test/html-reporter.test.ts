import type { AssertionReport, RunReport } from "@dqx/api";
import { addDays, escapeControls, LocalDate } from "@dqx/common";
import fc from "fast-check";
import { type ParserError, parse } from "parse5";
import { beforeAll, describe, expect, it } from "vitest";
import { htmlReporter } from "../src/index.js";
import { hostileText, withTexts } from "./hostile-report.js";
import { elementsOf, shapeOf, textOf } from "./parsed-html.js";
import { shopReport } from "./shop-report.js";
import { webshopReport } from "./webshop-report.js";

let report: RunReport;
let detailed: RunReport;
beforeAll(async () => {
  report = await shopReport();
  detailed = (await webshopReport()).report;
});

function parsed(html: string) {
  const errors: ParserError[] = [];
  const document = parse(html, { onParseError: (error) => errors.push(error) });
  expect(errors).toEqual([]);
  return document;
}

/** What a browser can show of a text. */
function visible(text: string): string {
  return escapeControls(text.toWellFormed()).replaceAll(/\p{Noncharacter_Code_Point}/gu, "\ufffd");
}

describe("the HTML reporter", () => {
  it("says the state first, then what failed and why", () => {
    const text = textOf(parsed(htmlReporter().render(report)));
    const order = [
      "shop",
      "orders of 2025-01-08, region = eu",
      "1 of 10 assertions could not be judged, 3 failed, 1 of them critical (P0).",
      "P0 steady is 0.4, should be in [0.8, 1.2]",
      "misspelt: could not be judged",
      "What failed, and why",
      "sum(revenue) / sum(revenue, lag 1) = 40 / 100 = 0.4 is not in [0.8, 1.2]",
      "1 row of 'orders' on 2025-01-08",
      "All checks",
      "there are orders",
      "This check asserted nothing.",
      "Metrics",
      "stddev(sum(revenue), 7 days)",
      "How it was run",
      "exec-1",
      "SELECT",
    ];
    let from = 0;
    for (const each of order) {
      const place = text.indexOf(each, from);
      expect(place, each).toBeGreaterThanOrEqual(from);
      from = place + each.length;
    }
  });

  it("loads nothing and runs nothing", () => {
    const elements = elementsOf(parsed(htmlReporter({ comparedWith: report }).render(report)));
    expect(
      elements.filter(({ tagName }) => /^(script|link|img|iframe|object|embed|form|base)$/.test(tagName)),
    ).toEqual([]);
    const names = new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    expect([...names].filter((name) => /^on|^(src|style|srcset|action)$/.test(name))).toEqual([]);
    const links = elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === "href"));
    expect(links.filter(({ value }) => !/^#problem-\d+$/.test(value))).toEqual([]);
    const style = textOf(elements.find(({ tagName }) => tagName === "style") ?? parse(""));
    expect(style).not.toMatch(/url\(|@import/);
    expect(
      elements.find(({ attrs }) => attrs.some(({ value }) => value === "Content-Security-Policy")),
    ).toBeDefined();
  });

  it("shows hostile texts as texts, in the same elements as harmless ones", () => {
    const history = [{ metric: "nullCount(customer)", dataset: "orders", points: [] }];
    const shape = shapeOf(parsed(htmlReporter({ history, comparedWith: report }).render(report)));
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const changed = withTexts(report, (text) => `${hostile}${text}`);
        const document = parsed(htmlReporter({ history, comparedWith: changed }).render(changed));
        expect(shapeOf(document)).toEqual(shape);
        // A parser makes line feeds of carriage returns, which are escaped before.
        const shown = textOf(document);
        for (const { status, message, check } of changed.assertions) {
          if (status === "FAILED" || status === "ERROR") expect(shown).toContain(visible(message));
          expect(shown).toContain(visible(check));
        }
      }),
    );
  });

  it("draws metrics that have three days or more", () => {
    const labels = (html: string) =>
      elementsOf(parsed(html)).flatMap(({ tagName, attrs }) =>
        tagName === "svg" ? attrs.filter(({ name }) => name === "aria-label").map(({ value }) => value) : [],
      );
    expect(labels(htmlReporter().render(report))).toContain(
      "sum(revenue), 2025-01-02 to 2025-01-08: lowest 40, highest 103, last 40",
    );
    const day = LocalDate("2025-01-08");
    const points = [1, 2].map((age) => ({ date: addDays(day, -age), value: age }));
    const history = [{ metric: "nullCount(customer)", dataset: "orders", points }];
    expect(labels(htmlReporter({ history }).render(report))).toContain(
      "nullCount(customer), 2025-01-06 to 2025-01-08: lowest 1, highest 2, last 1",
    );
  });

  it("compares with another execution", () => {
    const [first, second, ...others] = report.assertions;
    if (first === undefined || second === undefined) throw new Error("The report has too few assertions.");
    const earlier = {
      ...report,
      assertions: [{ ...first, name: "gone" }, { ...second, status: "PASSED" as const, value: 1 }, ...others],
    };
    const text = textOf(parsed(htmlReporter({ comparedWith: earlier }).render(report)));
    expect(text).toContain("volumegonePASSED 1not asserted");
    expect(text).toContain("revenuesteadyPASSED 1FAILED 0.4");
    expect(textOf(parsed(htmlReporter({ comparedWith: report }).render(report)))).toContain(
      "No assertion has another status or value.",
    );
  });

  it("draws distributions and segments, and says what a share is made of", () => {
    const document = parsed(htmlReporter().render(detailed));
    const figures = elementsOf(document).filter(({ attrs }) => attrs.some(({ value }) => value === "detail"));
    expect(figures.map(textOf)).toEqual([
      expect.stringContaining("segments(average(amount), by status), 2025-01-31open60.35 (20 rows)"),
      expect.stringContaining("histogram(status), 2025-01-31open32.3 %paid30.6 %"),
      expect.stringContaining("exactQuantiles(amount"),
      expect.stringContaining("equalWidthHistogram(amount, 12), 2025-01-31-5 to 99"),
    ]);
    const text = textOf(document);
    expect(text).toContain("compliance(amount >= 0)2025-01-310.919354857 of 62 rows");
  });

  it("draws what a failure is a part of beside it", () => {
    const assertions = detailed.assertions.map((each) => ({ ...each, status: "FAILED" as const }));
    const articles = elementsOf(parsed(htmlReporter().render({ ...detailed, assertions }))).filter(
      ({ tagName }) => tagName === "article",
    );
    expect(articles.map(textOf).find((text) => text.includes("distribution 2"))).toContain(
      "62 rows, 4 values",
    );
  });

  it("says how far columns are from being a key", () => {
    const detail = { kind: "key" as const, rows: 1_200, incomplete: 3, repeated: 20 };
    const metrics = report.metrics.map((each) => ({ ...each, detail }));
    expect(textOf(parsed(htmlReporter().render({ ...report, metrics })))).toContain(
      "of 1,200 rows: 3 incomplete, 20 repeated",
    );
  });

  it("shows hostile values of distributions and segments as texts", () => {
    const shape = shapeOf(parsed(htmlReporter().render(detailed)));
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const changed = withTexts(detailed, (text) => `${hostile}${text}`);
        expect(shapeOf(parsed(htmlReporter().render(changed)))).toEqual(shape);
      }),
      { numRuns: 30 },
    );
  });

  it("stays below 500 kB for 200 assertions, 20 of which failed, with 90 days of history", () => {
    const failed = report.assertions.find(({ status }) => status === "FAILED");
    const passed = report.assertions.find(({ name }) => name === "not the odd one");
    const [metric] = report.metrics;
    if (!failed || !passed || !metric) throw new Error("The report has too little.");
    const indices = Array.from({ length: 200 }, (_, index) => index);
    const assertions: readonly AssertionReport[] = indices.map((index) => ({
      ...(index < 20 ? failed : passed),
      name: `assertion ${index}`,
    }));
    const metrics = indices.map((index) => ({
      ...metric,
      name: `histogram(column_${index})`,
      date: LocalDate("2025-01-08"),
      detail: {
        kind: "distribution" as const,
        bins: indices.map((value) => ({ value: `value ${value} of a column`, rows: 200 - value })),
        other: { values: 12_345, rows: 67_890 },
        rows: 100_000,
      },
    }));
    const history = metrics.map(({ name, dataset, date }) => ({
      metric: name,
      dataset,
      points: Array.from({ length: 90 }, (_, age) => ({ date: addDays(date, -age), value: Math.sin(age) })),
    }));
    const html = htmlReporter({ history }).render({ ...report, assertions, metrics });
    expect(Buffer.byteLength(html)).toBeLessThan(500_000);
    expect(Buffer.byteLength(html)).toBeGreaterThan(200_000);
    expect(html).toContain("160 more charts left out; the JSON report has all.");
  });
});
