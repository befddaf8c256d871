import { readFileSync } from "node:fs";
import { Option, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import {
  type AssertionStatus,
  type CheckBody,
  type Context,
  check,
  col,
  type MetricProvider,
  VerificationSuite,
} from "../src/index.js";

const schema = JSON.parse(readFileSync(new URL("../run-report.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
const orders = InMemoryDataSource.fromColumns({
  name: "orders",
  types: { amount: "DOUBLE", odd: "DOUBLE", nothing: "DOUBLE" },
  columns: { amount: [10, -5, 20], odd: [1, Number.NaN, 2], nothing: [null, null, null] },
});

async function run(body: CheckBody, samples?: number) {
  const db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([check({ name: "orders", owner: "shop" }, body)], db, { name: "shop" });
  const result = await suite.run(
    [orders],
    new ResultKey("2025-01-08"),
    samples === undefined ? {} : { samples },
  );
  const report = result.toJSON();
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  const stored = Option.getOrThrow(await db.getReport(suite.executionId));
  await db.close();
  return { result, report, stored };
}

/** An assertion that comes to a status. */
const MEMBERS: Readonly<Record<AssertionStatus, (mp: MetricProvider, ctx: Context) => void>> = {
  PASSED: (mp, ctx) => ctx.assertThat(mp.numRows()).config({ name: "PASSED" }).isEq(3),
  WARNED: (mp, ctx) => ctx.assertThat(mp.numRows()).config({ name: "WARNED" }).isEq({ warn: 4 }),
  FAILED: (mp, ctx) => ctx.assertThat(mp.numRows()).config({ name: "FAILED" }).isEq(4),
  SKIPPED: (mp, ctx) =>
    ctx.assertThat(mp.average("nothing")).config({ name: "SKIPPED", onEmpty: "skip" }).isGt(0),
  ERROR: (mp, ctx) => ctx.assertThat(mp.sum("odd")).config({ name: "ERROR" }).isGt(0),
};

describe("groups of assertions", () => {
  // The table of three-valued logic, in which what cannot be told is unknown.
  it.each<[members: readonly AssertionStatus[], all: AssertionStatus, any: AssertionStatus]>([
    [["PASSED"], "PASSED", "PASSED"],
    [["PASSED", "FAILED"], "FAILED", "PASSED"],
    [["PASSED", "ERROR"], "ERROR", "PASSED"],
    [["FAILED", "ERROR"], "FAILED", "ERROR"],
    [["PASSED", "WARNED"], "WARNED", "PASSED"],
    [["WARNED", "FAILED"], "FAILED", "WARNED"],
    [["WARNED", "ERROR"], "ERROR", "WARNED"],
    [["SKIPPED"], "SKIPPED", "SKIPPED"],
    [["SKIPPED", "PASSED"], "PASSED", "PASSED"],
    [["SKIPPED", "FAILED"], "FAILED", "FAILED"],
    [["SKIPPED", "ERROR"], "ERROR", "ERROR"],
  ])("of %j: all is %s, any is %s", async (members, all, any) => {
    const { result, report, stored } = await run((mp, ctx) => {
      const body = (group: Context) => {
        for (const status of members) MEMBERS[status](mp, group);
      };
      ctx.allOf({ name: "all" }, body);
      ctx.anyOf({ name: "any" }, body);
    });
    expect(result.assertions.map(({ status }) => status)).toEqual([all, any]);
    expect(result.counts.planned).toBe(2);
    expect(result.assertions.map((each) => each.members?.map(({ status }) => status))).toEqual([
      members,
      members,
    ]);
    // What is compared implies the verdict.
    for (const { value, comparison, status } of report.assertions) {
      if (value === null) expect(["SKIPPED", "ERROR"]).toContain(status);
      else if ("bound" in comparison) expect(value >= Number(comparison.bound)).toBe(status !== "FAILED");
    }
    expect(stored).toEqual(JSON.parse(JSON.stringify(report)));
  });

  it("say which members hold and why, and whose they are", async () => {
    const { report } = await run((mp, ctx) => {
      ctx.anyOf({ severity: "P0", tags: ["volume"], dimension: "completeness" }, (any) => {
        any.assertThat(mp.numRows()).isGeq(5);
        any.allOf({ name: "both" }, (both) => {
          both.assertThat(mp.sum("amount")).isGt(100);
          both.assertThat(mp.numRows()).isGt(1);
        });
      });
    });
    const [group] = report.assertions;
    expect(group).toMatchObject({
      name: "any of (numRows() ≥ 5; both)",
      severity: "P0",
      tags: ["volume"],
      owner: "shop",
      dimension: "completeness",
      status: "FAILED",
      value: 0,
      comparison: { kind: "atLeast", bound: 1 },
      message:
        "0 of 2 hold, of which one has to; 'numRows() ≥ 5' FAILED: numRows() = 3 is not ≥ 5 (2 below 5); 'both' FAILED: 1 of 2 hold, of which all have to; 'sum(amount) > 100' FAILED: sum(amount) = 25 is not > 100 (75 below 100); 'numRows() > 1' PASSED: numRows() = 3 is > 1",
    });
    expect(group?.members?.[1]?.members).toHaveLength(2);
    expect(report.isCritical).toBe(true);
  });

  it("are looked into where they do not hold, and only there; no sample is stored", async () => {
    const negative = (ctx: Context) =>
      ctx.rows("orders").expect(col("amount").isLt(0)).config({ name: "negative" }).holds();
    const { report, stored } = await run((mp, ctx) => {
      ctx.anyOf({ name: "holds" }, (any) => {
        any.assertThat(mp.numRows()).isEq(3);
        negative(any);
      });
      ctx.allOf({ name: "fails" }, (all) => {
        all.assertThat(mp.numRows()).isEq(3);
        negative(all);
      });
    }, 5);
    const [holds, fails] = report.assertions;
    expect(
      holds?.members?.every((member) => member.sample === undefined && member.reproducedBy === undefined),
    ).toBe(true);
    expect(fails?.members?.[0]?.reproducedBy).toBeUndefined();
    expect(fails?.members?.[1]?.sample?.rows.map(({ values }) => values)).toEqual([[10], [20]]);
    expect(fails?.members?.[1]?.reproducedBy?.map(({ shows }) => shows)).toEqual(["numbers", "rows"]);
    expect(report.datasets[0]?.statements.filter(({ purpose }) => purpose === "sample")).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain('"sample":{');
  });

  it("stand in the plan by their members", async () => {
    const db = await InMemoryMetricDB.open();
    const grouped = check({ name: "orders" }, (mp, ctx) => {
      ctx.anyOf({ name: "volume" }, (any) => {
        any.assertThat(mp.numRows()).isGt(1);
        any.allOf({}, (all) => all.assertThat(mp.numRows()).isGt(0));
      });
    });
    const plan = await new VerificationSuite([grouped], db, { name: "shop" }).plan(
      [orders],
      new ResultKey("2025-01-08"),
    );
    expect(plan.assertions.map(({ name, groups }) => [name, groups])).toEqual([
      ["numRows() > 1", [{ kind: "any", name: "volume" }]],
      [
        "numRows() > 0",
        [
          { kind: "any", name: "volume" },
          { kind: "all", name: null },
        ],
      ],
    ]);
    await db.close();
  });

  it.each<[what: string, body: CheckBody, message: string]>([
    ["no members", (_, ctx) => ctx.allOf({}, () => undefined), "allOf in check 'orders' asserts nothing"],
    [
      "an unknown option",
      (_, ctx) => ctx.anyOf({ nmae: "x" } as object, () => undefined),
      "Did you mean 'name'",
    ],
    ["no body", (_, ctx) => ctx.anyOf({}, undefined as never), "Give a function"],
    ["an asynchronous body", (_, ctx) => ctx.anyOf({}, (async () => undefined) as never), "is asynchronous"],
    [
      "two of one name",
      (mp, ctx) => {
        ctx.assertThat(mp.numRows()).config({ name: "volume" }).isGt(0);
        ctx.anyOf({ name: "volume" }, (any) => any.assertThat(mp.numRows()).isGt(0));
      },
      "two assertions named 'volume'",
    ],
    [
      "one that was begun",
      (mp, ctx) => ctx.anyOf({}, (any) => void any.assertThat(mp.numRows())),
      "without a comparison",
    ],
    [
      "a group that is over",
      (mp, ctx) => {
        let kept: Context | undefined;
        ctx.anyOf({}, (any) => {
          kept = any;
          any.assertThat(mp.numRows()).isGt(0);
        });
        kept?.assertThat(mp.numRows()).isGt(1);
      },
      "assertThat was called on the context of a group of check 'orders' after its body had returned",
    ],
  ])("refuse %s", async (_what, body, message) => {
    expect((await run(body)).result.assertions).toMatchObject([
      { status: "ERROR", message: expect.stringContaining(message) },
    ]);
  });
});
