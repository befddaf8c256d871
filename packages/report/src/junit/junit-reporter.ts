import type { AssertionReport, Reporter, RunReport } from "@dqx/api";
import XMLBuilder from "fast-xml-builder";
import { ownershipFacts } from "../facts/ownership.js";
import { quarantinedRows } from "../facts/quarantined-rows.js";
import { reproductions } from "../facts/reproductions.js";
import { durationOf } from "../facts/run-totals.js";
import { xmlText } from "./xml-text.js";

/**
 * Renders a run as JUnit XML, which CI systems read: a suite per check and a case per assertion. What failed is a
 * `failure`, what could not be told an `error`; what warned is a case that passed, with its message. Only the whole run has a time: assertions share their scans.
 *
 * The elements are those of https://github.com/testmoapp/junitxml, which Jenkins, GitLab, GitHub actions and Azure
 * Pipelines read.
 */
export function junitReporter(): Reporter {
  return { name: "junit", extension: "xml", render: (report) => build(documentOf(report)) };
}

type XmlNode = { readonly [name: string]: string | number | XmlNode | readonly XmlNode[] };

function build(document: XmlNode): string {
  const builder = new XMLBuilder({
    format: true,
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  });
  return builder.build(document);
}

function documentOf(report: RunReport): XmlNode {
  const { suite, counts, execution } = report;
  return {
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      "@name": attribute(suite),
      "@tests": counts.planned,
      "@failures": counts.failed,
      "@errors": counts.errored,
      "@skipped": counts.skipped,
      "@time": (durationOf(report) / 1000).toFixed(3),
      "@timestamp": execution.startedAt,
      testsuite: report.checks.map(({ name }) => suiteOf(report, name)),
    },
  };
}

function suiteOf(report: RunReport, check: string): XmlNode {
  const { suite, execution, assertions } = report;
  const own = assertions.filter((assertion) => assertion.check === check);
  const count = (status: AssertionReport["status"]) => own.filter((each) => each.status === status).length;
  const tags = Object.entries(execution.key.tags).map(([name, value]) =>
    property(`tag.${name}`, String(value)),
  );
  const quarantines = quarantinedRows(report).map((text) => property("quarantine", text));
  return {
    "@name": attribute(check),
    "@tests": own.length,
    "@failures": count("FAILED"),
    "@errors": count("ERROR"),
    "@skipped": count("SKIPPED"),
    "@timestamp": execution.startedAt,
    properties: {
      property: [
        property("execution", execution.id),
        property("date", execution.key.date),
        ...tags,
        ...quarantines,
      ],
    },
    testcase: own.map((assertion) => caseOf(suite, assertion)),
  };
}

function caseOf(suite: string, assertion: AssertionReport): XmlNode {
  const { check, name, severity, tags } = assertion;
  return {
    "@classname": attribute(`${suite}.${check}`),
    "@name": attribute(name),
    properties: {
      property: [
        property("severity", severity),
        ...tags.map((tag) => property("tag", tag)),
        ...ownershipFacts(assertion).map(([each, text]) => property(each, text)),
      ],
    },
    ...outcomeOf(assertion),
  };
}

function outcomeOf(assertion: AssertionReport): XmlNode {
  const { status, severity, message, metrics, warnings } = assertion;
  const readings = metrics.map(
    ({ name, dataset, date, value, reason }) => `${name} of '${dataset}' on ${date}: ${value ?? reason}`,
  );
  const statements = reproductions(assertion).flatMap(({ title, sql }) => [`SQL of ${title}:`, sql]);
  const noted = warnings.map((each) => `warning: ${each}`);
  const text = xmlText([message, ...readings, ...noted, ...statements].join("\n"));
  switch (status) {
    case "WARNED":
      return { "system-out": text };
    case "PASSED":
      return warnings.length === 0 ? {} : { "system-out": text };
    case "SKIPPED":
      return { skipped: { "@message": attribute(message) } };
    case "FAILED":
      return { failure: { "@message": attribute(message), "@type": severity, "#text": text } };
    case "ERROR":
      return { error: { "@message": attribute(message), "@type": severity, "#text": text } };
  }
}

function property(name: string, value: string): XmlNode {
  return { "@name": attribute(name), "@value": attribute(value) };
}

function attribute(text: string): string {
  return xmlText(text, true);
}
