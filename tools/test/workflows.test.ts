import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { packageWorkflows } from "../../scripts/package-workflows.mjs";
import { layers, root } from "../../scripts/workspace.mjs";

const folder = ".github/workflows";
const textOf = (name: string) => readFileSync(join(root, folder, name), "utf8");
const workflows = [...packageWorkflows()];

describe("the workflows of this repository", () => {
  it.each(workflows)("%s is as the packages' dependencies say (pnpm workflows writes it)", (path, text) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(text);
  });

  it("are those of the packages, the one that they share, and the one of the whole repository", () => {
    const expected = [...workflows.map(([path]) => basename(path)), "_package.yml", "ci.yml"];
    expect(readdirSync(join(root, folder)).sort()).toEqual(expected.sort());
  });

  it.each(layers)("check $name alone", ({ name, folder: home }) => {
    const { on, jobs } = parse(textOf(`${basename(home)}.yml`));
    expect(jobs.package).toEqual({ uses: `./${folder}/_package.yml`, with: { package: name } });
    expect(on.push.paths).toContain(`${home}/**`);
    expect(on.pull_request.paths).toEqual(on.push.paths);
  });

  it("watch what a package depends on through others", () => {
    // The demo names @dqx/api, which is built on @dqx/sql.
    expect(parse(textOf("demo.yml")).on.push.paths).toContain("packages/sql/**");
  });

  it("watch the files of the root that a package's tests use", () => {
    expect(parse(textOf("orm.yml")).on.push.paths).toContain("scripts/postgres.mjs");
  });

  it("watch nothing that a package does not depend on", () => {
    expect(parse(textOf("orm.yml")).on.push.paths).not.toContain("packages/api/**");
  });

  it.each(["install", "build", "lint", "typecheck", "test"])("share one job that does the %s", (task) => {
    const { jobs } = parse(textOf("_package.yml"));
    const commands = jobs.check.steps.map((step: { run?: string }) => step.run).filter(Boolean);
    const wanted =
      task === "install"
        ? "pnpm install --frozen-lockfile"
        : `pnpm turbo run ${task} --filter="\${{ inputs.package }}"`;
    expect(commands).toContain(wanted);
  });

  it("run every check of the whole repository through .ci/run", () => {
    expect(textOf("ci.yml")).toContain("- run: bash .ci/run");
  });
});
