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
};

test("the engine checks each text, and says its type", async () => {
  const checked = await checkSql(["a > 0", "bad"], "t", session, undefined);
  expect([...checked]).toEqual([
    ["a > 0", Either.right("BOOLEAN")],
    ["bad", Either.left({ _tag: "BindingFailure", reason: "it is bad" })],
  ]);
});

test("a session that cannot check lets no text through", async () => {
  const { checkExpression, ...plain } = session;
  expect(checkExpression).toBeDefined();
  expect([...(await checkSql(["a > 0"], "t", plain, undefined))]).toEqual([]);
});

test("defects and the end of the work are no failures of a text", async () => {
  await expect(checkSql(["broken"], "t", session, undefined)).rejects.toThrow(TypeError);
  await expect(checkSql(["bad"], "t", session, AbortSignal.abort(new Error("stop")))).rejects.toThrow("stop");
});

test("the texts of operands and filters are found, each once", async () => {
  const spec = sum.spec({ column: "a" });
  const aggregates = [
    { kind: "sum", of: sql("a + 1"), where: col("b").isNull() },
    { kind: "rows", where: sql("a > 0") },
    { kind: "rows", where: sql("a + 1").isGt(0) },
  ] as const;
  expect(await sqlTextsIn([{ ...spec, measurement: { ...spec.measurement, aggregates } }])).toEqual([
    "a + 1",
    "a > 0",
  ]);
});
