import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { sourceKeys } from "../src/config/config.js";
import { loadConfig } from "../src/load/load-config.js";
import { withVariables } from "../src/yaml/environment-variables.js";
import { assertionKeys } from "../src/yaml/yaml-assertion.js";
import { checkKeys, yamlKeys } from "../src/yaml/yaml-config.js";
import { ruleKeys } from "../src/yaml/yaml-rule.js";
import { Folder, SHOP, shop } from "./dqx.js";

interface Schema {
  readonly properties: Record<string, unknown>;
  readonly $defs: Record<string, { readonly properties: Record<string, unknown> }>;
}

const schema: Schema = JSON.parse(readFileSync(new URL("../dqx.schema.json", import.meta.url), "utf8"));

const FULL = `
suite: shop
store: sqlite:\${DB}.db
ttlHours: 24
tags: { region: "\${REGION}", shard: 3, live: true }
sources:
  orders: { uri: orders.csv, dateColumn: day, timeZone: Europe/Berlin }
  plain: orders.csv
checks:
  all:
    dataset: orders
    onEmpty: skip
    where: revenue > 0
    assertions:
      - { assert: sum(revenue), name: n, severity: P0, tags: [money], greater: 0 }
      - { assert: sum(revenue), dataset: orders, where: revenue > 60, atLeast: 0 }
      - { assert: sum(revenue), less: 1000 }
      - { assert: sum(revenue), atMost: 1000 }
      - { assert: sum(revenue), equal: 135, tolerance: 1, relativeTolerance: 0.1 }
      - { assert: sum(revenue), notEqual: 1 }
      - { assert: sum(revenue), between: [0, 1000] }
      - { assert: sum(revenue), notBetween: [1000, 2000] }
      - { assert: numRows() }
`;

const RULES = `
sources:
  orders: { uri: orders.csv, dateColumn: day }
checks:
  orders:
    dataset: orders
    dimension: validity
    owner: shop team
    description: orders can be billed
    runbook: https://example.org/orders
    rules:
      - { expect: revenue > 60, name: worth it, severity: P2, tags: [money], atLeast: 0.4, warnBelow: 1, keys: customer, context: [day] }
      - { expect: "customer = 'bob'", nulls: fail, atLeast: 0.5, where: revenue > 0, onEmpty: pass, minimumRows: 1 }
      - { unique: [customer, day], dimension: uniqueness, owner: dba, samples: 5 }
      - { format: email, column: customer, dataset: orders, severity: P3 }
    assertions:
      - { assert: numRows(), atLeast: 1, warn: 3, description: few, dimension: completeness }
      - { assert: numRows(), between: [1, 10], warn: [1, 5], onEmpty: skip, minimumRows: 1 }
  waits:
    onEmpty: pass
    where: revenue > 1000
    rules:
      - { expect: revenue < 0 }
`;

