import { join } from "node:path";
import { expect, it } from "vitest";
import { Folder, ORDERS, shop } from "./dqx.js";

const WRONG = `
sources:
  orders: { uri: orders.csv, dateColumn: day }
checks:
  volume:
    assertions:
      - { assert: numRows(), name: rows, atLeast: 0 }
      - { assert: sum(revenu), name: misspelt, atLeast: 0 }
      - { assert: sum(revenue), name: low, less: 5 }
      - { assert: sum(revenue), name: high, greater: 5 }
    rules:
      - { expect: revenue > 0, where: revenue > 1, name: positive }
      - { expect: revenue > 0, where: revenue > 1, name: again }
`;

it("lint names what is wrong with checks in YAML, with line and column", async () => {
  using folder = shop({ "dqx.yaml": WRONG });
  const { code, out } = await folder.dqx(["lint", "--date", "2025-01-08"]);
  expect([code, out.split("\n")]).toEqual([
    1,
    [
      "dqx.yaml:7:9: cannotFail: volume / rows: numRows() is ≥ 0 whatever the data are: its values are from 0 on. Give a narrower bound.",
      expect.stringMatching(
        /^dqx\.yaml:8:9: unmeasurable: volume \/ misspelt: sum\(revenu\): column 'revenu' does not exist/,
      ),
      expect.stringMatching(/^dqx\.yaml:10:9: contradiction: volume \/ high: /),
      expect.stringMatching(
        /^dqx\.yaml:13:9: duplicate: volume \/ again: assertion 'positive' of check 'volume'/,
      ),
      "4 things are wrong.",
      "",
    ],
  ]);
});

it("lint finds nothing in good checks, and looks at those that are selected", async () => {
  using folder = shop();
  expect(await folder.dqx(["lint", "--date", "2025-01-08"])).toEqual({
    code: 0,
    out: "dqx.yaml: nothing is wrong.\n",
    err: "",
  });
  folder.write("dqx.yaml", WRONG.replace("name: rows", "name: rows, tags: [t]"));
  expect((await folder.dqx(["lint", "--select", "tag:t", "--date", "2025-01-08"])).out).toMatch(
    /^dqx\.yaml:7:9: .*\n1 thing is wrong\.\n$/,
  );
});

it("lint names the place in a module, and gives JSON", async () => {
  using folder = new Folder({
    "orders.csv": ORDERS,
    "dqx.config.mjs": `import { check } from ${JSON.stringify(import.meta.resolve("@dqx/api"))};
export default {
  sources: { orders: { uri: "orders.csv", dateColumn: "day" } },
  checks: [
    check({ name: "idle" }, () => {}),
    check({ name: "rows" }, (mp, ctx) => {
      ctx.assertThat(mp.numRows()).isGeq(0);
    }),
  ],
};`,
  });
  const { out } = await folder.dqx(["lint", "--date", "2025-01-08"]);
  expect(out).toMatch(/^dqx\.config\.mjs:7:\d+: cannotFail: rows \/ numRows\(\) ≥ 0: /);
  expect(out).toContain("dqx.config.mjs: idleCheck: idle: Check 'idle' asserts nothing.");
  const json = await folder.dqx(["lint", "--json", "--date", "2025-01-08"]);
  expect([json.code, JSON.parse(json.out)]).toMatchObject([
    1,
    [
      {
        kind: "cannotFail",
        place: { file: expect.stringContaining(join(folder.path, "dqx.config.mjs")), line: 7 },
      },
      { kind: "idleCheck", place: null },
    ],
  ]);
});
