import { type SuitePlan, VerificationSuite } from "@dqx/api";
import { InMemoryMetricDB } from "@dqx/orm";
import type { CliContext } from "../cli-context.js";
import { type ExitCode, exitCodes, worst } from "../exit-code.js";
import { loadConfig } from "../load/load-config.js";
import { makeProject } from "../project/project.js";
import type { RunFlags } from "../project/shared-flags.js";

/** The flags of `dqx plan`. */
export interface PlanFlags extends RunFlags {
  readonly json: boolean;
}

/** Prints what runs would do. Nothing is stored, and no store is opened. */
export async function plan(this: CliContext, flags: PlanFlags, ...files: string[]): Promise<void> {
  const codes: ExitCode[] = [];
  for (const file of files.length === 0 ? [flags.config] : files) {
    const loaded = await loadConfig(file, this.folder, this.process.env);
    const { suite: name, checks, select, sources, key } = await makeProject(loaded, flags, this);
    await using db = await InMemoryMetricDB.open();
    try {
      const made = await new VerificationSuite(checks, db, { name }).plan(sources, key, {
        signal: this.signal,
        ...(select !== undefined && { select }),
      });
      this.process.stdout.write(flags.json ? `${JSON.stringify(made, undefined, 2)}\n` : describe(made));
      codes.push(codeOf(made));
    } finally {
      await Promise.all(sources.map((source) => source.close()));
    }
  }
  this.end(worst(codes));
}

function describe({ suite, key, assertions, scans, datasets, errors, warnings }: SuitePlan): string {
  const lines = [
    `Suite ${suite} for ${key.date}: ${assertions.length} assertions, ${scans} ${scans === 1 ? "scan" : "scans"}`,
    ...datasets.flatMap(({ dataset, statements }) =>
      statements.flatMap(({ sql, purpose }) => [
        "",
        `'${dataset}', ${purpose}:`,
        ...sql.split("\n").map((line) => `  ${line}`),
      ]),
    ),
    ...(errors.length + warnings.length === 0 ? [] : [""]),
    ...errors.map(({ name, message }) => `${name}: ${message}`),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
  return `${lines.join("\n")}\n`;
}

function codeOf({ errors }: SuitePlan): ExitCode {
  if (errors.some(({ name }) => name === "SourceError")) return exitCodes.source;
  return errors.length > 0 ? exitCodes.usage : exitCodes.good;
}
