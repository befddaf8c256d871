import { readFileSync } from "node:fs";
import { join } from "node:path";
import { storeEntities } from "@dqx/orm";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";

const document = readFileSync(join(root, "docs/store.md"), "utf8");

/** The columns of a table as the diagram of docs/store.md draws them. */
function drawnColumns(table: string): readonly { readonly name: string; readonly isKey: boolean }[] {
  const body = new RegExp(String.raw`^  ${table} \{\n([\s\S]*?)^  \}`, "m").exec(document)?.[1] ?? "";
  return body
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [, name = "", ...marks] = line
        .replace(/".*"/, "")
        .trim()
        .split(/[\s,]+/);
      return { name, isKey: marks.includes("PK") };
    });
}

describe("the diagram in docs/store.md", async () => {
  const entities = await storeEntities("postgres");

  it.each(entities.map(({ options }) => options))("draws $name with its columns and its key", (options) => {
    const columns = Object.entries<{ readonly primary?: boolean } | undefined>(options.columns);
    expect(drawnColumns(options.name)).toEqual(
      columns.map(([name, column]) => ({ name, isKey: column?.primary === true })),
    );
  });

  it("draws every table, and names every index", () => {
    expect([...document.matchAll(/^ {2}(\w+) \{$/gm)].map(([, table]) => table)).toEqual(
      entities.map(({ options }) => options.name),
    );
    const indexes = entities.flatMap(({ options }) => (options.indices ?? []).map(({ name }) => name));
    const ofMetrics = indexes.filter((name) => name?.startsWith("dq_metric_"));
    expect(ofMetrics.filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
  });
});
