import { describe, expect, test } from "vitest";
import type { Fault } from "../dialect/fault.js";
import type { ConformanceData, MakeSource } from "./conformance-data.js";

const data: ConformanceData = {
  name: "faults",
  columns: [{ name: "raw", type: "text" }],
  rows: [["oops"]],
  castColumn: { name: "parsed", of: "raw" },
};

/** A dialect tells the kinds of its engine's errors, whatever the engine's words. */
export function faultConformance(makeSource: MakeSource): void {
  const faultOf = async (sqlOf: (relation: string) => string): Promise<Fault> => {
    const source = await makeSource(data);
    try {
      const relation = source.relation({ parameters: {} });
      const sql = typeof relation === "string" ? relation : relation.sql;
      const error: unknown = await source
        .withSession((session) => session.query(sqlOf(sql)))
        .catch((cause: unknown) => cause);
      if (error instanceof Error) return source.dialect.faults(error.message);
      throw new RangeError("the statement did not fail");
    } finally {
      await source.close();
    }
  };

  describe("faults", () => {
    test("a value that cannot be converted is a matter of a cast", async () => {
      expect(await faultOf((relation) => `SELECT sum(parsed) FROM ${relation} AS t`)).toBe("cast");
    });

    test("a table and a column that are not there are missing", async () => {
      expect(await faultOf(() => "SELECT 1 FROM dqx_table_of_nobody")).toBe("missing");
      expect(await faultOf((relation) => `SELECT dqx_column_of_nobody FROM ${relation} AS t`)).toBe(
        "missing",
      );
    });

    test("a text that is no SQL is none of the kinds that are acted on", async () => {
      expect(await faultOf(() => "SELEC 1")).toBe("other");
    });
  });
}
