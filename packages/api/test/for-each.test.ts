import { LocalDate, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { average, segments } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { protectColumns } from "@dqx/sql";
import { describe, expect, test } from "vitest";
import type { Assertion } from "../src/check/assertion.js";
import { type CheckBody, check, col, type RunOptions, segment, VerificationSuite } from "../src/index.js";
import { inPlaces } from "../src/segment/expand-segments.js";

const today = LocalDate("2025-01-08");

const flights = InMemoryDataSource.fromDays({
  name: "flights",
  threads: 1,
  days: {
    "2025-01-07": [
      { origin: "ATL", delay: 10 },
      { origin: "ORD", delay: 20 },
      { origin: "ORD", delay: 20 },
      { origin: "JFK", delay: 30 },
    ],
    [today]: [
      { origin: "ATL", delay: 10 },
      { origin: "ATL", delay: 20 },
      { origin: "ATL", delay: 60 },
      { origin: "ORD", delay: 50 },
      { origin: "ORD", delay: null },
      { origin: null, delay: 1 },
    ],
  },
});

async function run(
  body: CheckBody,
  options: RunOptions = {},
  source: InMemoryDataSource = flights,
  date = today,
) {
  const db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([check({ name: "flights" }, body)], db, { name: "air" });
  const result = await suite.run([source], new ResultKey(date), options);
  const shown = result.assertions.map(({ name, status, number }) => `${status} ${name}: ${number}`);
  return { result, shown, db, messages: result.assertions.map(({ message }) => message) };
}

describe("segments by the values of a column", () => {
  test("each has a result of its own, by one grouped statement for all metrics", async () => {
    const { result, shown } = await run((mp, ctx) =>
      ctx.forEach(segment("origin"), (at) => {
        ctx
          .assertThat(at(mp.average("delay")))
          .config({ name: "delay" })
          .isLt(40);
        ctx
          .assertThat(at(mp.nullCount("delay")))
          .config({ name: "nulls" })
          .isEq(0);
        ctx
          .assertThat(at(mp.sum("delay")).div(at(mp.numRows())))
          .config({ name: "mean" })
          .isLt(45);
      }),
    );
    // By hand: ATL (10 + 20 + 60) / 3; ORD 50 / 1; null 1 / 1.
    expect(shown).toEqual([
      'PASSED delay [origin = "ATL"]: 30',
      'FAILED delay [origin = "ORD"]: 50',
      "PASSED delay [origin = null]: 1",
      'PASSED nulls [origin = "ATL"]: 0',
      'FAILED nulls [origin = "ORD"]: 1',
      "PASSED nulls [origin = null]: 0",
      'PASSED mean [origin = "ATL"]: 30',
      'PASSED mean [origin = "ORD"]: 25',
      "PASSED mean [origin = null]: 1",
    ]);
    expect(result.counts.planned).toBe(9);
    expect(result.datasets[0]?.statements).toHaveLength(1);
    expect(result.assertions[1]).toMatchObject({
      segment: { kind: "value", column: "origin", value: "ORD" },
      message: expect.stringContaining('segment(average(delay), by origin, "ORD") = 50 is not < 40'),
      reproducedBy: [{ sql: expect.stringContaining("GROUP BY") }],
    });
    expect(result.warnings).toEqual([]);
  });

  test("the metric of a segment is stored as one of its own, under the execution", async () => {
    const { result, db } = await run((mp, ctx) =>
      ctx.forEach(segment("origin"), (at) => ctx.assertThat(at(mp.average("delay"))).isLt(100)),
    );
    const spec = segments.spec({ metric: average.spec({ column: "delay" }), by: "origin" }).at("ATL");
    expect(await db.getMetricValue(spec, new ResultKey(today), "flights", result.executionId)).toMatchObject({
      value: 30,
    });
    expect(await db.getReport(result.executionId)).toMatchObject({
      value: JSON.parse(JSON.stringify(result)),
    });
  });

  test("the other values are a segment where that is asked for, and a warning where not", async () => {
    const body =
      (other: boolean): CheckBody =>
      (mp, ctx) =>
        ctx.forEach(segment("origin", { top: 1, other }), (at) => {
          ctx
            .assertThat(at(mp.sum("delay")))
            .config({ name: "delay" })
            .isLt(60);
        });
    const asked = await run(body(true));
    expect(asked.shown).toEqual([
      'FAILED delay [origin = "ATL"]: 90',
      "PASSED delay [other values of origin]: 51",
    ]);
    expect(asked.result.assertions[1]?.segment).toEqual({ kind: "other", column: "origin" });
    const not = await run(body(false));
    expect(not.shown).toEqual(['FAILED delay [origin = "ATL"]: 90']);
    expect(not.result.warnings).toEqual([
      "Assertion 'delay' of check 'flights' is on the 1 largest of 3 segments of column 'origin'. Give a larger top, or other: true.",
    ]);
  });

  test("days are compared by segment; one that is new has no value then", async () => {
    const { shown, messages } = await run((mp, ctx) =>
      ctx.forEach(segment("origin"), (at) => {
        const growth = at(mp.numRows()).div(at(mp.numRows({ lag: 1 })));
        ctx.assertThat(growth).config({ name: "growth" }).isLeq(2);
      }),
    );
    expect(shown).toEqual([
      'FAILED growth [origin = "ATL"]: 3',
      'PASSED growth [origin = "ORD"]: 1',
      "FAILED growth [origin = null]: null",
    ]);
    expect(messages[2]).toContain("no rows in which origin = null");
  });

  test("bounds and other metrics may be of the segment, or of all rows", async () => {
    const { shown, messages } = await run((mp, ctx) =>
      ctx.forEach(segment("origin"), (at) => {
        ctx
          .assertThat(at(mp.maximum("delay")))
          .config({ name: "spread" })
          .isLeq(at(mp.average("delay")).mul(2));
        ctx
          .assertThat(at(mp.average("delay")))
          .config({ name: "near" })
          .isWithin(100)
          .of(mp.average("delay"));
        const rows = { name: "rows", minimumRows: 3, onEmpty: "skip" } as const;
        ctx
          .assertThat(at(mp.sum("delay")))
          .config(rows)
          .isGt(100);
        ctx
          .assertThat(at(mp.sum("delay")))
          .config({ name: "two" })
          .isGeq({ fail: 1, warn: at(mp.numRows()) });
      }),
    );
    expect(shown).toEqual([
      'PASSED spread [origin = "ATL"]: 60',
      'PASSED spread [origin = "ORD"]: 50',
      "PASSED spread [origin = null]: 1",
      // The average of all is 141 / 5 = 28.2.
      'PASSED near [origin = "ATL"]: 30',
      'PASSED near [origin = "ORD"]: 50',
      "PASSED near [origin = null]: 1",
      'FAILED rows [origin = "ATL"]: 90',
      'SKIPPED rows [origin = "ORD"]: null',
      "SKIPPED rows [origin = null]: null",
      'PASSED two [origin = "ATL"]: 90',
      'PASSED two [origin = "ORD"]: 50',
      "PASSED two [origin = null]: 1",
    ]);
    expect(messages[0]).toContain('60 = segment(average(delay), by origin, "ATL") * 2');
    expect(messages[7]).toContain("fewer than 3 rows: 2 of");
  });

  test("without rows there are no segments, and nothing is green", async () => {
    const { shown, messages } = await run(
      (mp, ctx) =>
        ctx.forEach(segment("origin", { lag: 1 }), (at) => {
          ctx.assertThat(at(mp.numRows())).config({ name: "rows" }).isGeq(0);
        }),
      {},
      flights,
      LocalDate("2025-01-10"),
    );
    expect(shown).toEqual(["FAILED rows: null", "FAILED segments of origin: null"]);
    expect(messages[0]).toContain("no rows, so column 'origin' has no values");
  });

  test("a column that is not there is an error of each assertion", async () => {
    const { shown, messages } = await run((mp, ctx) =>
      ctx.forEach(segment("orign", { expected: ["ATL"] }), (at) => {
        ctx.assertThat(at(mp.numRows())).config({ name: "rows" }).isGeq(0);
      }),
    );
    expect(shown).toEqual(["ERROR rows: null", "ERROR segments of orign: null"]);
    expect(messages[0]).toContain("did you mean 'origin'?");
  });

  test("a protected column is refused", async () => {
    const people = protectColumns(flights, { mask: ["origin"] });
    const suite = new VerificationSuite(
      [
        check({ name: "flights" }, (mp, ctx) =>
          ctx.forEach(segment("origin"), (at) => ctx.assertThat(at(mp.numRows())).isGeq(0)),
        ),
      ],
      await InMemoryMetricDB.open(),
      { name: "air" },
    );
    await expect(suite.run([people], new ResultKey(today))).rejects.toThrow(
      "column 'origin', which is protected",
    );
  });
});

test("results stand in the places of the assertions that they come from", async () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => ({ name }) as unknown as Assertion) as [
    Assertion,
    Assertion,
    Assertion,
  ];
  const expanded = [a, { ...b, template: b }, { ...b, template: b }, c];
  expect(inPlaces([a, b, c], expanded, [1, 2, 3, 4])).toEqual([1, 2, 4]);
});

