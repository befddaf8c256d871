import { LocalDate } from "@dqx/common";
import { numRows, sum } from "@dqx/metrics";
import { planSource } from "@dqx/sql";
import { describe, expect, it } from "vitest";
import { IncompleteRunError } from "../src/index.js";
import type { AssertionResult } from "../src/result/suite-result.js";
import type { PlannedDataset } from "../src/run/plan-datasets.js";
import { requireAllJudged, requireAllMeasured } from "../src/run/require-complete.js";
import { MetricOutcomes } from "../src/verdict/metric-outcomes.js";
import { ordersSource } from "./orders.js";

const date = LocalDate("2025-01-08");
const spec = numRows.spec({});

async function plannedOrders(): Promise<PlannedDataset> {
  const source = ordersSource([{ day: date, revenue: 1 }]);
  const requests = [{ spec, dates: [date] }];
  const plan = await planSource(source, requests, { referenceDate: date });
  return { source, requests, planning: { kind: "planned", plan } };
}

function outcomesOf(...specs: readonly (typeof spec)[]): MetricOutcomes {
  const outcomes = new MetricOutcomes();
  for (const known of specs) outcomes.set(known, "orders", date, { kind: "failed", reason: "a test" });
  return outcomes;
}

describe("a run that lost something of its plan", () => {
  it("is refused when a statement was neither run nor skipped", async () => {
    const planned = await plannedOrders();
    const analysis = { measured: [], statements: [], skipped: [], warnings: [] };
    const check = (analyses: Parameters<typeof requireAllMeasured>[1]) =>
      requireAllMeasured([planned], analyses, { derived: [] }, outcomesOf(spec));
    expect(() => check(new Map())).toThrow(IncompleteRunError);
    expect(() => check(new Map([["orders", analysis]]))).toThrow(
      "a statement on dataset 'orders' was neither run nor skipped. This is a defect of DQX",
    );
    const statement = planned.planning.kind === "planned" ? planned.planning.plan.relations[0] : undefined;
    const sql = statement?.kind === "scan" ? (statement.scan.statements[0]?.sql ?? "") : "";
    const skipped = [{ sql, purpose: "scan" as const, reason: "a test" }];
    expect(() => check(new Map([["orders", { ...analysis, skipped }]]))).not.toThrow();
  });

  it("is refused when nothing became of a metric", async () => {
    const { source } = await plannedOrders();
    const unplanned: PlannedDataset = {
      source,
      requests: [{ spec, dates: [date] }],
      planning: { kind: "unreadable", error: new IncompleteRunError("a test") },
    };
    expect(() => requireAllMeasured([unplanned], new Map(), { derived: [] }, outcomesOf())).toThrow(
      "nothing became of numRows() for 2025-01-08 on dataset 'orders'",
    );
    const other = sum.spec({ column: "revenue" });
    expect(() => requireAllMeasured([unplanned], new Map(), { derived: [] }, outcomesOf(other))).toThrow(
      IncompleteRunError,
    );
    expect(() => requireAllMeasured([unplanned], new Map(), { derived: [] }, outcomesOf(spec))).not.toThrow();
  });

  it("is refused when an assertion has no result, or one without a reason", () => {
    const silent = { name: "rows", status: "SKIPPED", message: "" } as AssertionResult;
    const said = { ...silent, message: "no rows" };
    const assertions = [{}] as unknown as Parameters<typeof requireAllJudged>[0];
    expect(() => requireAllJudged(assertions, [])).toThrow("1 assertions were planned and 0 judged");
    expect(() => requireAllJudged(assertions, [silent])).toThrow(
      "assertion 'rows' is SKIPPED without a reason",
    );
    expect(() => requireAllJudged(assertions, [said])).not.toThrow();
  });
});
