import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Folder, ORDERS, SALES } from "./dqx.js";

const sales = () => new Folder({ "sales.csv": SALES });
const watch = ["watch", "sales.csv", "--date", "2025-01-30"];

describe("dqx watch", () => {
  it("judges a day by the days before it, and says from how many", async () => {
    using folder = sales();
    const { code, out } = await folder.dqx(watch);
    expect([code, out]).toEqual([
      0,
      "sales for 2025-01-30: no alarm in 13 verdicts on 40 rows\nLearnt from 29 days, 2025-01-01 to 2025-01-29.\n",
    ]);
    expect((await folder.dqx([...watch, "--verbose"])).out).toContain("ok     rows = 40 is in [");
    expect((await folder.dqx([...watch, "--days", "20"])).out).toContain("Learnt from 20 days, 2025-01-10");
  });

  it("ends with 1 when there is an alarm, and when nothing could be judged", async () => {
    using folder = sales();
    folder.write("sales.csv", SALES.replaceAll(/^(2025-01-30,[^,]*,)(\d+)/gm, "$1900$2"));
    const { code, out } = await folder.dqx(watch);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/\nALARM {2}mean of revenue = 90,0\d\d is above /),
    ]);
    const early = await folder.dqx(["watch", "sales.csv", "--date", "2025-01-05"]);
    expect([early.code, early.out]).toEqual([
      1,
      expect.stringMatching(
        /nothing could be judged[\s\S]*Not enough history for 13 numbers: 4 of 14 days\./,
      ),
    ]);
    const first = await folder.dqx(["watch", "sales.csv", "--date", "2025-01-01", "--json"]);
    expect(JSON.parse(first.out)).toMatchObject([{ format: "dqx.watch", dataset: "sales", history: null }]);
  });

  it("compares columns with what it saw before, which it keeps", async () => {
    using folder = sales();
    expect((await folder.dqx(["watch", "sales.csv", "--date", "2025-01-29"])).code).toBe(0);
    folder.write("sales.csv", SALES.replaceAll(/^(2025-01-30,[^,]*,)(\d+)/gm, "$1$2 EUR"));
    const { code, out } = await folder.dqx(watch);
    expect([code, out]).toEqual([
      1,
      expect.stringContaining("ALARM  column revenue is VARCHAR and was BIGINT"),
    ]);
    expect((await folder.dqx(["executions"])).out).toMatch(/watch sales +│ 2025-01-30 │ +│ FAILED/);
    expect((await folder.dqx(["show"])).out).toBe(out);
  });

  it("learns from earlier watches where data have no days", async () => {
    using folder = new Folder();
    for (let day = 10; day < 27; day++) {
      folder.write("stock.csv", `item,left\na,${day}\nb,${20 + (day % 3)}\n`);
      await folder.dqx(["watch", "stock.csv", "--date", `2025-01-${day}`, "--json"]);
    }
    folder.write("stock.csv", "item,left\na,2000\nb,3000\n");
    const { code, out } = await folder.dqx(["watch", "stock.csv", "--date", "2025-01-27"]);
    expect([code, out]).toEqual([1, expect.stringContaining("mean of left = 2,500 is above")]);
    expect(out).toContain("Learnt from 17 days, 2025-01-10 to 2025-01-26.");
  });

  it("writes what it learnt as checks, over no file that is there", async () => {
    using folder = sales();
    const { out } = await folder.dqx([...watch, "--write", "checks.yaml"]);
    expect(out).toContain("Verify: dqx run checks.yaml --date 2025-01-30\n");
    expect((await folder.dqx(["run", "checks.yaml", "--date", "2025-01-30"])).code).toBe(0);
    expect(readFileSync(join(folder.path, "checks.yaml"), "utf8")).toContain("numRows()");
    expect(await folder.dqx([...watch, "--write", "checks.yaml"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is a checks.yaml already."),
    });
  });

  it("takes several datasets, and ends with the worst", async () => {
    using folder = sales();
    folder.write("other.csv", ORDERS);
    const { code, out } = await folder.dqx(["watch", "sales.csv", "other.csv", "--date", "2025-01-08"]);
    expect([code, out]).toEqual([1, expect.stringMatching(/^sales for [\s\S]*\nother for /)]);
    expect((await folder.dqx(["watch", "sales.csv", "other.csv", "--name", "x"])).err).toContain(
      "Watch them one by one",
    );
  });
});

describe("dqx suggest", () => {
  it("prints the checks of a configuration", async () => {
    using folder = sales();
    const { code, out } = await folder.dqx(["suggest", "sales.csv"]);
    expect(code).toBe(0);
    folder.write("dqx.yaml", `sources: { sales: { uri: sales.csv, dateColumn: day } }\n${out}`);
    expect((await folder.dqx(["run", "--date", "2025-01-29"])).out).toContain("assertions hold.");
  });

  it("prints a module that runs", async () => {
    using folder = sales();
    const { out } = await folder.dqx(["suggest", "sales.csv", "--format", "typescript"]);
    const api = JSON.stringify(import.meta.resolve("@dqx/api"));
    folder.write("checks.mjs", out.replace('"@dqx/api"', api));
    folder.write(
      "dqx.config.mjs",
      'import { checks } from "./checks.mjs";\nexport default { sources: { sales: { uri: "sales.csv", dateColumn: "day" } }, checks };\n',
    );
    expect((await folder.dqx(["run", "--date", "2025-01-29"])).out).toContain("assertions hold.");
  });

  it("prints JSON", async () => {
    using folder = sales();
    const { out } = await folder.dqx(["suggest", "sales.csv", "--format", "json", "--until", "2025-01-28"]);
    expect(JSON.parse(out)).toMatchObject({ format: "dqx.suggestions", lastDay: "2025-01-27" });
  });
});
