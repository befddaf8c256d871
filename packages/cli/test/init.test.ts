import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Folder, ORDERS } from "./dqx.js";

it("writes checks that hold on the day that they were made from", async () => {
  using folder = new Folder({ "shop orders.csv": ORDERS });
  const { code, out } = await folder.dqx(["init", "shop orders.csv"]);
  expect([code, out]).toEqual([
    0,
    [
      "Wrote dqx.yaml: 7 assertions on dataset 'shop_orders', with bounds that leave room around 2025-01-07.",
      "Read it, then verify: dqx run --date 2025-01-07",
      "",
    ].join("\n"),
  ]);
  const text = readFileSync(join(folder.path, "dqx.yaml"), "utf8");
  expect(text).toContain('assert: "numRows() / numRows(lag 1)", between: [0.5, 2]');
  expect(text).toContain('dateColumn: "day"');
  expect(text).toContain(
    '# 0 of 2 were null\n      - { assert: "nullCount(customer)", equal: 0, severity: P1 }',
  );
  expect((await folder.dqx(["run", "--date", "2025-01-07"])).code).toBe(0);
  expect((await folder.dqx(["run", "--date", "2025-01-08"])).code).toBe(1);
});

it("compares with the day before where there is one, allows nulls where there were some", async () => {
  using folder = new Folder({ "orders.csv": ORDERS });
  await folder.dqx(["init", "orders.csv", "--date", "2025-01-08", "--name", "o"]);
  const text = readFileSync(join(folder.path, "dqx.yaml"), "utf8");
  expect(text).toContain('assert: "numRows() / numRows(lag 1)", between: [0.5, 2]');
  expect(text).toContain('assert: "nullCount(customer) / numRows()", atMost: 0.76');
  expect((await folder.dqx(["run", "--date", "2025-01-08"])).code).toBe(0);
});

it("takes columns of any name, and data without days", async () => {
  using folder = new Folder({ "t.csv": `a b,"c""d",-x\n1,2,-3\n5,6,-7\n` });
  const { out } = await folder.dqx(["init", "t.csv"]);
  expect(out).toContain("No column holds the day of a row");
  const run = await folder.dqx(["run"]);
  expect(run.out).toContain("All 10 assertions hold.");
  expect(readFileSync(join(folder.path, "dqx.yaml"), "utf8")).toContain("minimum('c\\\"d')");
});

it("replaces no configuration unless it is told to", async () => {
  using folder = new Folder({ "orders.csv": ORDERS, "dqx.yaml": "mine" });
  expect(await folder.dqx(["init", "orders.csv"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("Replace it with --yes"),
  });
  expect((await folder.dqx(["init", "orders.csv", "--yes"])).code).toBe(0);
});

it("says that data cannot be read", async () => {
  using folder = new Folder();
  expect(await folder.dqx(["init", "gone.csv"])).toMatchObject({
    code: 3,
    err: expect.stringContaining("gone.csv"),
  });
});
