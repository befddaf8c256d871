// The public face of each package as text, so that a change of it is seen in review: writes `api/<package>.api.md`
// from the built declarations. With --check it writes nothing, and fails where a report is not what is built.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { layers, manifestOf, root } from "./workspace.mjs";

const isCheck = process.argv.includes("--check");
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

let failures = 0;
try {
  for (const { folder } of layers) {
    for (const [entry, target] of Object.entries(manifestOf(folder).exports ?? {})) {
      if (typeof target !== "string") report(folder, entry, target.types);
    }
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

/**
 * @param {string} folder of the package, from the root
 * @param {string} entry as in package.json's `exports`
 * @param {string} types the entry point's declarations, from the folder
 */
function report(folder, entry, types) {
  const name = [basename(folder), ...entry.split("/").slice(1)].join("-");
  const reportFolder = join(root, folder, "api");
  if (!isCheck) mkdirSync(reportFolder, { recursive: true });
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(root, folder, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: join(root, folder),
      mainEntryPointFilePath: join(root, folder, types),
      compiler: { overrideTsconfig: { compilerOptions, files: [join(root, folder, types)] } },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder,
        reportTempFolder: place,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: "lf",
      messages,
    },
  });
  const { apiReportChanged, succeeded } = Extractor.invoke(config, {
    localBuild: !isCheck,
    showVerboseMessages: false,
  });
  const isMissing = isCheck && !existsSync(join(reportFolder, `${name}.api.md`));
  if (succeeded && !isMissing && !(isCheck && apiReportChanged)) return;
  failures += 1;
  console.error(
    `${folder}/api/${name}.api.md is not what the package exports now. If the change is meant: pnpm api.`,
  );
}
