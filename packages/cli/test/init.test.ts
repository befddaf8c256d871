import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Folder, ORDERS, SALES } from "./dqx.js";

const written = (folder: Folder) => readFileSync(join(folder.path, "dqx.yaml"), "utf8");

it("writes checks learnt from earlier days and tried on later ones, each with its evidence", async () => {
  using folder = new Folder({ "daily sales.csv": SALES });
  const { code, out } = await folder.dqx(["init", "daily sales.csv"]);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(
      /^Wrote dqx\.yaml: \d+ assertions on dataset 'daily_sales'\.\nLearnt from 22 days from 2025-01-01 to 2025-01-22\.\nTried on 8 days from 2025-01-23 to 2025-01-30: (\d+) of \1 verdicts held\.\nRead it, then verify: dqx run --date 2025-01-29\n$/,
    ),
  ]);
  expect(written(folder)).toContain('dateColumn: "day"');
  expect(written(folder)).toContain(
    '# 0 % on 22 days; held on 8 of 8 later days\n      - { assert: "nullCount(customer)", equal: 0, severity: P1 }',
  );
  for (const date of ["2025-01-29", "2025-01-30"]) {
    expect((await folder.dqx(["run", "--date", date])).out).toContain("assertions hold.");
  }
  folder.write("daily sales.csv", SALES.replaceAll(/^(2025-01-29,)[^,]*/gm, "$1"));
  expect((await folder.dqx(["run", "--date", "2025-01-29"])).code).toBe(1);
});

it("of few days learns from all rows, and looks back no farther than to a day", async () => {
  using folder = new Folder({ "orders.csv": ORDERS });
  const { out } = await folder.dqx(["init", "orders.csv", "--until", "2025-01-07", "--name", "o"]);
  expect(out).toContain("Learnt from 3 rows.\nRead it, then verify: dqx run --date 2025-01-06\n");
  expect(written(folder)).toContain(
    '# 1 to 2 rows on 2 days\n      - { assert: "numRows()", between: [1, 4], severity: P1 }',
  );
  expect((await folder.dqx(["run", "--date", "2025-01-07"])).code).toBe(0);
  expect((await folder.dqx(["run", "--date", "2025-01-08"])).code).toBe(1);
});

it("takes columns of any name, and data without days", async () => {
  using folder = new Folder({ "t.csv": `a b,"c""d",-x\n1,2,-3\n5,6,-7\n` });
  const { out } = await folder.dqx(["init", "t.csv"]);
  expect(out).toContain("No column holds the day of a row");
  expect((await folder.dqx(["run"])).out).toMatch(/All \d+ assertions hold\./);
  expect(written(folder)).toContain("minimum('c\\\"d')");
});

it("says what was left out", async () => {
  const late = SALES.replaceAll(/^(2025-01-(?:2[5-9]|30),[^,]*,)(\d+)/gm, "$19$2");
  using folder = new Folder({ "sales.csv": late });
  expect((await folder.dqx(["init", "sales.csv"])).out).toContain(
    "Left out, since it did not hold there: average(revenue); maximum(revenue)",
  );
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

describe("on a terminal", () => {
  const twoDates = ORDERS.replaceAll(/^(\d{4}-\d\d-\d\d)/gm, "$1,$1").replace("day,", "ordered,shipped,");
  const [enter, down, leave] = ["\r", "\u001b[B", "\u001b"];

  it("asks for the data, for the column of days where there are two, and for the file", async () => {
    using folder = new Folder({ "orders.csv": twoDates });
    const answers = [
      ["Where are the data?", enter],
      ["Which column holds the day", `${down}${enter}`],
      ["Which file", `checks.yml${enter}`],
    ] as const;
    const { code, out } = await folder.dqx(["init"], { answers });
    expect([code, out]).toEqual([0, expect.stringContaining("Wrote checks.yml: ")]);
    expect(out).toContain("Read it, then verify: dqx run checks.yml --date 2025-01-07\n");
    expect(readFileSync(join(folder.path, "checks.yml"), "utf8")).toContain(
      'uri: "orders.csv"\n    dateColumn: "shipped"',
    );
    expect((await folder.dqx(["run", "checks.yml", "--date", "2025-01-08"])).code).not.toBe(2);
  });

  it("asks for no more than it is not told, and replaces nothing", async () => {
    using folder = new Folder({ "orders.csv": ORDERS, "dqx.yaml": "mine" });
    const { code, out } = await folder.dqx(["init", "orders.csv"], { answers: [["Which file", enter]] });
    expect([code, out]).toEqual([0, expect.stringContaining("Wrote dqx-2.yaml: ")]);
    expect(out).not.toContain("Which column");
    expect(written(folder)).toBe("mine");
  });

  it("refuses a file that is there, and one elsewhere", async () => {
    using folder = new Folder({ "orders.csv": ORDERS, "dqx.yaml": "mine" });
    const erase = "\u0008".repeat(9);
    const { code, out } = await folder.dqx(["init", "orders.csv"], {
      answers: [
        ["Which file", `dqx.yaml${enter}`],
        ["There is a dqx.yaml already", `${erase}../a.yaml${enter}`],
        ["a file in this folder", `${erase}b.yaml${enter}`],
      ],
    });
    expect([code, out]).toEqual([0, expect.stringContaining("Wrote b.yaml: ")]);
  });

  it("takes that no column holds the day", async () => {
    using folder = new Folder({ "orders.csv": twoDates });
    const { out } = await folder.dqx(["init", "orders.csv"], {
      answers: [
        ["Which column holds the day", `${down}${down}${enter}`],
        ["Which file", enter],
      ],
    });
    expect(out).toContain("No column holds the day of a row");
    expect(written(folder)).not.toContain("dateColumn");
  });

  it.each(["Where are the data?", "Which column holds the day", "Which file"])(
    "ends with 130 when '%s' is left unanswered, and writes nothing",
    async (left) => {
      using folder = new Folder({ "orders.csv": twoDates });
      const questions = ["Where are the data?", "Which column holds the day", "Which file"];
      const answers = questions.map((each) => [each, each === left ? leave : enter] as const);
      expect(await folder.dqx(["init"], { answers })).toMatchObject({
        code: 130,
        err: expect.stringContaining("Cancelled: nothing was written."),
      });
      expect(existsSync(join(folder.path, "dqx.yaml"))).toBe(false);
    },
  );

  it("wants an answer where there is nothing to offer", async () => {
    using folder = new Folder();
    const { code, out } = await folder.dqx(["init"], {
      answers: [
        ["Where are the data?", enter],
        ["Give an answer", `gone.csv${enter}`],
      ],
    });
    expect([code, out]).toEqual([3, expect.stringContaining("data/*.parquet")]);
  });

  it("asks nothing with --yes", async () => {
    using folder = new Folder({ "orders.csv": twoDates });
    const { code, out } = await folder.dqx(["init", "orders.csv", "--yes"], { answers: [] });
    expect([code, out]).toEqual([0, expect.stringMatching(/^Wrote dqx\.yaml/)]);
  });
});

it("asks nobody in a pipe", async () => {
  using folder = new Folder({ "orders.csv": ORDERS });
  expect(await folder.dqx(["init"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("init has no data. Give a file or another URI: dqx init orders.csv."),
  });
});
