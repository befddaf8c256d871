import { addDays, LocalDate, ResultKey } from "@dqx/common";
import {
  dayOverDay,
  defineDerivedMetric,
  emptyOutcome,
  failedOutcome,
  inputField,
  type MetricSpec,
  numRows,
  stddev,
  sum,
} from "@dqx/metrics";
import * as Either from "effect/Either";
import * as Option from "effect/Option";
import { describe, expect, it } from "vitest";
import { type Check, check, VerificationSuite } from "../src/index.js";
import { MetricOutcomes } from "../src/verdict/metric-outcomes.js";
import { ordersSource } from "./orders.js";
import { useRecordedStore } from "./recorded-store.js";

const key = new ResultKey("2025-01-08");
const store = useRecordedStore();

const orders = () =>
  ordersSource([
    { day: "2025-01-07", revenue: 40 },
    { day: "2025-01-08", revenue: 60 },
    { day: "2025-01-08", revenue: 20 },
  ]);
const returns = () =>
  ordersSource(
    [
      { day: "2025-01-06", revenue: 3 },
      { day: "2025-01-07", revenue: 6 },
      { day: "2025-01-08", revenue: 5 },
    ],
    "returns",
  );

const share = defineDerivedMetric({
  type: "share",
  summary: "The value of one metric divided by that of another.",
  parameters: { over: inputField, under: inputField },
  display: ({ over, under }) => [over.spec.name, under.spec.name],
  inputs: ({ over, under }) => [over, under],
  compute: ([over = 0, under = 0]) =>
    under === 0 ? Either.left({ kind: "undefined", reason: "nothing was sold" }) : Either.right(over / under),
});

const revenue = sum.spec({ column: "revenue" });
const returned = { spec: revenue, lag: 0, dataset: "returns" };
const sold = { spec: revenue, lag: 0, dataset: "orders" };

function run(checks: readonly Check[]) {
  return new VerificationSuite(checks, store(), { name: "shop" }).run([orders(), returns()], key);
}

function about(spec: MetricSpec, options = {}): Check {
  return check({ name: "returned" }, (mp, ctx) => ctx.assertThat(mp.metric(spec, options)).isLt(1));
}

describe("a derived metric over two datasets", () => {
  it("is measured on both, stored under the first, and read back", async () => {
    const spec = share.spec({ over: returned, under: sold });
    const result = await run([about(spec)]);
    expect(result.assertions[0]).toMatchObject({ status: "PASSED", value: Option.some(5 / 80) });
    expect(await store().getMetricValue(spec, key, "returns", result.executionId)).toEqual(
      Option.some(5 / 80),
    );
    expect(result.metrics.map(({ name, dataset, date }) => `${name} ${dataset} ${date}`)).toEqual([
      "sum(revenue) returns 2025-01-08",
      "sum(revenue) orders 2025-01-08",
      "share(sum(revenue), sum(revenue)) returns 2025-01-08",
    ]);
  });

  it("nests in both directions, and goes back by its lag", async () => {
    const growth = { spec: dayOverDay.spec(revenue), lag: 0, dataset: "returns" };
    const inner = share.spec({ over: growth, under: sold });
    const result = await run([about(dayOverDay.spec(inner))]);
    // (5 / 6 / 80) / (6 / 3 / 40)
    const [assertion] = result.assertions;
    expect(assertion && Option.getOrThrow(assertion.value)).toBeCloseTo(5 / 6 / 80 / (6 / 3 / 40), 12);
  });

  it("has the dataset of the check where an input names none", async () => {
    const spec = share.spec({ over: returned, under: { spec: revenue, lag: 0 } });
    const result = await run([about(spec, { dataset: "orders" })]);
    expect(result.assertions[0]).toMatchObject({ status: "PASSED", value: Option.some(5 / 80) });
  });

  it("is refused when an input names a dataset that the run or the check does not have", async () => {
    const unknown = share.spec({ over: { ...returned, dataset: "retruns" }, under: sold });
    await expect(run([about(unknown)])).rejects.toThrow(
      "Metric share(sum(revenue), sum(revenue)) in assertion 'share(sum(revenue), sum(revenue), on 'retruns') < 1' of check 'returned' names the dataset 'retruns', which this run does not have. Did you mean 'returns'?",
    );
    const narrow = check({ name: "narrow", datasets: ["returns"] }, (mp, ctx) =>
      ctx.assertThat(mp.metric(share.spec({ over: returned, under: sold }))).noop(),
    );
    await expect(run([narrow])).rejects.toThrow(
      "names the dataset 'orders', but its check is about 'returns'.",
    );
  });

  it("names the dataset of the input that is to blame", async () => {
    const none = { spec: sum.spec({ column: "revenue" }), lag: 5, dataset: "orders" };
    const average = { spec: dayOverDay.spec(none.spec), lag: 5, dataset: "orders" };
    const result = await run([about(share.spec({ over: returned, under: none }))]);
    expect(result.assertions[0]).toMatchObject({
      status: "ERROR",
      message:
        "share(sum(revenue), sum(revenue)) for 2025-01-08 on dataset 'returns' has no value: share(sum(revenue), sum(revenue)) for 2025-01-08 on dataset 'returns' in execution " +
        `${result.executionId} has no value: nothing was sold.`,
    });
    const broken = await run([about(share.spec({ over: returned, under: average }))]);
    expect(broken.assertions[0]?.message).toContain(
      "dayOverDay(sum(revenue)) for 2025-01-03 on dataset 'orders' has no value: dayOverDay(sum(revenue)) for 2025-01-03",
    );
  });
});

