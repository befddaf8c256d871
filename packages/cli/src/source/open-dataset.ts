import { basename } from "node:path";
import type { SqlColumn, SqlDataSource } from "@dqx/sql";
import type { CliContext } from "../cli-context.js";
import { openSource } from "./open-source.js";

/** How a URI that a command is given becomes a dataset. */
export interface DatasetFlags {
  readonly name?: string;
  readonly dateColumn?: string;
}

/** Chooses the column that holds the day of a row, of several that may; none of them when it says so. */
export type DateColumnChoice = (columns: readonly string[]) => Promise<string | undefined>;

/** A dataset of a URI. */
export interface OpenDataset {
  /** Told from the URI where no name was given. */
  readonly name: string;
  readonly source: SqlDataSource;
  readonly columns: readonly SqlColumn[];
  /** The one that was given, else the only date or timestamp that there is. */
  readonly dateColumn: string | undefined;
}

/**
 * Opens what a URI stands for, and looks at its columns.
 *
 * @param context - the folder that relative paths start at, and what ends the work early
 * @param uri - files, or a table
 * @param flags - its name and the column of its days, where they are not to be told from the data
 * @param choose - asked when several columns may hold the days; none of them does by default
 */
export async function openDataset(
  { folder, signal }: Pick<CliContext, "folder" | "signal">,
  uri: string,
  flags: DatasetFlags,
  choose: DateColumnChoice = async () => undefined,
): Promise<OpenDataset> {
  const name = flags.name ?? nameOf(uri);
  const plain = await openSource(name, { uri }, folder);
  try {
    const columns = await columnsOf(plain, signal);
    const dateColumn = flags.dateColumn ?? (await dateColumnOf(plain, columns, choose));
    if (dateColumn === undefined) return { name, source: plain, columns, dateColumn };
    await plain.close();
    return { name, source: await openSource(name, { uri, dateColumn }, folder), columns, dateColumn };
  } catch (cause) {
    await plain.close();
    throw cause;
  }
}

function columnsOf(source: SqlDataSource, signal: AbortSignal): Promise<readonly SqlColumn[]> {
  return source.withSession(
    (session) => session.describe(source.relation({ parameters: {} }), signal),
    signal,
  );
}

/** `flights` of `data/flights-3m.parquet`, `orders` of `duckdb:shop.db#orders`. */
function nameOf(uri: string): string {
  const last = /#(?:.*\.)?([^.]+)$/.exec(uri)?.[1] ?? basename(uri).replace(/\..*$/, "");
  const name = last.replaceAll(/[^\p{L}\p{N}_]+/gu, "_").replaceAll(/^_+|_+$/g, "");
  return name === "" ? "data" : name;
}

async function dateColumnOf(
  { dialect }: SqlDataSource,
  columns: readonly SqlColumn[],
  choose: DateColumnChoice,
): Promise<string | undefined> {
  const dated = columns.filter(({ type }) => {
    const { kind } = dialect.columnType(type);
    return kind === "date" || kind === "timestamp" || kind === "timestamptz";
  });
  return dated.length > 1 ? choose(dated.map(({ name }) => name)) : dated[0]?.name;
}
