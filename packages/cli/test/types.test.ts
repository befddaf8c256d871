import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Folder } from "./dqx.js";

const ODD = 'id,when,"a ""b""",class,__proto__,größe\n1,2025-01-08 10:00:00,x,y,z,1.5\n';

it("types writes a declaration that has every column by its name", async () => {
  using folder = new Folder({ "odd-ones.csv": ODD });
  const { code, out } = await folder.dqx(["types", "odd-ones.csv", "--name", "odd-ones"]);
  expect([code, out]).toEqual([
    0,
    `import { defineDataset } from "@dqx/api";

/** The columns of dataset "odd-ones". Written by dqx types. */
export const oddOnes = defineDataset("odd-ones", {
  id: "integer",
  when: "timestamp",
  "a \\"b\\"": "text",
  class: "text",
  ["__proto__"]: "text",
  größe: "float",
});
`,
  ]);
});

it.each([
  ["class", "datasetclass"],
  ["2024", "dataset2024"],
  ["*/", "dataset"],
  ["größe", "größe"],
])("types calls the declaration of dataset '%s' %s", async (name, variable) => {
  using folder = new Folder({ "a.csv": "id\n1\n" });
  const { out } = await folder.dqx(["types", "a.csv", "--name", name]);
  expect(out).toContain(`export const ${variable} = defineDataset(${JSON.stringify(name)}, {`);
  expect(out.split("*/")).toHaveLength(name === "*/" ? 3 : 2);
});

it("types writes the baseline of a schema, which a check takes", async () => {
  using folder = new Folder({ "a.csv": "id,name\n1,x\n" });
  const { code, out } = await folder.dqx(["types", "a.csv", "--json", "--to", "a.schema.json"]);
  expect([code, out]).toEqual([0, "Wrote a.schema.json: 2 columns of 'a'.\n"]);
  expect(JSON.parse(readFileSync(join(folder.path, "a.schema.json"), "utf8"))).toMatchObject({
    format: "dqx.schema",
    version: 1,
    dataset: "a",
    columns: [
      { name: "id", kind: "integer" },
      { name: "name", kind: "text" },
    ],
  });
  expect(await folder.dqx(["types", "missing.csv"])).toMatchObject({ code: 3 });
  expect(await folder.dqx(["types", "a.csv", "--to", "no/such/a.ts"])).toMatchObject({ code: 2 });
});