describe("the causes of an absent value", () => {
  const rows = numRows.spec({});
  const today = LocalDate("2025-01-08");

  it("are the measured metrics, once each, from the latest day", () => {
    const outcomes = new MetricOutcomes();
    const days = Array.from({ length: 4 }, (_, lag) => addDays(today, -lag));
    for (const date of days.slice(1)) outcomes.set(rows, "orders", date, emptyOutcome(`nothing on ${date}`));
    const ratio = dayOverDay.spec(rows);
    for (const date of days) outcomes.set(ratio, "orders", date, failedOutcome("not found"));
    const causes = outcomes.causesOf(stddev.spec(ratio, { size: 3 }), "orders", { date: today });
    expect(causes.map(({ name, date }) => [name, date])).toEqual(
      days.slice(1).map((date) => ["numRows()", date]),
    );
    // A metric of which nothing is known has no cause, and one of its own is kept for when nothing else is to blame.
    expect(outcomes.causesOf(ratio, "returns", { date: today })).toEqual([]);
    outcomes.set(ratio, "returns", today, failedOutcome("divides by zero"));
    expect(outcomes.causesOf(ratio, "returns", { date: today })).toMatchObject([
      { name: "dayOverDay(numRows())", dataset: "returns", outcome: { reason: "divides by zero" } },
    ]);
  });

  it("take one look at each input of each metric and day, through three nested windows", () => {
    const size = 120;
    let looks = 0;
    const counted = (spec: MetricSpec): MetricSpec =>
      new Proxy(spec, {
        get(target, property, receiver) {
          if (property === "inputs") looks += 1;
          return Reflect.get(target, property, receiver);
        },
      });
    let spec: MetricSpec = rows;
    for (let depth = 0; depth < 3; depth++) spec = counted(stddev.spec(spec, { size }));
    const outcomes = new MetricOutcomes();
    for (let lag = 0; lag < 3 * size; lag++) {
      outcomes.set(rows, "orders", addDays(today, -lag), emptyOutcome("no rows"));
    }
    looks = 0;
    const causes = outcomes.causesOf(spec, "orders", { date: today });
    expect(causes.length).toBe(3 * (size - 1) + 1);
    // One metric for today, 120 days of the next and 239 of the third.
    expect(looks).toBe(1 + size + (2 * size - 1));
    expect(outcomes.causesOf(spec, "orders", { date: today })).toBe(causes);
  });
});
