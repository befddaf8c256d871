import { DuckDBDataSource } from "@dqx/duckdb";
import { type DatasetProfile, profile } from "@dqx/profile";
import fc from "fast-check";
import { type ParserError, parse } from "parse5";
import { beforeAll, describe, expect, it } from "vitest";
import { profilePage, profileText } from "../src/index.js";
import { hostileText } from "./hostile-report.js";
import { elementsOf, shapeOf, textOf } from "./parsed-html.js";

let orders: DatasetProfile;
beforeAll(async () => {
  await using source = DuckDBDataSource.fromQuery({
    name: "orders",
    dateColumn: "day",
    query: `SELECT i AS id, i AS same, DATE '2025-01-01' + CAST(CASE WHEN i % 10 > 6 THEN 9 ELSE i % 10 END AS INTEGER) AS day,
      CASE WHEN i % 300 <> 0 THEN i / 2 END AS price, CASE WHEN i = 7 THEN 'nan' ELSE '0.5' END::DOUBLE AS ratio,
      CASE WHEN i < 990 THEN 'c' || i || '@example.com' WHEN i < 995 THEN '' ELSE 'n/a' END AS email,
      'eu' AS region, NULL::INTEGER AS nothing, greatest(900, i) AS most, [i] AS list
      FROM range(1000) AS r(i)`,
  });
  orders = await profile(source);
});

function parsed(html: string) {
  const errors: ParserError[] = [];
  const document = parse(html, { onParseError: (error) => errors.push(error) });
  expect(errors).toEqual([]);
  return document;
}

const FINDINGS = [
  "'id' tells all rows apart: a key.",
  "'same' tells all rows apart: a key.",
  "'email' is nearly a key: 8 rows more than values.",
  "'id' and 'same' are equal in every row.",
  "1 column without any value: 'nothing'.",
  "1 column with one value in every row: 'region'.",
  "1 column with a few nulls, which may be a fault: 'price'.",
  "'day' lacks 2 days of 2025-01-01 to 2025-01-10, the longest gap from 2025-01-08 to 2025-01-09.",
  "'ratio' has 1 number that is NaN or infinite.",
  "'email' has 5 blank texts.",
  "'email' holds email, but for 10 texts.",
  "'most' is 900 in 90.1 % of the rows.",
];

describe("a profile as text", () => {
  it("says what stands out, then a line for each column", () => {
    const lines = profileText(orders).split("\n");
    expect(lines[0]).toBe("orders: 1,000 rows, 10 columns, 2025-01-01 to 2025-01-10");
    expect(lines.filter((line) => line.startsWith("- "))).toEqual(FINDINGS.map((finding) => `- ${finding}`));
    expect(lines.find((line) => line.startsWith("id "))).toMatch(
      /^id +BIGINT +– +1,000 +0 +999 +499\.5 +[▁-█]{20} +0 \(0\.1 %\)$/,
    );
    expect(lines.find((line) => line.startsWith("price"))).toContain("0.4 %");
    expect(lines.find((line) => line.startsWith("list"))).toMatch(/^list +BIGINT\[\] +–$/);
  });

  it("is coloured when it is asked to be", () => {
    expect(profileText(orders, { color: true })).toContain("\u001b[1morders");
  });

  it("of what could not be measured, of a sample and of no rows says so", () => {
    const [column] = orders.columns;
    if (column === undefined) throw new Error("no column");
    const failed = { ...orders, sample: 10, where: "id < 5", columns: [{ ...column, failure: "no luck" }] };
    expect(profileText(failed)).toContain(", a sample, where id < 5");
    expect(profileText(failed)).toContain("- 'id' could not be measured: no luck");
    expect(profilePage(failed)).toContain("It could not be measured: no luck");
    expect(profileText({ ...orders, rows: 0 })).toContain("- There are no rows.");
    expect(profilePage({ ...orders, rows: 0, days: [] })).toContain("There are no rows.");
  });
});

describe("a profile as a page", () => {
  it("says what stands out first, then each column, then how it was measured", () => {
    const text = textOf(parsed(profilePage(orders)));
    let from = 0;
    for (const each of [
      "1,000 rows, 10 columns",
      ...FINDINGS,
      "All columns",
      "Column by column",
      "How it was measured",
      "SELECT",
    ]) {
      const place = text.indexOf(each, from);
      expect(place, each).toBeGreaterThanOrEqual(from);
      from = place + each.length;
    }
  });

  it("loads nothing and runs nothing", () => {
    const elements = elementsOf(parsed(profilePage(orders)));
    expect(
      elements.filter(({ tagName }) => /^(script|link|img|iframe|object|embed|a|form|base)$/.test(tagName)),
    ).toEqual([]);
    const names = new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    expect([...names].filter((name) => /^on|^(src|href|style|srcset|action)$/.test(name))).toEqual([]);
  });

  it("shows hostile texts as texts, in the same elements as harmless ones, and in a terminal on one line", () => {
    const closed = new Set(["format", "kind", "unit", "purpose", "date"]);
    const withTexts = (change: (text: string) => string): DatasetProfile =>
      JSON.parse(JSON.stringify(orders), (key, value: unknown) =>
        typeof value === "string" && !closed.has(key) ? change(value) : value,
      );
    const plain = shapeOf(parsed(profilePage(withTexts(() => "x"))));
    const lines = profileText(withTexts(() => "x")).split("\n").length;
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const made = withTexts(() => `${hostile}x`);
        expect(shapeOf(parsed(profilePage(made)))).toEqual(plain);
        const text = profileText(made);
        expect(text.split("\n")).toHaveLength(lines);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal acts on is what is looked for
        expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
      }),
      { numRuns: 60 },
    );
  });

  it("of two hundred columns has less than a megabyte", () => {
    const columns = Array.from({ length: 20 }, () => orders.columns).flat();
    expect(Buffer.byteLength(profilePage({ ...orders, columns }))).toBeLessThan(1_000_000);
  });
});
