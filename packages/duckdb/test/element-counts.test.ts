import { LocalDate } from "@dqx/common";
import { col, length, lengthDeviation, maxLength, meanLength, minLength, numRows } from "@dqx/metrics";
import { analyze } from "@dqx/sql";
import { expect, test } from "vitest";
import { DuckDBDataSource } from "../src/index.js";

test("lists, arrays and maps are as long as they have elements, null ones counted and null lists passed over", async () => {
  await using source = DuckDBDataSource.fromQuery({
    name: "t",
    query: `SELECT * FROM (VALUES
      ([1, 2, 3], MAP {'a': 1}, array_value(1.5, 2.5), {items: ['x']}),
      ([], MAP {}, NULL, {items: ['x', 'y', 'z']}),
      ([NULL], NULL, array_value(NULL, 2.5), NULL),
      (NULL, MAP {'a': 1, 'b': 2, 'c': NULL}, NULL, NULL)) AS v (list, map, pair, nested)`,
  });
  const date = LocalDate("2024-01-31");
  const specs = [
    ...["list", "map", "pair"].flatMap((column) => [
      minLength.spec({ column }),
      maxLength.spec({ column }),
      meanLength.spec({ column }),
      lengthDeviation.spec({ column, population: true }),
    ]),
    numRows.spec({}, {}, { where: length(col("nested").at("items")).isGt(2) }),
  ];
  const requests = specs.map((spec) => ({ spec, dates: [date] }));
  const { measured, statements } = await analyze(source, requests, { referenceDate: date });
  const values = measured.map(({ outcome }) => (outcome.kind === "value" ? outcome.value : outcome.reason));
  // Of 3, 0 and 1 elements; of 1, 0 and 3; of 2 and 2: by hand.
  const spread = Math.sqrt((3 ** 2 + 0 + 1) / 3 - (4 / 3) ** 2);
  expect(values).toEqual([
    ...[0, 3, 4 / 3, expect.closeTo(spread, 12)],
    ...[0, 3, 4 / 3, expect.closeTo(spread, 12)],
    ...[2, 2, 2, 0],
    1,
  ]);
  expect(statements).toHaveLength(1);
});