describe("segments that are missing", () => {
  test("each that was there some days before and is gone is a result of its own", async () => {
    const { shown, messages, result } = await run((mp, ctx) =>
      ctx.forEach(segment("origin", { lag: 1, severity: "P0" }), (at) => {
        ctx.assertThat(at(mp.numRows())).config({ name: "rows" }).isGeq(1);
      }),
    );
    expect(shown.slice(3)).toEqual(['FAILED segments of origin [origin = "JFK"]: null']);
    expect(messages[3]).toContain('no rows in which origin = "JFK", of which there were 1 on 2025-01-07');
    expect(result.assertions[3]).toMatchObject({ severity: "P0", segment: { value: "JFK" } });
    expect(result.isCritical).toBe(true);
  });

  test("each that is expected and not there is one, too", async () => {
    const { shown, messages } = await run((mp, ctx) =>
      ctx.forEach(segment("origin", { expected: ["ATL", "LAX", "SFO", null], name: "airports" }), (at) => {
        ctx.assertThat(at(mp.numRows())).config({ name: "rows" }).isGeq(1);
      }),
    );
    expect(shown.slice(3)).toEqual([
      'FAILED airports [origin = "LAX"]: null',
      'FAILED airports [origin = "SFO"]: null',
    ]);
    expect(messages[3]).toContain('no rows in which origin = "LAX", which are expected');
  });

  test("none that is missing is a result that says so", async () => {
    const { shown } = await run((mp, ctx) =>
      ctx.forEach(segment("origin", { expected: ["ATL", "ORD"] }), (at) =>
        ctx.assertThat(at(mp.numRows())).isGeq(1),
      ),
    );
    expect(shown.slice(3)).toEqual(["PASSED segments of origin: 3"]);
  });

  test("one beyond the largest may be there: it cannot be told", async () => {
    const { shown, messages } = await run((mp, ctx) =>
      ctx.forEach(segment("origin", { top: 1, expected: ["ORD"] }), (at) => {
        ctx.assertThat(at(mp.numRows())).config({ name: "rows" }).isGeq(1);
      }),
    );
    expect(shown).toEqual([
      'PASSED rows [origin = "ATL"]: 3',
      'ERROR segments of origin [origin = "ORD"]: null',
    ]);
    expect(messages[1]).toContain("with a larger top");
  });
});

