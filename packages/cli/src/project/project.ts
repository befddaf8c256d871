import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { InvalidArgumentError, ResultKey, type TagValue } from "@dqx/common";
import { MetricDB } from "@dqx/orm";
import type { SqlDataSource } from "@dqx/sql";
import type { CliContext } from "../cli-context.js";
import type { DqxConfig, SourceConfig } from "../config/config.js";
import { configFiles, type LoadedConfig, loadConfig } from "../load/load-config.js";
import { filteredSource } from "../source/filtered-source.js";
import { openSource } from "../source/open-source.js";
import { readSelection, type Selected } from "./selection.js";
import type { RunFlags } from "./shared-flags.js";

/** The store where a configuration names none. */
const DEFAULT_STORE = "sqlite:dqx.db";

/**
 * Opens the store that flags or the configuration name.
 *
 * @param store - of the flags
 * @param loaded - the configuration; none when there is none
 * @param folder - the working directory, which flags are relative to
 */
export function openStore(
  store: string | undefined,
  loaded: LoadedConfig | undefined,
  folder: string,
): Promise<MetricDB> {
  if (store !== undefined) return MetricDB.open(absoluteStore(store, folder));
  const named = loaded?.config.store ?? DEFAULT_STORE;
  return MetricDB.open(absoluteStore(named, loaded?.folder ?? folder));
}

function absoluteStore(url: string, folder: string): string {
  const [, path] = /^sqlite:(?!:memory:)(.+)$/.exec(url) ?? [];
  return path === undefined || isAbsolute(path) ? url : `sqlite:${join(folder, path)}`;
}

/** The configuration that flags name, or that is in the folder; none when there is none, which is fine for a store. */
export async function optionalConfig(
  context: CliContext,
  file: string | undefined,
): Promise<LoadedConfig | undefined> {
  const isThere = file !== undefined || configFiles.some((name) => existsSync(join(context.folder, name)));
  return isThere ? loadConfig(file, context.folder, context.process.env) : undefined;
}

/** The store of a command that only looks at it: it must be there. */
export async function openExistingStore(
  context: CliContext,
  { config, store }: { readonly config?: string; readonly store?: string },
): Promise<MetricDB> {
  const loaded = await optionalConfig(context, config);
  const url = absoluteStore(
    store ?? loaded?.config.store ?? DEFAULT_STORE,
    store === undefined ? (loaded?.folder ?? context.folder) : context.folder,
  );
  const [, path] = /^sqlite:(?!:memory:)(.+)$/.exec(url) ?? [];
  if (path !== undefined && !existsSync(path)) {
    throw new InvalidArgumentError(
      `There is no store at ${path}. Run \`dqx run\` first, or name the store with --store.`,
    );
  }
  return MetricDB.open(url);
}

/** What a run is made of. */
export interface Project extends Selected {
  readonly suite: string;
  readonly sources: readonly SqlDataSource[];
  readonly key: ResultKey;
}

/**
 * Makes what a run is made of.
 *
 * @param loaded - the configuration
 * @param flags - what replaces parts of it
 * @param context - the working directory, which flags are relative to, and what ends the work early
 * @throws `InvalidArgumentError` when there are no sources, no checks, or a flag is wrong
 */
export async function makeProject(
  { file, folder: home, config }: LoadedConfig,
  flags: RunFlags,
  { folder, signal }: Pick<CliContext, "folder" | "signal">,
): Promise<Project> {
  const selected = readSelection(file, config.checks ?? [], flags.select);
  const key = new ResultKey(flags.date ?? today(), tagsOf(config, flags));
  const given = new Map((flags.source ?? []).map((each) => pair("--source", each, "orders=orders.csv")));
  const sources = new Map<string, SqlDataSource>();
  for (const [name, source] of Object.entries(config.sources ?? {})) {
    const uri = given.get(name);
    if (uri === undefined) sources.set(name, await sourceOf(name, source, home));
    // What the configuration says of its days stays true of other data.
    else sources.set(name, await openSource(name, { ...(isSourceConfig(source) && source), uri }, folder));
    given.delete(name);
  }
  for (const [name, uri] of given) sources.set(name, await openSource(name, { uri }, folder));
  if (sources.size === 0) {
    throw new InvalidArgumentError(
      `${file} has no sources, so there is nothing to verify. Write sources, or give --source name=uri.`,
    );
  }
  const { where } = flags;
  const all = [...sources.values()];
  return {
    suite: config.suite ?? "dqx",
    ...selected,
    sources:
      where === undefined
        ? all
        : await Promise.all(all.map((source) => filteredSource(source, { where, date: key.date, signal }))),
    key,
  };
}

// Numbers of some of the rows are no history of all of them, and tags keep histories apart.
function tagsOf({ tags }: DqxConfig, { tag, where }: RunFlags): Readonly<Record<string, TagValue>> {
  const given = { ...tags, ...readTags(tag) };
  if (where === undefined) return given;
  if (given.where !== undefined) {
    throw new InvalidArgumentError(
      "--where tags the run with its filter, and there is a tag 'where' already. Rename that tag.",
    );
  }
  return { ...given, where };
}

/** Today in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Tags that were given as `name=value`. */
export function readTags(tags: readonly string[] = []): Readonly<Record<string, TagValue>> {
  return Object.fromEntries(tags.map((tag) => pair("--tag", tag, "region=eu")));
}

/**
 * Makes a source as a configuration gives it.
 *
 * @param name - of the dataset
 * @param source - a URI, a URI with options, or a data source
 * @param home - that relative paths start at
 * @throws `InvalidArgumentError` when it is none of these
 */
export async function sourceOf(
  name: string,
  source: string | SourceConfig | SqlDataSource,
  home: string,
): Promise<SqlDataSource> {
  if (typeof source === "string") return openSource(name, { uri: source }, home);
  if (isSourceConfig(source)) return openSource(name, source, home);
  if (typeof source === "object" && source !== null && "withSession" in source) {
    if (source.name === name) return source;
    throw new InvalidArgumentError(
      `Source '${name}' is a data source of the name '${source.name}'. Give both one name.`,
    );
  }
  throw new InvalidArgumentError(
    `Source '${name}' is no source. Give a URI, { uri, dateColumn }, or a data source.`,
  );
}

function isSourceConfig(source: unknown): source is SourceConfig {
  return typeof source === "object" && source !== null && "uri" in source;
}

function pair(flag: string, given: string, example: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new InvalidArgumentError(`${flag} got '${given}'. Write name=value, for example ${flag} ${example}.`);
}