describe("dqx.yaml", () => {
  it("can have the keys that the published schema describes, and no others", () => {
    expect(Object.keys(schema.properties).sort()).toEqual([...yamlKeys].sort());
    expect(Object.keys(schema.$defs.source?.properties ?? {}).sort()).toEqual([...sourceKeys].sort());
    expect(Object.keys(schema.$defs.check?.properties ?? {}).sort()).toEqual([...checkKeys].sort());
    expect(Object.keys(schema.$defs.assertion?.properties ?? {}).sort()).toEqual([...assertionKeys].sort());
    expect(Object.keys(schema.$defs.rule?.properties ?? {}).sort()).toEqual([...ruleKeys].sort());
  });

  it.each([
    ["a full one", FULL],
    ["a small one", SHOP],
    ["one with rules", RULES],
  ])("is valid for the schema: %s", (_, text) => {
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);
    expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
  });

  it("is read with every key, and variables in place", async () => {
    using folder = shop({ "dqx.yaml": FULL });
    const { config } = await loadConfig(undefined, folder.path, { DB: "metrics", REGION: "eu" });
    expect(config).toMatchObject({
      suite: "shop",
      store: "sqlite:metrics.db",
      ttlHours: 24,
      tags: { region: "eu", shard: 3, live: true },
      sources: {
        orders: { uri: "orders.csv", dateColumn: "day", timeZone: "Europe/Berlin" },
        plain: "orders.csv",
      },
      checks: [{ name: "all", datasets: ["orders"], onEmpty: "skip" }],
    });
    const run = await folder.dqx(["run", "--date", "2025-01-08", "--output", "json"], {
      env: { DB: "metrics", REGION: "eu" },
    });
    const { assertions, status } = JSON.parse(run.out);
    expect(status).toBe("PASSED");
    expect(assertions.map((each: { value: number }) => each.value)).toEqual([
      135, 75, 135, 135, 135, 135, 135, 135, 2,
    ]);
    expect(assertions.map(({ comparison }: { comparison: { kind: string } }) => comparison.kind)).toEqual([
      "greater",
      "atLeast",
      "less",
      "atMost",
      "equal",
      "notEqual",
      "between",
      "notBetween",
      "noop",
    ]);
    expect(assertions[0]).toMatchObject({ name: "n", severity: "P0", tags: ["money"] });
    expect(assertions[4].comparison).toMatchObject({ tolerance: 1, relativeTolerance: 0.1 });
  });

  it("has rules on rows, bounds that warn, and who answers for what", async () => {
    using folder = shop({ "dqx.yaml": RULES });
    const { code, out } = await folder.dqx([
      "run",
      "--date",
      "2025-01-08",
      "--output",
      "json",
      "--samples",
      "2",
    ]);
    const { assertions } = JSON.parse(out);
    const told = assertions.map((each: Record<string, unknown>) => [each.name, each.status]);
    expect([code, told]).toEqual([
      0,
      [
        ["numRows() ≥ 1 (warns unless ≥ 3)", "WARNED"],
        ["numRows() in [1, 10] (warns unless in [1, 5])", "PASSED"],
        ["worth it", "WARNED"],
        [expect.stringContaining("bob"), "PASSED"],
        ["customer, day is unique", "PASSED"],
        ["customer has format email", "FAILED"],
        ['sql("revenue < 0") where sql("revenue > 1000")', "PASSED"],
      ],
    ]);
    expect(assertions[0]).toMatchObject({
      dimension: "completeness",
      owner: "shop team",
      description: "few",
    });
    expect(assertions[2]).toMatchObject({
      severity: "P2",
      tags: ["money"],
      dimension: "validity",
      runbook: "https://example.org/orders",
      rows: { tested: 2, passing: 1, failing: 1 },
      sample: { columns: ["customer", "day"] },
    });
    expect(assertions[4]).toMatchObject({ dimension: "uniqueness", owner: "dba" });
  });

  it("may use anchors and aliases", async () => {
    using folder = shop({
      "dqx.yaml":
        "sources: { orders: orders.csv }\nchecks:\n  a: { assertions: &rows [{ assert: numRows(), atLeast: 1 }] }\n  b: { assertions: *rows }\n",
    });
    expect((await folder.dqx(["run"])).out).toContain("All 2 assertions hold.");
  });
});

describe("environment variables", () => {
  it("stand for their values, $$ for the text itself", () => {
    expect(withVariables("a$" + "{X}b$" + "{Y}", { X: "1", Y: "" })).toEqual({ text: "a1b" });
    expect(withVariables("$$" + "{X} $X", {})).toEqual({ text: "$" + "{X} $X" });
    expect(withVariables("$" + "{A}$" + "{B}", {})).toEqual({ missing: "A" });
  });
});

describe("a configuration in a module", () => {
  const body = `
import { defineConfig } from ${JSON.stringify(join(import.meta.dirname, "../src/index.ts"))};
interface Row { n: number }
const one: Row = { n: 1 };
export default defineConfig({
  sources: { orders: { uri: "orders.csv", dateColumn: "day" } },
  checks: [{ name: "rows", datasets: undefined, onEmpty: "fail", body: (mp, ctx) => ctx.assertThat(mp.numRows()).isGeq(one.n) }],
});`;

  it("is TypeScript without a build step", async () => {
    using folder = shop({ "dqx.config.ts": body });
    const { code, out, err } = await folder.dqx(["run", "--date", "2025-01-07"]);
    expect([code, err, out]).toEqual([0, "", expect.stringContaining("The one assertion holds.")]);
  });

  it("may have data sources of its own", async () => {
    using folder = new Folder({
      "own.mjs": `
import { InMemoryDataSource } from ${JSON.stringify(import.meta.resolve("@dqx/duckdb"))};
const make = (name) => InMemoryDataSource.fromColumns({ name, columns: { a: [1] } });
export default { sources: { a: make("a") }, checks: [{ name: "rows", datasets: undefined, onEmpty: "fail", body: (mp, ctx) => ctx.assertThat(mp.numRows()).isEq(1) }] };`,
    });
    expect((await folder.dqx(["run", "own.mjs"])).code).toBe(0);
    folder.write(
      "other.mjs",
      `export default { sources: { b: { name: "a", withSession() {} } }, checks: [] };`,
    );
    expect((await folder.dqx(["run", "other.mjs"])).err).toContain("Give both one name");
  });
});
