import { InvalidArgumentError, type SqlRow } from "@dqx/common";
import { col, sql, sum } from "@dqx/metrics";
import * as Either from "effect/Either";
import { expect, test } from "vitest";
import type { SqlSession } from "../src/index.js";
import { checkSql, sqlTextsIn } from "../src/plan/check-sql.js";

const session: SqlSession = {
  describe: () => Promise.reject(new Error("the relation is described already")),
  query: (): Promise<readonly SqlRow[]> => Promise.reject(new Error("nothing may run")),
  async checkExpression(text, relation) {
    if (text === "bad") throw new InvalidArgumentError("it is bad");
    if (text === "broken") throw new TypeError("a defect");
    return relation === "t" ? "BOOLEAN" : "INTEGER";
  },
  async checkAggregate(text, relation) {
    if (text === "bad") throw new InvalidArgumentError("it is no aggregate");
    return relation === "t" ? "HUGEINT" : "INTEGER";
  },
};
const expressions = (...texts: readonly string[]) => ({ expressions: texts, aggregates: [] });

test("the engine checks each text, and says its type", async () => {
  const texts = { expressions: ["a > 0", "bad"], aggregates: ["sum(a)", "bad"] };
  const checked = await checkSql(texts, "t", session, undefined);
  expect([...checked.expressions]).toEqual([
    ["a > 0", Either.right("BOOLEAN")],
    ["bad", Either.left({ _tag: "BindingFailure", reason: "it is bad" })],
  ]);
  expect([...(checked.aggregates ?? [])]).toEqual([
    ["sum(a)", Either.right("HUGEINT")],
    ["bad", Either.left({ _tag: "BindingFailure", reason: "it is no aggregate" })],
  ]);
});

test("a session that cannot check lets no text through", async () => {
  const { checkExpression, checkAggregate, ...plain } = session;
  expect([checkExpression, checkAggregate]).not.toContain(undefined);
  const checked = await checkSql({ expressions: ["a > 0"], aggregates: ["sum(a)"] }, "t", plain, undefined);
  expect(checked).toEqual({ expressions: new Map(), aggregates: new Map() });
});

test("defects and the end of the work are no failures of a text", async () => {
  await expect(checkSql(expressions("broken"), "t", session, undefined)).rejects.toThrow(TypeError);
  await expect(
    checkSql(expressions("bad"), "t", session, AbortSignal.abort(new Error("stop"))),
  ).rejects.toThrow("stop");
});

test("the texts of operands and filters are found, each once", async () => {
  const spec = sum.spec({ column: "a" });
  const aggregates = [
    { kind: "sum", of: sql("a + 1"), where: col("b").isNull() },
    { kind: "rows", where: sql("a > 0") },
    { kind: "rows", where: sql("a + 1").isGt(0) },
    { kind: "custom", text: "sum(a)", where: sql("a > 1") },
    { kind: "custom", text: "sum(a)" },
  ] as const;
  expect(await sqlTextsIn([{ ...spec, measurement: { ...spec.measurement, aggregates } }])).toEqual({
    expressions: ["a + 1", "a > 0", "a > 1"],
    aggregates: ["sum(a)"],
  });
});
