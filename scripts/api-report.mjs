// The public face of each package as text, so that a change of it is seen in review: writes `api/<package>.api.md`
// from the built declarations. With --check it writes nothing, and fails where a report is not what is built.
// Folders behind it are the packages to report; all of them by default.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { layers, manifestOf, root } from "./workspace.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: "boolean", default: false } },
});
const folders =
  positionals.length === 0
    ? layers.map(({ folder }) => join(root, folder))
    : positionals.map((folder) => resolve(folder));
const place = mkdtempSync(join(tmpdir(), "dqx-api-"));
const compilerOptions = {
  target: "es2023",
  lib: ["es2023", "es2024.string", "esnext.disposable"],
  module: "nodenext",
  moduleResolution: "nodenext",
  types: ["node"],
  strict: true,
  skipLibCheck: true,
};

/** A report shows what is exported; what else the tool has to say is the linter's and the compiler's business. */
const quiet = { logLevel: ExtractorLogLevel.None, addToApiReportFile: false };
const messages = {
  compilerMessageReporting: { default: quiet },
  extractorMessageReporting: { default: quiet },
  tsdocMessageReporting: { default: quiet },
};

let stale = 0;
try {
  for (const folder of folders) {
    for (const [entry, target] of Object.entries(manifestOf(folder).exports ?? {})) {
      // Data, such as a JSON schema, has no declarations.
      if (typeof target !== "string") report(folder, entry, target.types);
    }
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.exitCode = stale === 0 ? 0 : 1;

/**
 * @param {string} folder of the package
 * @param {string} entry as in package.json's `exports`
 * @param {string} types the entry point's declarations, from the folder
 */
function report(folder, entry, types) {
  const file = `${[basename(folder), ...entry.split("/").slice(1)].join("-")}.api.md`;
  const kept = join(folder, "api", file);
  const built = buildReport(folder, file, join(folder, types));
  if (!values.check) {
    mkdirSync(join(folder, "api"), { recursive: true });
    copyFileSync(built, kept);
  } else if (textOf(kept) !== textOf(built)) {
    stale += 1;
    console.error(`${kept} is not what the package exports now. If the change is meant: pnpm api.`);
  }
}

/**
 * @param {string} folder of the package
 * @param {string} file the report's name
 * @param {string} declarations the entry point's
 * @returns {string} where the report is
 */
function buildReport(folder, file, declarations) {
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(folder, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: declarations,
      compiler: { overrideTsconfig: { compilerOptions, files: [declarations] } },
      // Compared here and not by the tool, which takes a report with other blank lines for the same.
      apiReport: {
        enabled: true,
        reportFileName: file,
        reportFolder: place,
        reportTempFolder: join(place, "new"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: "lf",
      messages,
    },
  });
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true;
    },
  });
  if (!succeeded) throw new Error(`No report could be made of ${declarations}.`);
  return join(place, file);
}

/**
 * @param {string} path
 * @returns {string | undefined} nothing where there is no such file
 */
function textOf(path) {
  try {
    return readFileSync(path, "utf8").replaceAll("\r\n", "\n");
  } catch {
    return undefined;
  }
}
