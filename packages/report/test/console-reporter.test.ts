import { stripVTControlCharacters } from "node:util";
import type { RunReport } from "@dqx/api";
import { LocalDate } from "@dqx/common";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { consoleReporter } from "../src/index.js";
import { hostileText, withTexts } from "./hostile-report.js";
import { shopReport } from "./shop-report.js";

let report: RunReport;
beforeAll(async () => {
  report = await shopReport();
});

describe("the console reporter", () => {
  it("groups by check, with what failed first and explained", () => {
    const text = consoleReporter().render(report);
    expect(text.replace(/in \d.*$/m, "in … s")).toMatchInlineSnapshot(`
      "Suite shop for 2025-01-08 region=eu: ERROR
      1 of 10 assertions could not be judged, 3 failed, 1 of them critical (P0).

      revenue: 2 failed, 4 passed, 1 skipped
        FAILED   P0  steady                   0.4  in [0.8, 1.2]
            sum(revenue) / sum(revenue, lag 1) = 40 / 100 = 0.4 is not in [0.8, 1.2] (0.4 below 0.8)
            1 row of 'orders' on 2025-01-08
            sum(revenue), 2025-01-02 to 2025-01-08: ███▇██▁
        FAILED   P2  deviation of 7 days  22.9305  < 5
            stddev(sum(revenue), 7 days) = 22.930536928068733 is not < 5 (17.9305 above 5)
            1 row of 'orders' on 2025-01-08
        SKIPPED  P1  collected                 40  is only collected
        PASSED   P1  not the odd one           40  not in [50, 60]
        PASSED   P1  not fifty                 40  ≠ 50
        PASSED   P1  forty                     40  = 40
        PASSED   P1  at most                   40  ≤ 50

      customers: 1 failed, 1 not judged
        FAILED  P1  known            1  = 0
            nullCount(customer) = 1 is not = 0 (1 above 0)
            1 row of 'orders' on 2025-01-08
        ERROR   P3  misspelt  no value  > 0
            average(prize) for 2025-01-08 on dataset 'orders' has no value: column 'prize' does not exist in dataset 'orders'; it has 'day', 'revenue', 'customer'
            1 row of 'orders' on 2025-01-08

      volume: 1 passed
        PASSED  P0  there are orders  1  > 0

      idle: asserted nothing

      warning Check 'idle' asserts nothing, so it verifies nothing. Give it an assertion, or remove it.

      10 assertions: 5 passed, 3 failed, 1 error, 1 skipped
      11 metrics from 1 scan of 'orders' in … s
      Execution exec-1
      "
    `);
  });

  it("says with quiet only what failed, and the totals", () => {
    const text = consoleReporter({ quiet: true }).render(report);
    expect(text).toContain("sum(revenue) / sum(revenue, lag 1) = 40 / 100 = 0.4 is not in [0.8, 1.2]");
    expect(text).toContain("10 assertions: 5 passed, 3 failed, 1 error, 1 skipped");
    expect(text).not.toContain("there are orders");
    expect(text).not.toContain("volume:");
  });

  it("prints the SQL of every statement when it is asked to", () => {
    const { sql } = report.datasets[0]?.statements[0] ?? {};
    expect(consoleReporter().render(report)).not.toContain("SELECT");
    const text = consoleReporter({ sql: true }).render(report);
    for (const line of (sql ?? "").split("\n")) expect(text).toContain(`  ${line}`);
    expect(text).toMatch(/'orders', scan: EXECUTED, \d+ rows? in \d+ ms/);
  });

  it("draws the history of what failed", () => {
    const history = [
      {
        metric: "nullCount(customer)",
        dataset: "orders",
        points: [
          { date: LocalDate("2025-01-06"), value: 0 },
          { date: LocalDate("2025-01-07"), value: 0.5 },
        ],
      },
    ];
    const text = consoleReporter({ history }).render(report);
    expect(text).toContain("nullCount(customer), 2025-01-06 to 2025-01-08: ▁▅█");
  });

  it("colours only when it is told to, and says the same then", () => {
    const plain = consoleReporter().render(report);
    const colored = consoleReporter({ color: true }).render(report);
    expect(plain).toBe(stripVTControlCharacters(plain));
    expect(colored).not.toBe(plain);
    expect(stripVTControlCharacters(colored)).toBe(plain);
  });

  it("says that nothing was asserted", () => {
    const counts = { planned: 0, passed: 0, warned: 0, failed: 0, errored: 0, skipped: 0 };
    const empty = { ...report, status: "EMPTY" as const, counts, assertions: [], metrics: [], datasets: [] };
    const text = consoleReporter().render(empty);
    expect(text).toContain("Nothing was asserted, so nothing is known of the data.");
    expect(text).toContain("volume: asserted nothing");
  });

  it("prints no control character but line feeds, and no more lines than without hostile texts", () => {
    const lines = consoleReporter({ sql: true }).render(report).split("\n").length;
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const changed = withTexts(report, (text) => `${hostile}${text}`);
        const text = consoleReporter({ sql: true }).render(changed);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028]/);
        expect(text.isWellFormed()).toBe(true);
        // Each piece of SQL keeps its lines.
        const statements = report.datasets.flatMap((dataset) => dataset.statements).length;
        const reproducing = report.assertions.flatMap(({ reproducedBy = [] }) => reproducedBy).length;
        const more = (hostile.split("\n").length - 1) * (statements + reproducing);
        expect(text.split("\n").length).toBe(lines + more);
      }),
    );
  });
});
