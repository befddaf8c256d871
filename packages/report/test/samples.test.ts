import type { RunReport } from "@dqx/api";
import { beforeAll, expect, it } from "vitest";
import { consoleReporter, htmlReporter, markdownReporter } from "../src/index.js";
import { webshopReport } from "./webshop-report.js";

let report: RunReport;
let rendered: { readonly html: string; readonly text: string; readonly markdown: string };
beforeAll(async () => {
  ({ report } = await webshopReport());
  rendered = {
    html: htmlReporter().render(report),
    text: consoleReporter().render(report),
    markdown: markdownReporter().render(report),
  };
});

it("shows some of the failing rows, the keys first, with what each does not meet", () => {
  // The first row of the last day is number 30,000: the fifteenth and the thirtieth behind it are below zero, too.
  expect(rendered.text).toContain(
    "      row order_id = 30000, amount = -5, status = unknwon: not amount >= 0\n      row order_id = 30015,",
  );
  expect(rendered.html).toContain("<h4>3 failing rows, as an example</h4>");
  expect(rendered.html).toContain('<td data-label="order_id">30015</td><td data-label="amount">-5</td>');
});

it("scores dimensions and owners on a terminal and in Markdown, the worst first", () => {
  expect(rendered.text).toContain(
    "Owner: score\n  orders team  50 %  2 of 4 hold\n  finance      80 %  8 of 10 hold\n",
  );
  expect(rendered.markdown).toContain(
    "| owner | score | assertions |\n| --- | --- | --- |\n| orders team | 50 % | 2 of 4 hold |\n",
  );
  expect(rendered.markdown).toContain("| quality dimension | score | assertions |\n| --- | --- | --- |\n");
});

it("says of a score what warned, and when nothing was judged", () => {
  const counts = { planned: 2, passed: 1, warned: 1, failed: 0, skipped: 0, errored: 0 };
  const idle = { planned: 2, passed: 0, warned: 0, failed: 0, skipped: 2, errored: 0 };
  const owners = [
    { name: "nobody", score: null, counts: idle },
    { name: "all", score: 1, counts },
  ];
  const scored = { ...report, scores: { dimensions: [], owners } };
  expect(consoleReporter().render(scored)).toContain(
    "Owner: score\n  all     100 %  2 of 2 hold, 1 warned\n  nobody      –  none judged\n",
  );
  expect(consoleReporter().render(scored)).not.toContain("Quality dimension");
});

it("scores nothing for reports of earlier releases", () => {
  const { scores: _, ...earlier } = report;
  expect(consoleReporter().render(earlier)).not.toContain("score");
  expect(htmlReporter().render(earlier)).not.toContain("By dimension and owner");
});

it("says how it looks by dimension and by owner, the worst first", () => {
  const [, owners = ""] = rendered.html.split('aria-label="Assertions by owner"');
  const rows = [...owners.matchAll(/<tr><td data-label="Owner">(.*?)<\/tr>/g)].map(([, row = ""]) =>
    row
      .replaceAll(/<[^>]*>/g, " ")
      .split(/\s+/)
      .join(" ")
      .trim(),
  );
  expect(rows).toEqual(["orders team 50 % 4 2", "finance 80 % 10 2"]);
  expect(rendered.html).toContain('aria-label="Assertions by quality dimension"');
});
