import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { members } from "../../scripts/workspace.mjs";

/** A small workspace in a temporary folder, with the names and folders of this one. */
export class FixtureWorkspace implements Disposable {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "dqx-fixture-")));

  /** Makes every member, built, each with all the others installed: what pnpm would forbid is allowed here. */
  constructor() {
    for (const { name, folder } of members) {
      const exported = { types: "./dist/index.d.ts", default: "./dist/index.js" };
      const dependencies = Object.fromEntries(members.map((member) => [member.name, "workspace:^"]));
      this.write(`${folder}/package.json`, JSON.stringify({ name, exports: exported, dependencies }));
      this.write(`${folder}/src/index.ts`, "export const value = 1;\n");
      this.write(`${folder}/dist/index.js`, "export const value = 1;\n");
      this.write(`${folder}/dist/index.d.ts`, "export declare const value = 1;\n");
      mkdirSync(join(this.folder, folder, "node_modules/@dqx"), { recursive: true });
      for (const other of members) {
        const link = join(this.folder, folder, "node_modules", other.name);
        symlinkSync(join(this.folder, other.folder), link, "junction");
      }
    }
  }

  /** Writes a file, given by its path from the workspace's root. */
  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