describe("segments by conditions", () => {
  const conditions = {
    late: col("delay").isGeq(15),
    south: col("origin").isEq("ATL"),
    none: col("delay").isGt(999),
  };

  test("each has a result of its own, in the one scan", async () => {
    const { shown, result } = await run((mp, ctx) =>
      ctx.forEach(segment(conditions), (at) => {
        ctx
          .assertThat(at(mp.average("delay")))
          .config({ name: "delay" })
          .isLt(40);
        ctx
          .assertThat(at(mp.nullCount("origin", { where: col("delay").isLt(100) }).ratio()))
          .config({ name: "nulls" })
          .isEq(0);
        ctx
          .rows("flights", { where: col("origin").isNotNull() })
          .expect(col("delay").isLt(60))
          .config({ name: "rule" })
          .holds();
      }),
    );
    expect(shown).toEqual([
      "FAILED delay [late]: 43.333333333333336",
      "PASSED nulls [late]: 0",
      "FAILED rule [late]: 0.6666666666666666",
      "PASSED delay [south]: 30",
      "PASSED nulls [south]: 0",
      "FAILED rule [south]: 0.6666666666666666",
      "FAILED delay [none]: null",
      "FAILED nulls [none]: null",
      "FAILED rule [none]: null",
    ]);
    expect(result.assertions[0]?.segment).toEqual({ kind: "condition", name: "late" });
    expect(result.datasets[0]?.statements.filter(({ purpose }) => purpose === "scan")).toHaveLength(1);
  });

  test("a least number of rows is of the segment", async () => {
    const { shown } = await run((mp, ctx) =>
      ctx.forEach(segment(conditions), (at) => {
        ctx
          .assertThat(at(mp.average("delay")))
          .config({ name: "delay", minimumRows: 3, onEmpty: "skip" })
          .isLt(40);
      }),
    );
    expect(shown).toEqual([
      "FAILED delay [late]: 43.333333333333336",
      "PASSED delay [south]: 30",
      "SKIPPED delay [none]: null",
    ]);
  });
});

describe("groups", () => {
  test("segments in a group are its members", async () => {
    const { result } = await run((mp, ctx) =>
      ctx.allOf({ name: "all airports" }, (all) =>
        all.forEach(segment("origin"), (at) => {
          all
            .assertThat(at(mp.average("delay")))
            .config({ name: "delay" })
            .isLt(40);
        }),
      ),
    );
    expect(result.assertions).toMatchObject([{ name: "all airports", status: "FAILED", number: 2 }]);
    expect(result.assertions[0]?.members).toHaveLength(3);
  });
});

