import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FixtureWorkspace } from "../src/fixture-workspace.js";
import { type LayerViolation, layerViolations } from "../src/layer-violations.js";

/** What nobody may write, by file; each breaks the one rule named. */
const forbidden = [
  ["layers-of-@dqx/common", "packages/common/src/value.ts", `import { value } from "@dqx/api";`],
  ["layers-of-@dqx/orm", "packages/orm/src/type-only.ts", `import type { value } from "@dqx/provider";`],
  ["layers-of-@dqx/orm", "packages/orm/src/re-export.ts", `export type * from "@dqx/compute";`],
  ["layers-of-@dqx/orm", "packages/orm/src/in-a-type.ts", `export type X = import("@dqx/sql").X;`],
  ["layers-of-@dqx/orm", "packages/orm/src/dynamic.ts", `export const load = () => import("@dqx/duckdb");`],
  [
    "layers-of-@dqx/orm",
    "packages/orm/src/disposed.ts",
    `export async function use() { await using it = (await import("@dqx/api")).value; }`,
  ],
  ["layers-of-@dqx/api", "packages/api/src/engine.ts", `import { value } from "@dqx/duckdb";`],
  ["layers-of-@dqx/sql", "packages/sql/src/store.ts", `import { value } from "@dqx/orm";`],
  ["layers-of-@dqx/api", "packages/api/src/demo.ts", `import { value } from "@dqx/demo";`],
  ["layers-of-tests-of-@dqx/orm", "packages/orm/test/upwards.test.ts", `import { value } from "@dqx/api";`],
  ["layers-of-@dqx/demo", "apps/demo/src/bench.ts", `import { value } from "@dqx/bench";`],
  ["by-name-only", "packages/orm/src/source.ts", `import { value } from "../../common/src/index.js";`],
  ["by-name-only", "packages/orm/src/built.ts", `import type { value } from "../../common/dist/index.js";`],
  ["by-name-only", "packages/orm/test/path.test.ts", `import { value } from "../../common/src/index.js";`],
  ["by-name-only", "apps/demo/src/path.ts", `import { value } from "../../../packages/api/src/index.js";`],
  ["resolvable", "apps/demo/src/internal.ts", `import { value } from "@dqx/api/dist/index.js";`],
  ["resolvable", "packages/orm/src/undeclared.ts", `import { value } from "not-installed";`],
  ["acyclic", "packages/orm/src/egg.ts", `import { hen } from "./hen.js"; export const egg = () => hen;`],
] as const;

const allowed = [
  ["packages/orm/src/allowed.ts", `import { value } from "@dqx/common"; export * from "@dqx/metrics";`],
  ["packages/api/test/engine.test.ts", `import { value } from "@dqx/duckdb"; import "../src/index.js";`],
  ["apps/demo/src/main.ts", `import { value } from "@dqx/api"; import { value as v } from "@dqx/duckdb";`],
  ["packages/orm/src/hen.ts", `import { egg } from "./egg.js"; export const hen = () => egg;`],
  ["packages/orm/src/one.ts", `import type { Two } from "./two.js"; export type One = Two | 1;`],
  ["packages/orm/src/two.ts", `import type { One } from "./one.js"; export type Two = One | 2;`],
] as const;

/** Two folders that build on one another, by types alone; no two modules do. */
const entangled = [
  ["packages/orm/src/upper/a.ts", `import type { B } from "../lower/b.js"; export type A = B | 1;`],
  ["packages/orm/src/lower/b.ts", `export type B = 2;`],
  ["packages/orm/src/lower/c.ts", `import type { D } from "../upper/d.js"; export type C = D | 3;`],
  ["packages/orm/src/upper/d.ts", `export type D = 4;`],
] as const;
const entangledFolders = ["packages/orm/src/lower", "packages/orm/src/upper"];

describe("the layer check", () => {
  let violations: readonly LayerViolation[];
  let workspace: FixtureWorkspace;

  beforeAll(() => {
    workspace = new FixtureWorkspace();
    for (const [path, text] of [...allowed, ...entangled]) workspace.write(path, `${text}\n`);
    for (const [, path, text] of forbidden) workspace.write(path, `${text}\n`);
    violations = layerViolations(workspace.folder);
  });
  afterAll(() => workspace[Symbol.dispose]());

  it.each(forbidden)("%s forbids what %s does: %s", (rule, path) => {
    expect(violations.filter(({ from }) => from === path).map((violation) => violation.rule)).toContain(rule);
  });

  it("forbids folders that build on one another", () => {
    const found = violations.filter(({ rule }) => rule === "acyclic-folders").map(({ from }) => from);
    expect(found.sort()).toEqual(entangledFolders);
  });

  it("finds nothing else", () => {
    const known = new Set<string>([...forbidden.map(([, path]) => path), ...entangledFolders]);
    expect(violations.filter(({ from }) => !known.has(from))).toEqual([]);
  });
});
