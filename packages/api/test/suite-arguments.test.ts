import { InvalidArgumentError, ResultKey } from "@dqx/common";
import { InMemoryMetricDB, type MetricStore } from "@dqx/orm";
import { describe, expect, it } from "vitest";
import { type Check, CheckDefinitionError, check, VerificationSuite } from "../src/index.js";
import { ordersSource } from "./orders.js";
import { useRecordedStore } from "./recorded-store.js";

const store = useRecordedStore();
const rows = check({ name: "rows" }, (mp, ctx) => ctx.assertThat(mp.numRows()).isPositive());

/** What callers without types may give. */
const untyped = <Value>(value: unknown): Value => value as Value;

describe("a suite made of something else", () => {
  it("says that a store was not awaited", async () => {
    const db = InMemoryMetricDB.open();
    expect(() => new VerificationSuite([rows], untyped<MetricStore>(db), { name: "orders" })).toThrow(
      "Suite 'orders' got a promise for its store. Await it first: const db = await MetricDB.open(…).",
    );
    await (await db).close();
  });

  it.each([[undefined], [null], ["sqlite:metrics.db"], [{}], [[]]])("says that %j is no store", (db) => {
    const make = () => new VerificationSuite([rows], untyped<MetricStore>(db), { name: "orders" });
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow("for its store. Give a MetricStore");
  });

  it.each([["24"], [0], [-1], [Number.NaN], [null]])("refuses %j as hours to live", (ttlHours) => {
    const options = { name: "orders", ttlHours: untyped<number>(ttlHours) };
    expect(() => new VerificationSuite([rows], store(), options)).toThrow("got ttlHours");
  });

  it("says how a check is made when it gets a bare function, or nothing", () => {
    const make = (given: unknown) => () =>
      new VerificationSuite([untyped<Check>(given)], store(), { name: "orders" });
    expect(make(() => undefined)).toThrow(CheckDefinitionError);
    expect(make(function volume() {})).toThrow(
      "Suite 'orders' got function volume among its checks. Make each with check({",
    );
    expect(make(undefined)).toThrow("got undefined among its checks");
    expect(make({ name: "volume" })).toThrow('got {"name":"volume"} among its checks');
    expect(() => new VerificationSuite(untyped<Check[]>(rows), store(), { name: "orders" })).toThrow(
      "has no checks",
    );
  });

  it("says that the key's tags are a record, not a list", () => {
    expect(() => new ResultKey("2025-01-08", untyped(["eu"]))).toThrow(InvalidArgumentError);
    expect(() => new ResultKey("2025-01-08", untyped(["eu"]))).toThrow("Give an object such as");
  });

  it("says that data sources come in a list", async () => {
    const suite = new VerificationSuite([rows], store(), { name: "orders" });
    const source = ordersSource([]);
    await expect(suite.run(untyped(source), new ResultKey("2025-01-08"))).rejects.toThrow(
      "was run without data sources",
    );
    await expect(suite.run([untyped(undefined)], new ResultKey("2025-01-08"))).rejects.toThrow(
      "got undefined among its data sources",
    );
    await expect(suite.run([untyped("orders.csv")], new ResultKey("2025-01-08"))).rejects.toThrow(
      'got "orders.csv" among its data sources',
    );
  });
});
