import process from "node:process";
import { LocalDate } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import type { CliContext } from "../cli-context.js";
import { type ExitCode, exitCodeOf, worst } from "../exit-code.js";
import type { LoadedConfig } from "../load/load-config.js";
import { openStore, optionalConfig, sourceOf, today } from "../project/project.js";
import type { StoreFlags } from "../project/shared-flags.js";

/** Looks at one thing after the other, and says what is wrong with each. */
export async function doctor(this: CliContext, flags: StoreFlags): Promise<void> {
  const codes: ExitCode[] = [];
  const look = async (what: string, use: () => Promise<string>) => {
    try {
      this.process.stdout.write(`ok     ${what}: ${await use()}\n`);
    } catch (error) {
      codes.push(exitCodeOf(error));
      this.process.stdout.write(
        `WRONG  ${what}: ${error instanceof Error ? error.message : String(error)}\n`,
      );
    }
  };
  await look("Node.js", async () => process.versions.node);
  await look("DuckDB", duckdbVersion);
  let loaded: LoadedConfig | undefined;
  await look("configuration", async () => {
    loaded = await optionalConfig(this, flags.config);
    return loaded === undefined
      ? "none; `dqx init URI` makes one"
      : `${loaded.file}, ${loaded.config.checks?.length ?? 0} checks`;
  });
  await look("store", async () => {
    await using db = await openStore(flags.store, loaded, this.folder);
    const { executions, metrics, abandoned } = await db.stats();
    return `${executions} executions, ${metrics} metrics${abandoned > 0 ? `, ${abandoned} executions abandoned` : ""}`;
  });
  for (const [name, given] of Object.entries(loaded?.config.sources ?? {})) {
    await look(`source '${name}'`, async () => {
      const source = await sourceOf(name, given, loaded?.folder ?? this.folder);
      try {
        const relation = source.relation({ date: LocalDate(today()), parameters: {} });
        const columns = await source.withSession(
          (session) => session.describe(relation, this.signal),
          this.signal,
        );
        return `${columns.length} columns`;
      } finally {
        await source.close();
      }
    });
  }
  this.end(worst(codes));
}

async function duckdbVersion(): Promise<string> {
  const source = InMemoryDataSource.fromColumns({ name: "probe", columns: { one: [1] } });
  try {
    const rows = await source.withSession((session) => session.query("SELECT version()"));
    return String(rows[0]?.[0]);
  } finally {
    await source.close();
  }
}
