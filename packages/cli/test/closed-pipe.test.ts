import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { expect, it } from "vitest";
import { shop } from "./dqx.js";

const BIN = join(import.meta.dirname, "../bin/dqx.js");

it("a run ends as ever when nobody reads what it prints any more", async () => {
  using folder = shop();
  const args = [BIN, "run", "--date", "2025-01-08", "--output", "json"];
  const child = spawn(process.execPath, args, { cwd: folder.path, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  let told = "";
  child.stderr.on("data", (text) => {
    told += text;
  });
  const [code] = await once(child, "close");
  expect([code, told]).toEqual([1, ""]);
  expect((await folder.dqx(["executions"])).out).toContain("FAILED");
});
