import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "../../scripts/workspace.mjs";
import { type WorkflowSubject, workflowProblems } from "../src/workflow-problems.js";
import { workflowSubjects } from "../src/workflow-subjects.js";

const folder = ".github/workflows";
const files = new Map(
  readdirSync(join(root, folder)).map((name) => {
    const path = `${folder}/${name}`;
    return [path, readFileSync(join(root, path), "utf8")];
  }),
);

describe("the workflows of this repository", () => {
  it("check every package alone, whenever it or something it depends on changes", () => {
    expect(workflowProblems(files, workflowSubjects())).toEqual([]);
  });

  it("know what a package depends on through others", () => {
    const demo = workflowSubjects().find(({ name }) => name === "@dqx/demo");
    expect(demo?.requires).toContain("packages/sql");
  });

  it.each(["install", "build", "lint", "typecheck", "test"])("share one job that does the %s", (task) => {
    const { jobs } = parse(files.get(`${folder}/_package.yml`) ?? "");
    const commands = jobs.check.steps.map((step: { run?: string }) => step.run).filter(Boolean);
    const wanted =
      task === "install"
        ? "pnpm install --frozen-lockfile"
        : `pnpm turbo run ${task} --filter="\${{ inputs.package }}"`;
    expect(commands).toContain(wanted);
  });

  it("run every check of the whole repository through .ci/run", () => {
    expect(files.get(`${folder}/ci.yml`)).toContain("- run: bash .ci/run");
  });
});

describe("the workflow check", () => {
  const subject: WorkflowSubject = {
    name: "@dqx/orm",
    folder: "packages/orm",
    requires: ["packages/common"],
  };
  const path = `${folder}/orm.yml`;
  const good = files.get(path)?.replace(/^ +- packages\/metrics\/\*\*\n/m, "") ?? "";
  const problemsOf = (text: string) => workflowProblems(new Map([[path, text]]), [subject]);

  it("accepts the fixture that the next tests break", () => {
    expect(problemsOf(good)).toEqual([]);
  });

  it("finds a package without a workflow", () => {
    expect(workflowProblems(new Map(), [subject])).toEqual([
      `${path}: missing, so nothing checks @dqx/orm alone`,
    ]);
  });

  it.each(["packages/orm/**", "packages/common/**", "pnpm-lock.yaml", `${folder}/_package.yml`])(
    "finds a path filter that misses %s, for both events",
    (missing) => {
      const text = good
        .split("\n")
        .filter((line) => line.trim() !== `- ${missing}`)
        .join("\n");
      expect(problemsOf(text)).toEqual([
        `${path}: on.push.paths misses ${missing}`,
        `${path}: on.pull_request.paths misses ${missing}`,
      ]);
    },
  );

  it("finds an event without a path filter", () => {
    expect(problemsOf(good.replace("    paths: *paths\n", ""))).toContain(
      `${path}: on.pull_request.paths misses packages/orm/**`,
    );
  });

  it("finds a path that the package no longer depends on", () => {
    expect(
      problemsOf(good.replace("- packages/common/**", "- packages/common/**\n      - packages/api/**")),
    ).toContain(`${path}: on.push.paths has packages/api/**, which @dqx/orm does not depend on`);
  });

  it("finds a call with another package's name", () => {
    expect(problemsOf(good.replace('package: "@dqx/orm"', 'package: "@dqx/sql"'))).toEqual([
      `${path}: calls the reusable workflow for '@dqx/sql', not for '@dqx/orm'`,
    ]);
  });

  it("finds a workflow that does its own thing", () => {
    expect(problemsOf(good.replace("_package.yml\n    with", "other.yml\n    with"))).toEqual([
      `${path}: no job uses ./${folder}/_package.yml`,
    ]);
  });
});
