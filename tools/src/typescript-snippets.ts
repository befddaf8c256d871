import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/workspace.mjs";
import type { DocumentSnippet } from "./documents.js";

/** How a snippet compiled and ran. */
export interface SnippetRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Compiles TypeScript blocks against the built workspace, all at once. */
export class TypeScriptSnippets {
  readonly #folder: string;
  readonly #errors: string;

  /**
   * @param snippets - what to compile
   * @param name - of the folder to compile it in, for several test files run at once
   */
  constructor(snippets: readonly DocumentSnippet[], name: string) {
    // Inside this package, for its dependencies are what the snippets may import.
    this.#folder = join(root, "tools", ".snippets", name);
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
    for (const snippet of snippets) {
      // A snippet without an import is a module all the same.
      writeFileSync(join(this.#folder, `${nameOf(snippet)}.ts`), `${snippet.code}\nexport {};\n`);
    }
    const options = { noEmit: false, outDir: ".", rootDir: ".", sourceMap: false, noUnusedLocals: false };
    writeFileSync(
      join(this.#folder, "tsconfig.json"),
      JSON.stringify({
        extends: "../../../tsconfig.base.json",
        compilerOptions: { ...options, composite: false, declaration: false, declarationMap: false },
        files: snippets.map((snippet) => `${nameOf(snippet)}.ts`),
      }),
    );
    const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
    const { stdout } = spawnSync(process.execPath, [compiler, "-p", this.#folder, "--pretty", "false"], {
      cwd: this.#folder,
      encoding: "utf8",
    });
    this.#errors = stdout;
  }

  /** What the compiler has to say about a snippet, or about all of them: nothing, or one line per error. */
  errorsOf(snippet: DocumentSnippet): readonly string[] {
    const beginnings = [`${nameOf(snippet)}.ts`, "error TS"];
    return this.#errors.split("\n").filter((line) => beginnings.some((each) => line.startsWith(each)));
  }

  /** Runs a snippet in an empty folder. */
  run(snippet: DocumentSnippet): SnippetRun {
    const folder = mkdtempSync(join(tmpdir(), "dqx-snippet-"));
    const file = join(this.#folder, `${nameOf(snippet)}.js`);
    const result = spawnSync(process.execPath, [file], { cwd: folder, encoding: "utf8", timeout: 60_000 });
    rmSync(folder, { recursive: true, force: true });
    return result;
  }
}

function nameOf({ place }: DocumentSnippet): string {
  return place.replace(/\W+/g, "-");
}
