import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, VerificationSuite } from "@dqx/api";
import { InvalidArgumentError, LocalDate, ResultKey } from "@dqx/common";
import { InMemoryMetricDB } from "@dqx/orm";
import { boundSql, fromItem, type SqlColumn, type SqlDataSource } from "@dqx/sql";
import type { CliContext } from "../cli-context.js";
import { type OpenDataset, openDataset } from "../source/open-dataset.js";
import { today } from "./project.js";
import { type ColumnEvidence, type DatasetEvidence, starterFile } from "./starter-file.js";

/** The flags of `dqx init`. */
export interface InitFlags {
  readonly yes: boolean;
  readonly name?: string;
  readonly dateColumn?: string;
  readonly date?: string;
  readonly verbose: boolean;
}

const FILE = "dqx.yaml";

/** Writes a configuration with checks of a dataset. */
export async function init(this: CliContext, flags: InitFlags, uri: string): Promise<void> {
  const path = join(this.folder, FILE);
  if (existsSync(path) && !flags.yes) {
    throw new InvalidArgumentError(
      `There is a ${FILE} already. Replace it with --yes, or work in another folder.`,
    );
  }
  const dataset = await openDataset(this, uri, flags);
  const { name, dateColumn } = dataset;
  const evidence = await measure(dataset, uri, flags, this);
  const written = withoutPassword(uri);
  const { text, assertions } = starterFile({ ...evidence, uri: written });
  writeFileSync(path, text);
  this.process.stdout.write(
    [
      `Wrote ${FILE}: ${assertions} assertions on dataset '${name}', with bounds that leave room around ${evidence.date}.`,
      ...(dateColumn === undefined
        ? ["No column holds the day of a row: the rows are those of the run's date."]
        : []),
      ...(written === uri ? [] : ["The password is not written: set PGPASSWORD."]),
      `Read it, then verify: dqx run --date ${evidence.date}`,
      "",
    ].join("\n"),
  );
}

/** The URI of a server as it may be kept in a file. */
function withoutPassword(uri: string): string {
  if (!/^[a-z][a-z+.-]+:\/\//i.test(uri) || !URL.canParse(uri)) return uri;
  const url = new URL(uri);
  if (url.password === "") return uri;
  url.password = "";
  return url.href;
}

async function measure(
  { name, source, dateColumn, columns }: OpenDataset,
  uri: string,
  flags: InitFlags,
  { signal }: CliContext,
): Promise<DatasetEvidence> {
  try {
    const last = flags.date === undefined ? undefined : LocalDate(flags.date);
    const days = dateColumn === undefined ? [] : await lastDays(source, dateColumn, last, signal);
    // The last day is often not complete yet.
    const date = last ?? LocalDate(days[1] ?? days[0] ?? today());
    const measured = check({ name: "evidence" }, (mp, ctx) => {
      const collect = (key: string, metric: ReturnType<typeof mp.numRows>) =>
        ctx.assertThat(metric).config({ name: key }).noop();
      collect("rows", mp.numRows());
      for (const column of columns) {
        collect(`nulls ${column.name}`, mp.nullCount(column.name));
        if (!isNumeric(column)) continue;
        collect(`minimum ${column.name}`, mp.minimum(column.name));
        collect(`maximum ${column.name}`, mp.maximum(column.name));
      }
    });
    await using db = await InMemoryMetricDB.open();
    const { assertions } = await new VerificationSuite([measured], db, { name: "init" }).run(
      [source],
      new ResultKey(date),
      { signal },
    );
    const values = new Map(assertions.map((each) => [each.name, each.number]));
    const measuredAs = (key: string) => values.get(key) ?? undefined;
    return {
      name,
      uri,
      dateColumn,
      date,
      rows: measuredAs("rows") ?? 0,
      hasDayBefore: days.some((day) => day < date),
      columns: columns.map(
        (column): ColumnEvidence => ({
          name: column.name,
          nulls: measuredAs(`nulls ${column.name}`),
          minimum: measuredAs(`minimum ${column.name}`),
          maximum: measuredAs(`maximum ${column.name}`),
        }),
      ),
    };
  } finally {
    await source.close();
  }
}

function isNumeric({ type }: SqlColumn): boolean {
  return /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$|^(FLOAT|DOUBLE|DECIMAL)/i.test(type);
}

/** The last three days that there are rows of, up to a day where one is given, the latest first. */
async function lastDays(
  source: SqlDataSource,
  name: string,
  last: LocalDate | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { dialect, dating } = source;
  const { sql, parameters } = boundSql(source.relation({ parameters: {} }));
  const column = dialect.quote(name);
  return source.withSession(async (session) => {
    const described = await session.describe({ sql, parameters }, signal);
    const type = dialect.columnType(described.find((each) => each.name === name)?.type ?? "");
    // What is no day is told by the run.
    if (type.kind !== "date" && type.kind !== "timestamp" && type.kind !== "timestamptz") return [];
    const timeZone = dating.kind === "column" ? dating.timeZone : "UTC";
    const day = dialect.dayOf({ name, typeName: type.kind, type }, timeZone);
    const until = last === undefined ? "" : ` AND ${day} <= DATE '${last}'`;
    const rows = await session.query(
      {
        sql: `SELECT CAST(dqx_day AS VARCHAR) AS dqx_text FROM (SELECT DISTINCT ${day} AS dqx_day FROM ${fromItem(sql)} WHERE ${column} IS NOT NULL${until}) AS dqx_days ORDER BY dqx_day DESC LIMIT 3`,
        parameters,
      },
      signal,
    );
    return rows.map(([value]) => String(value));
  }, signal);
}
