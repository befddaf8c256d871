import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/workspace.mjs";

/** How a command ended. */
export interface CommandEnding {
  readonly code: number | null;
  /** All that it printed. */
  readonly output: string;
}

/** A copy of `packages/metrics` in a temporary folder, to which a metric can be added. */
export class MetricsCopy implements Disposable {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), "dqx-metrics-")));

  constructor() {
    const original = join(root, "packages/metrics");
    for (const part of ["src", "test", "README.md", "package.json"]) {
      cpSync(join(original, part), join(this.#folder, part), { recursive: true });
    }
    symlinkSync(join(original, "node_modules"), join(this.#folder, "node_modules"), "junction");
    const { compilerOptions } = JSON.parse(readFileSync(join(root, "tsconfig.base.json"), "utf8"));
    const options = { ...compilerOptions, rootDir: "src", outDir: "dist", composite: false };
    writeFileSync(
      join(this.#folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: options, include: ["src"] }),
    );
  }

  /** Adds a file to the catalogue. @param path - such as `counts/zero-count.ts` */
  addMetric(path: string, text: string): void {
    writeFileSync(join(this.#folder, "src/catalogue", path), text);
  }

  /** Adds a line to the list of the measured metrics. */
  addLine(line: string): void {
    appendFileSync(join(this.#folder, "src/catalogue/measured-metrics.ts"), `${line}\n`);
  }

  /** Type-checks and builds the copy. */
  build(): CommandEnding {
    return this.#node([join(root, "node_modules/typescript/bin/tsc"), "-p", ".", "--pretty", "false"]);
  }

  /** Runs a program beside the built copy, which it imports as `./dist/index.js`. */
  run(program: string): CommandEnding {
    writeFileSync(join(this.#folder, "program.mjs"), program);
    return this.#node(["program.mjs"]);
  }

  /** Runs a file of the copy's tests. */
  test(file: string): CommandEnding {
    return this.#node([join(root, "node_modules/vitest/vitest.mjs"), "run", file]);
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #node(args: readonly string[]): CommandEnding {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: this.#folder,
      env: { ...process.env, NO_COLOR: "1" },
      encoding: "utf8",
    });
    return { code: status, output: `${stdout}${stderr}` };
  }
}