describe("what is wrong in itself", () => {
  test.each<[string, CheckBody, string]>([
    [
      "no segments",
      (_, ctx) => ctx.forEach("origin" as never, () => {}),
      'got "origin". Give segments, as segment("country")',
    ],
    ["no body", (_, ctx) => ctx.forEach(segment("origin"), 1 as never), "for its body. Give a function (at)"],
    [
      "nothing asserted",
      (_, ctx) => ctx.forEach(segment("origin"), () => {}),
      "asserts nothing. Assert in it on at(metric).",
    ],
    [
      "the same for each segment",
      (mp, ctx) =>
        ctx.forEach(segment("origin"), () => ctx.assertThat(mp.numRows()).config({ name: "rows" }).isGeq(1)),
      "Assertion 'rows' in forEach of check 'flights' is the same for each segment.",
    ],
    [
      "a derived metric",
      (mp, ctx) =>
        ctx.forEach(segment("origin"), (at) => ctx.assertThat(at(mp.ext.dayOverDay(mp.numRows()))).isGeq(1)),
      "dayOverDay(numRows()) is computed from other metrics",
    ],
    [
      "a derived metric of conditions",
      (mp, ctx) =>
        ctx.forEach(segment({ a: col("delay").isGt(1) }), (at) =>
          ctx.assertThat(at(mp.ext.dayOverDay(mp.numRows()))).isGeq(1),
        ),
      "dayOverDay(numRows()) is computed from other metrics",
    ],
    [
      "a metric of several scans",
      (mp, ctx) => ctx.forEach(segment("origin"), (at) => ctx.assertThat(at(mp.entropy("delay"))).isGeq(1)),
      "cannot be measured by segments",
    ],
    [
      "rows by values",
      (_, ctx) => ctx.forEach(segment("origin"), () => ctx.rows().expect(col("delay").isGeq(0)).holds()),
      "cannot be asked by the values of a column",
    ],
    [
      "segments of segments",
      (_, ctx) => ctx.forEach(segment("origin"), () => ctx.forEach(segment("delay"), () => {})),
      "forEach in check 'flights' is inside of forEach",
    ],
    [
      "a group of a segment",
      (_, ctx) => ctx.forEach(segment("origin"), () => ctx.anyOf({}, () => {})),
      "anyOf in check 'flights' is inside of forEach",
    ],
    [
      "a metric of a segment outside",
      (mp, ctx) => {
        ctx.forEach(segment("origin"), (at) => {
          const rows = at(mp.numRows());
          ctx.assertThat(rows).config({ name: "inside" }).isGeq(1);
          kept = rows;
        });
        ctx
          .assertThat(kept as never)
          .config({ name: "outside" })
          .isGeq(1);
      },
      "Assertion 'outside' in check 'flights' uses segments(numRows(), by origin) outside of the forEach that made it.",
    ],
    ["the same name twice", twice, "two assertions named 'rows'"],
  ])("%s is an error that says what to do", async (_, body, message) => {
    const { result } = await run(body);
    expect(result.status).toBe("ERROR");
    expect(result.assertions[0]?.message).toContain(message);
  });

  test.each<[string, () => unknown, string]>([
    ["an empty name", () => segment(""), 'segment got "". Give the name of a column'],
    ["no conditions", () => segment({}), "segment got {}. Give the name of a column, or conditions by name"],
    ["an unknown option", () => segment("a", { limit: 3 } as never), "segment has no option 'limit'"],
    [
      "options of conditions",
      () => segment({ a: col("b").isGt(1) } as never, { top: 3 }),
      "segment of conditions has no option 'top'",
    ],
    [
      "a lag that is none",
      () => segment("a", { lag: 0 }),
      "segment got lag 0. Give a whole number of days, 1 or more.",
    ],
    [
      "expected that is no list",
      () => segment("a", { expected: "b" as never }),
      'segment got expected "b". Give a list of values.',
    ],
    [
      "a severity that is none",
      () => segment("a", { severity: "bad" as never }),
      'segment got severity "bad". Give "P0"',
    ],
  ])("%s is refused", (_, make, message) => {
    expect(make).toThrow(message);
  });
});

let kept: unknown;

function twice(...[mp, ctx]: Parameters<CheckBody>): void {
  for (const column of ["origin", "delay"]) {
    ctx.forEach(segment(column), (at) => ctx.assertThat(at(mp.numRows())).config({ name: "rows" }).isGeq(1));
  }
}
