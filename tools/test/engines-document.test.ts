import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../scripts/workspace.mjs";
import { enginesDocument } from "../src/engines-document.js";

const text = readFileSync(join(root, "docs/engines.md"), "utf8");

it("docs/engines.md shows which metrics hold on which engine, by the last conformance runs", async () => {
  // `vitest --update` writes it.
  await expect(enginesDocument(text)).toMatchFileSnapshot("../../docs/engines.md");
});

it("docs/engines.md says of each engine what it needs, sees, pushes down and costs", () => {
  const sections = text
    .split(/^## /m)
    .filter((section) => /^(DuckDB|PostgreSQL|ClickHouse|Trino)$/m.test(section));
  expect(sections).toHaveLength(4);
  for (const section of sections) {
    const subjects = [...section.matchAll(/^(Rights|Snapshot|What is pushed down|Time zones|Costs):/gm)];
    const [title] = section.split("\n");
    expect(
      subjects.map(([, subject]) => subject),
      title,
    ).toEqual(["Rights", "Snapshot", "What is pushed down", "Time zones", "Costs"]);
  }
});
