import { ExecutionId } from "@dqx/common";
import { expect, test } from "vitest";
import { resultsToRows } from "../src/results/result-rows.js";
import type { StoredResult } from "../src/results/stored-result.js";

const result: StoredResult = {
  check: "volume",
  assertion: "enough",
  severity: "P1",
  status: "PASSED",
  value: 7,
  expression: "num_rows()",
  message: "num_rows() = 7 is > 5",
  comparison: { version: 1, kind: "greater", bound: 5 },
};
const { assertion, ...told } = result;
const metrics = [{ name: "num_rows()", value: 7 }];

const part = { ...told, name: assertion, tags: [], metrics };

test("a part of a report is stored without what stands in other columns", async () => {
  expect(await storedPart(part)).toEqual({ $inColumns: true, metrics });
});

test.each([{ message: "seven" }, { value: null }, { tags: ["daily"] }, { comparison: { version: 1 } }])(
  "a part of a report is stored whole where %o is not in other columns",
  async (others) => {
    expect(await storedPart({ ...part, ...others })).toEqual({ ...part, ...others });
  },
);

async function storedPart(report: object): Promise<unknown> {
  const [row] = await resultsToRows(ExecutionId("exec-1"), [{ ...result, report }], 0);
  return JSON.parse(row?.report ?? "");
}
