import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../../scripts/workspace.mjs";
import { outsideEnvironment } from "./outside-environment.js";

/**
 * A workspace of two members in which `npm test` runs as in this one, with the same bootstrap, pnpm, turbo and
 * settings. Its tests are programs that only end.
 */
export class NpmTestFixture implements Disposable {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "dqx-npm-test-")));

  constructor() {
    const copied = ["scripts/bootstrap.mjs", "scripts/workspace.mjs", "turbo.json", ".gitignore"];
    for (const file of [...copied, "tsconfig.base.json", "vitest.shared.ts"]) {
      this.#write(file, readFileSync(join(root, file), "utf8"));
    }
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const { packageManager, engines, scripts } = manifest;
    const turbo = `link:${join(root, "node_modules/turbo")}`;
    this.#write(
      "package.json",
      JSON.stringify({
        packageManager,
        engines,
        scripts: { test: scripts.test },
        devDependencies: { turbo },
      }),
    );
    const layers = ["a", "b"].map((name) => ({ name, folder: `packages/${name}`, mayImport: [] }));
    this.#write("layers.json", JSON.stringify({ layers, helpers: [], consumers: [] }));
    this.#write("pnpm-workspace.yaml", "packages: [packages/*]\n");
    this.#write("pnpm-lock.yaml", lockfile(turbo));
    for (const { name, folder } of layers) {
      const build = "node --version";
      this.#write(
        `${folder}/package.json`,
        JSON.stringify({ name, scripts: { build, test: "node test.mjs" } }),
      );
      this.end(name, 0);
    }
  }

  /** Writes the test of a member: it ends with an exit code. */
  end(name: string, code: number): void {
    this.#write(`packages/${name}/test.mjs`, `console.log("${name} runs"); process.exit(${code});\n`);
  }

  /** Runs `npm test`. */
  npmTest(): { readonly code: number | null; readonly output: string } {
    const { status, stdout, stderr } = spawnSync("npm", ["test"], {
      cwd: this.folder,
      env: outsideEnvironment(),
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    return { code: status, output: `${stdout}${stderr}` };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function lockfile(turbo: string): string {
  return `lockfileVersion: '9.0'
settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false
importers:
  .:
    devDependencies:
      turbo:
        specifier: ${JSON.stringify(turbo)}
        version: ${JSON.stringify(turbo)}
  packages/a: {}
  packages/b: {}
`;
}
