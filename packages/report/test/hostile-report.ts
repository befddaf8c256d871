import type { RunReport } from "@dqx/api";
import fc from "fast-check";

/** Texts that mean something to a browser, an XML parser, a Markdown renderer, a terminal or a runner of workflows. */
export const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><style>*{display:none}</style>",
    "</title></head>",
    "-->",
    "<!--",
    "]]>",
    "&lt;&#0;&amp",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "<https://example.org>",
    "https://example.org www.example.org a@example.org",
    "| --- |",
    "``` ` ``",
    "**bold** _it_ ~~gone~~",
    "@everyone #1",
    "# heading",
    "\n\n- item\n\n    code",
    "\n::error::made up",
    "%0A::stop-commands::x",
    "\u001b[2J\u001b]0;title\u0007",
    "\u202egnp.exe",
    "\ud800",
    "\u0000\u0085\ufffe\uffff\u2028",
    "\r",
    "東京 👩‍👩‍👧 é",
  ),
);

/** What a field holds that is chosen by DQX and not by data or users. */
const CLOSED = new Set([
  "format",
  "status",
  "date",
  "referenceTime",
  "startedAt",
  "endedAt",
  "onEmpty",
  "severity",
  "kind",
  "outcome",
  "purpose",
  "shows",
  "dimension",
]);

/**
 * The same report with other texts, of the same structure.
 *
 * @param report - a report
 * @param change - makes the text to put in place of another
 */
export function withTexts(report: RunReport, change: (text: string) => string): RunReport {
  return JSON.parse(JSON.stringify(report), (key, value: unknown) => {
    if (typeof value === "string") return CLOSED.has(key) || value === "numRows()" ? value : change(value);
    if ((key === "tags" || key === "versions") && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value ?? {}).map(([name, each]) => [change(name), each]));
    }
    return value;
  });
}
