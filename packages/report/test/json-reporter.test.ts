import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { jsonReporter } from "../src/index.js";
import { shopReport } from "./shop-report.js";

it("is the report as it is, valid for the published schema", async () => {
  const report = await shopReport();
  const text = jsonReporter().render(report);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
  const schema = fileURLToPath(import.meta.resolve("@dqx/api/run-report.schema.json"));
  const validate = new Ajv2020().compile(JSON.parse(readFileSync(schema, "utf8")));
  expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null]);
  expect(text.endsWith("}\n")).toBe(true);
});
