import { existsSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { check, VerificationSuite } from "@dqx/api";
import { InvalidArgumentError, LocalDate, ResultKey } from "@dqx/common";
import { InMemoryMetricDB } from "@dqx/orm";
import { boundSql, type SqlColumn, type SqlDataSource } from "@dqx/sql";
import type { CliContext } from "../cli-context.js";
import { openSource } from "../source/open-source.js";
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
  const name = flags.name ?? nameOf(uri);
  const columns = await columnsOf(openSource(name, { uri }, this.folder), this.signal);
  const dateColumn = flags.dateColumn ?? onlyDateColumn(columns);
  const evidence = await measure({ name, uri, dateColumn, columns }, flags, this);
  const { text, assertions } = starterFile(evidence);
  writeFileSync(path, text);
  this.process.stdout.write(
    [
      `Wrote ${FILE}: ${assertions} assertions on dataset '${name}', with bounds that leave room around ${evidence.date}.`,
      ...(dateColumn === undefined
        ? ["No column holds the day of a row: the rows are those of the run's date."]
        : []),
      `Read it, then verify: dqx run --date ${evidence.date}`,
      "",
    ].join("\n"),
  );
}

async function columnsOf(source: SqlDataSource, signal: AbortSignal): Promise<readonly SqlColumn[]> {
  try {
    return await source.withSession(
      (session) => session.describe(source.relation({ parameters: {} }), signal),
      signal,
    );
  } finally {
    await source.close();
  }
}

/** `flights` of `data/flights-3m.parquet`, `orders` of `duckdb:shop.db#orders`. */
function nameOf(uri: string): string {
  const last = /#(?:.*\.)?([^.]+)$/.exec(uri)?.[1] ?? basename(uri).replace(/\..*$/, "");
  const name = last.replaceAll(/[^\p{L}\p{N}_]+/gu, "_").replaceAll(/^_+|_+$/g, "");
  return name === "" ? "data" : name;
}

function onlyDateColumn(columns: readonly SqlColumn[]): string | undefined {
  const [only, ...others] = columns.filter(({ type }) => /^(DATE|TIMESTAMP)/i.test(type));
  return others.length === 0 ? only?.name : undefined;
}

interface Subject {
  readonly name: string;
  readonly uri: string;
  readonly dateColumn: string | undefined;
  readonly columns: readonly SqlColumn[];
}

async function measure(
  subject: Subject,
  flags: InitFlags,
  { folder, signal }: CliContext,
): Promise<DatasetEvidence> {
  const { name, uri, dateColumn, columns } = subject;
  const source = openSource(name, { uri, ...(dateColumn !== undefined && { dateColumn }) }, folder);
  try {
    const days = dateColumn === undefined ? [] : await lastDays(source, dateColumn, signal);
    // The last day is often not complete yet.
    const date = LocalDate(flags.date ?? days[1] ?? days[0] ?? today());
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

/** The last two days that there are rows of, the latest first. */
async function lastDays(
  source: SqlDataSource,
  column: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { sql, parameters } = boundSql(source.relation({ parameters: {} }));
  const day = `CAST(CAST(${source.dialect.quote(column)} AS DATE) AS VARCHAR)`;
  const rows = await source.withSession(
    (session) =>
      session.query(
        {
          sql: `SELECT DISTINCT ${day} AS day FROM ${sql} WHERE ${source.dialect.quote(column)} IS NOT NULL ORDER BY day DESC LIMIT 2`,
          parameters,
        },
        signal,
      ),
    signal,
  );
  return rows.map(([value]) => String(value));
}
