import { check, col, type RunReport, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { parse } from "parse5";
import { beforeAll, describe, expect, it } from "vitest";
import {
  consoleReporter,
  githubReporter,
  htmlReporter,
  junitReporter,
  markdownReporter,
} from "../src/index.js";
import { elementsOf, textOf } from "./parsed-html.js";

const facts = {
  description: "Nobody pays less than nothing.",
  dimension: "validity",
  owner: "billing",
  runbook: "https://wiki.example.com/amounts",
} as const;

let report: RunReport;
beforeAll(async () => {
  await using db = await InMemoryMetricDB.open();
  const amounts = check({ name: "amounts", ...facts }, (_, ctx) => {
    ctx.rows("orders").expect(col("amount").isGeq(0)).config({ name: "not negative" }).holds();
    ctx.rows("orders").expect(col("amount").isLeq(9)).config({ name: "small" }).holds();
  });
  const orders = InMemoryDataSource.fromColumns({ name: "orders", columns: { amount: [1, 2, -3, 4] } });
  const suite = new VerificationSuite([amounts], db, { name: "shop" });
  report = (await suite.run([orders], new ResultKey("2025-01-08"))).toJSON();
});

const rowsTitle = "SQL of the rows that fail, of 'orders'";
const rowsSql = `WHERE (NOT ("amount" >= 0))`;

describe("what did not hold", () => {
  it("is shown on a terminal with who answers for it, and with its SQL where that is asked for", () => {
    const text = consoleReporter().render(report);
    for (const [name, fact] of Object.entries(facts)) {
      expect(text.split("\n").filter((line) => line === `      ${name}: ${fact}`)).toHaveLength(1);
    }
    expect(text).not.toContain("SELECT");
    expect(consoleReporter({ sql: true }).render(report)).toContain(
      `      ${rowsTitle}:\n        -- the rows that fail`,
    );
    expect(consoleReporter({ sql: true }).render(report)).toContain(`        ${rowsSql}`);
  });

  it("has properties and its SQL in JUnit's XML", () => {
    const xml = junitReporter().render(report);
    for (const [name, fact] of Object.entries(facts)) {
      expect(xml.split(`<property name="${name}" value="${fact}"`)).toHaveLength(3);
    }
    expect(xml).toMatch(
      /<failure [^>]*>[^<]*SQL of its numbers, of &apos;orders&apos;:[^<]*SQL of the rows that fail/,
    );
    expect(xml.match(/SQL of the rows/g)).toHaveLength(1);
  });

  it("has a part of its own in Markdown, whose code is left out as a whole", () => {
    const text = markdownReporter().render(report);
    expect(text).toContain("### amounts: not negative\n\n- description: Nobody pays less than nothing\\.\n");
    expect(text).toContain(`of 'orders':\n\n\`\`\`sql\n-- the rows that fail 'not negative'\nSELECT *`);
    expect(text).not.toContain("### amounts: small");
    const many = {
      ...report,
      assertions: Array.from({ length: 40 }, () => report.assertions[0]),
    } as RunReport;
    const short = markdownReporter({ maximumBytes: 9000 }).render(many);
    expect(short.match(/^```/gm)?.length).toSatisfy((count: number) => count > 0 && count % 2 === 0);
  });

  it("is annotated on GitHub with the same", () => {
    const [line] = githubReporter().render(report).split("\n");
    expect(line).toContain("%0Aowner: billing%0A");
    expect(line).toContain(`${rowsTitle}:%0A`);
  });

  it("has its facts and its SQL in an article of the page", () => {
    const elements = elementsOf(parse(htmlReporter().render(report)));
    const terms = elements.filter(({ tagName }) => tagName === "dt").map(textOf);
    expect(terms).toEqual(expect.arrayContaining(["Description", "Dimension", "Owner", "Runbook"]));
    const summaries = elements.filter(({ tagName }) => tagName === "summary").map(textOf);
    expect(summaries.slice(0, 2)).toEqual(["SQL of its numbers, of 'orders'", rowsTitle]);
    const code = elements.filter(({ tagName }) => tagName === "code").map(textOf);
    expect(code.some((text) => text.includes(rowsSql))).toBe(true);
  });
});
