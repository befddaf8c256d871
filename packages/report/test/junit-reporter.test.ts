import type { RunReport } from "@dqx/api";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { beforeAll, describe, expect, it } from "vitest";
import { junitReporter } from "../src/index.js";
import { xmlText } from "../src/junit/xml-text.js";
import { hostileText, withTexts } from "./hostile-report.js";
import { shopReport } from "./shop-report.js";

let report: RunReport;
beforeAll(async () => {
  report = await shopReport();
});

interface Case {
  readonly "@name": string;
  readonly "@classname": string;
  readonly failure?: { "@message": string; "@type": string; "#text": string };
  readonly error?: { "@message": string; "@type": string };
  readonly skipped?: { "@message": string };
  readonly "system-out"?: string;
  readonly properties: { readonly property: readonly { "@name": string; "@value": string }[] };
}

interface Suite {
  readonly "@name": string;
  readonly "@tests": string;
  readonly "@failures": string;
  readonly "@errors": string;
  readonly "@skipped": string;
  readonly testcase?: readonly Case[];
}

function parse(
  xml: string,
): { readonly "@name": string; readonly testsuite: readonly Suite[] } & Record<string, string> {
  expect(XMLValidator.validate(xml)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseTagValue: false,
    trimValues: false,
    isArray: (name) => ["testsuite", "testcase", "property"].includes(name),
  });
  return parser.parse(xml).testsuites;
}

describe("the JUnit reporter", () => {
  it("has a suite per check and a case per assertion, with totals that add up", () => {
    const root = parse(junitReporter().render(report));
    expect(root).toMatchObject({
      "@name": "shop",
      "@tests": "10",
      "@failures": "3",
      "@errors": "1",
      "@skipped": "1",
    });
    expect(root["@timestamp"]).toBe(report.execution.startedAt);
    expect(
      root.testsuite.map((suite) => [
        suite["@name"],
        suite["@tests"],
        suite["@failures"],
        suite["@errors"],
        suite["@skipped"],
      ]),
    ).toEqual([
      ["volume", "1", "0", "0", "0"],
      ["revenue", "7", "2", "0", "1"],
      ["customers", "2", "1", "1", "0"],
      ["idle", "0", "0", "0", "0"],
    ]);
    expect(root.testsuite[1]?.testcase?.[0]?.failure).toMatchObject({
      "@message": expect.stringContaining("= 40 / 100 = 0.4 is not in [0.8, 1.2]"),
      "@type": "P0",
      "#text": expect.stringContaining("sum(revenue) of 'orders' on 2025-01-08: 40"),
    });
    expect(root.testsuite[2]?.testcase?.[1]?.error?.["@message"]).toContain("column 'prize' does not exist");
    expect(root.testsuite[1]?.testcase?.[6]?.skipped).toBeDefined();
    expect(root.testsuite[1]?.testcase?.[0]?.properties.property).toEqual([
      { "@name": "severity", "@value": "P0" },
      { "@name": "tag", "@value": "money" },
    ]);
    expect(root.testsuite[1]?.testcase?.[0]?.["@classname"]).toBe("shop.revenue");
  });

  it("keeps the warnings of what passed", () => {
    const [first, ...others] = report.assertions;
    if (first === undefined) throw new Error("The report has no assertions.");
    const warned = { ...report, assertions: [{ ...first, warnings: ["digits were lost"] }, ...others] };
    const root = parse(junitReporter().render(warned));
    expect(root.testsuite[0]?.testcase?.[0]?.["system-out"]).toContain("warning: digits were lost");
  });

  it("stays XML of the same structure whatever the texts are", () => {
    const shape = shapeOf(parse(junitReporter().render(report)));
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const xml = junitReporter().render(withTexts(report, (text) => `${hostile}${text}`));
        const root = parse(xml);
        expect(shapeOf(root)).toEqual(shape);
        expect(root["@name"]).toBe(xmlText(`${hostile}shop`, true));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has none of these
        expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/);
        expect(xml.isWellFormed()).toBe(true);
      }),
    );
  });
});

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shapeOf(each)]));
}
