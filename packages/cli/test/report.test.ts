import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type Folder, shop } from "./dqx.js";

async function twice(): Promise<Folder> {
  const folder = shop();
  await folder.dqx(["run", "--date", "2025-01-07", "--execution-id", "before"]);
  await folder.dqx(["run", "--date", "2025-01-08", "--execution-id", "after"]);
  return folder;
}

const read = (folder: Folder, file: string) => readFileSync(join(folder.path, file), "utf8");

it("report writes a page of the latest execution, or of the one that is named", async () => {
  using folder = await twice();
  const { code, out } = await folder.dqx(["report"]);
  expect([code, out]).toEqual([0, "Wrote report.html: shop for 2025-01-08, FAILED.\n"]);
  expect(read(folder, "report.html")).toContain("<title>shop, 2025-01-08: FAILED</title>");
  expect((await folder.dqx(["report", "bef", "--html", "--to", "page.html"])).out).toBe(
    "Wrote page.html: shop for 2025-01-07, PASSED.\n",
  );
  expect(read(folder, "page.html")).toContain("<title>shop, 2025-01-07: PASSED</title>");
});

it("report writes every format that run writes, and prints one", async () => {
  using folder = await twice();
  const flags = ["--json", "--junit", "--markdown", "--console", "--github"];
  expect((await folder.dqx(["report", ...flags])).code).toBe(0);
  expect(JSON.parse(read(folder, "report.json"))).toMatchObject({ execution: { id: "after" } });
  expect(read(folder, "report.xml")).toContain('<testsuites name="shop" tests="3"');
  expect(read(folder, "report.md")).toContain("## ❌ shop, 2025-01-08");
  const printed = await folder.dqx(["report", "--console", "--to", "-"]);
  expect(printed.out).toBe((await folder.dqx(["show"])).out);
});

it("report compares with another execution", async () => {
  using folder = await twice();
  await folder.dqx(["report", "after", "--against", "before"]);
  expect(read(folder, "report.html")).toContain("Compared with another execution");
});

it("report refuses what it cannot write, and says why", async () => {
  using folder = await twice();
  const said = async (...args: string[]) => {
    const { code, err } = await folder.dqx(["report", ...args]);
    return [code, err];
  };
  expect(await said("--html", "--json", "--to", "x.html")).toEqual([
    2,
    expect.stringContaining("Write them one by one"),
  ]);
  expect(await said("--to", "no/such/page.html")).toEqual([
    2,
    expect.stringContaining("The report cannot be written to"),
  ]);
  expect(await said("gone")).toEqual([2, expect.stringContaining("There is no execution gone.")]);
  await folder.dqx(["watch", "orders.csv", "--date", "2025-01-08"]);
  expect(await said()).toEqual([2, expect.stringMatching(/is of a watch, which has no page\. `dqx show /)]);
});

it("run draws what failed over the days that the store has, on the terminal and on the page", async () => {
  using folder = shop();
  for (const date of ["2025-01-06", "2025-01-07"]) await folder.dqx(["run", "--date", date]);
  const args = ["run", "--date", "2025-01-08", "--report", "page.html"];
  expect((await folder.dqx(args)).out).toContain("nullCount(customer), 2025-01-06 to 2025-01-08: ▁▁█");
  expect(read(folder, "page.html")).toContain(
    'aria-label="nullCount(customer), 2025-01-06 to 2025-01-08: lowest 0, highest 1, last 1"',
  );
  expect((await folder.dqx(["run", "--date", "2025-01-08", "--output", "html"])).out).toContain(
    "nullCount(customer), 2025-01-06 to 2025-01-08",
  );
  const alone = await folder.dqx([...args, "--store", "sqlite::memory:"]);
  expect([alone.code, alone.out]).toEqual([1, expect.not.stringContaining("2025-01-06 to")]);
  expect(read(folder, "page.html")).not.toContain("nullCount(customer), 2025-01-06");
});

it("run looks for no earlier days where none are drawn", async () => {
  using folder = shop();
  for (const date of ["2025-01-06", "2025-01-07"]) await folder.dqx(["run", "--date", date]);
  expect((await folder.dqx(["run", "--date", "2025-01-07", "--report", "r.txt"])).out).not.toContain("▁");
  const { out } = await folder.dqx(["run", "--date", "2025-01-08", "--output", "markdown"]);
  expect(out).toContain("## ❌ shop, 2025-01-08");
});
