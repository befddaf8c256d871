import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { root } from "../../scripts/workspace.mjs";

interface Hooks {
  readonly "pre-commit": { readonly jobs: readonly { readonly name: string; readonly run: string }[] };
}

const hooks: Hooks = parse(readFileSync(join(root, "lefthook.yml"), "utf8"));
const { jobs } = hooks["pre-commit"];

it.each(jobs)("the hook '$name' begins with a program that every clone has", ({ run }) => {
  expect(run).toMatch(/^node(_modules\/\.bin\/\S+)? /);
});

it("the hook of types runs where pnpm is not on the path", { timeout: 120_000 }, () => {
  const programs = mkdtempSync(join(tmpdir(), "dqx-hooks-"));
  onTestFinished(() => rmSync(programs, { recursive: true, force: true }));
  for (const name of ["node", "npm", "npx"]) {
    symlinkSync(join(dirname(process.execPath), name), join(programs, name));
  }
  // What a shell does where there is none, also on a machine that has one.
  writeFileSync(join(programs, "pnpm"), "#!/bin/sh\nexit 127\n", { mode: 0o755 });
  const [types] = jobs.filter(({ run }) => run.includes("typecheck"));
  const env = { ...process.env, PATH: `${programs}:/usr/bin:/bin` };

  // What it would do, in the order it would be done.
  const output = execFileSync("sh", ["-c", `${types?.run} --dry=json`], { cwd: root, env, encoding: "utf8" });

  expect(JSON.parse(output.slice(output.indexOf("{")))).toMatchObject({ tasks: expect.any(Array) });
});
