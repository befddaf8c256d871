import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ResultKey } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import { expect, it } from "vitest";
import { check, VerificationSuite } from "../src/index.js";
import { useRecordedStore } from "./recorded-store.js";

const store = useRecordedStore();
const steering = "\u001b[31mred\u202e";

it("control characters of a file's header and cells reach neither a message nor a report", async () => {
  const folder = await mkdtemp(join(tmpdir(), "dqx-controls-"));
  try {
    const file = join(folder, "orders.csv");
    await writeFile(file, `price${steering},name\n1,${steering}\n2,b\n`);
    const source = DuckDBDataSource.fromQuery({
      name: "orders",
      query: `SELECT *, CAST(name AS INTEGER) AS amount FROM read_csv('${file}', all_varchar = true)`,
    });
    const checks = check({ name: "steered" }, (mp, ctx) => {
      ctx.assertThat(mp.sum(`price${steering}`)).isPositive();
      ctx.assertThat(mp.sum("price")).isPositive();
      ctx.assertThat(mp.sum("amount")).isPositive();
      ctx.assertThat(mp.nullCount(`price${steering}`)).isZero();
    });
    const suite = new VerificationSuite([checks], store(), { name: "orders" });
    const result = await suite.run([source], new ResultKey("2025-01-08"));
    expect(result.assertions.map(({ status }) => status)).toEqual(["ERROR", "ERROR", "ERROR", "PASSED"]);
    const texts = [
      ...result.warnings,
      ...result.assertions.flatMap(({ name, expression, message }) => [name, expression, message]),
      ...result.metrics.map(({ name, outcome }) => JSON.stringify([name, outcome])),
      ...result.toJSON().datasets.flatMap(({ statements }) => statements.map(({ reason }) => reason ?? "")),
    ];
    expect(texts.join("")).toContain("\\u001b[31mred");
    for (const text of texts) expect(text).not.toMatch(/[^\P{Cc}\n\t]|\p{Bidi_Control}/u);
  } finally {
    await rm(folder, { recursive: true });
  }
});
