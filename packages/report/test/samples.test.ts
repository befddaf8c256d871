import { beforeAll, expect, it } from "vitest";
import { consoleReporter, htmlReporter } from "../src/index.js";
import { webshopReport } from "./webshop-report.js";

let rendered: { readonly html: string; readonly text: string };
beforeAll(async () => {
  const { report } = await webshopReport();
  rendered = { html: htmlReporter().render(report), text: consoleReporter().render(report) };
});

it("shows some of the failing rows, the keys first, with what each does not meet", () => {
  // The first row of the last day is number 30,000: the fifteenth and the thirtieth behind it are below zero, too.
  expect(rendered.text).toContain(
    "      row order_id = 30000, amount = -5, status = unknwon: not amount >= 0\n      row order_id = 30015,",
  );
  expect(rendered.html).toContain("<h4>3 failing rows, as an example</h4>");
  expect(rendered.html).toContain('<td data-label="order_id">30015</td><td data-label="amount">-5</td>');
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
  expect(rows).toEqual(["orders team 4 2", "finance 10 2"]);
  expect(rendered.html).toContain('aria-label="Assertions by quality dimension"');
});
