import { SourceError } from "@dqx/sql";

/** Limits at which a statement fails, and does not stop half-way. */
const OVERFLOW_MODES = [
  "distinct_overflow_mode",
  "group_by_overflow_mode",
  "join_overflow_mode",
  "read_overflow_mode",
  "read_overflow_mode_leaf",
  "result_overflow_mode",
  "set_overflow_mode",
  "sort_overflow_mode",
  "timeout_overflow_mode",
  "timeout_overflow_mode_leaf",
  "transfer_overflow_mode",
];

/**
 * What a statement cannot do without. Most are ClickHouse's defaults, which a profile may have changed so that a
 * statement silently gives less than all, something older, or something else.
 */
const NEEDED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(OVERFLOW_MODES.map((name) => [name, "throw"])),
  // All rows of all shards, as they are now, and nothing beside them.
  limit: "0",
  offset: "0",
  skip_unavailable_shards: "0",
  use_query_cache: "0",
  extremes: "0",
  // To read takes nothing away from a queue.
  stream_like_engine_allow_direct_select: "0",
  // What the generated statements mean.
  enable_positional_arguments: "1",
  enable_analyzer: "1",
  decimal_check_overflow: "1",
  transform_null_in: "0",
  join_default_strictness: "ALL",
  // How results are written.
  format_tsv_null_representation: "\\N",
  output_format_tsv_crlf_end_of_line: "0",
  bool_true_representation: "true",
};

/** What is set where the user may. */
const WISHED: Readonly<Record<string, string>> = {
  date_time_output_format: "iso",
  // Lists of thousands of values.
  max_query_size: "16777216",
  max_ast_elements: "1000000",
  max_expanded_ast_elements: "5000000",
  // A process that dies leaves no statement behind.
  cancel_http_readonly_queries_on_client_close: "1",
};

/** What the server says of a setting. */
export interface KnownSetting {
  readonly value: string;
  /** Whether the user may not change it. */
  readonly isFixed: boolean;
}

/** How the statements of a session are run. */
export type StatementSettings = Readonly<Record<string, string>>;

/** The names of the settings that a session asks the server for. */
export const settingNames: readonly string[] = [
  "readonly",
  "max_execution_time",
  ...Object.keys(NEEDED),
  ...Object.keys(WISHED),
];

/** What a source wants of the settings. */
export interface SettingWishes {
  /** After how many milliseconds the server ends a statement. */
  readonly statementTimeout?: number;
  /** Whether statements may use table functions, which the strictest lock forbids. */
  readonly usesTableFunctions: boolean;
}

/**
 * The settings of a session's statements. They may not write, whatever the user may: a user without a lock gets
 * `readonly`, which is the strictest one, and forbids the statement itself to change settings. A user who has a lock
 * keeps it; where it forbids to set others, those that are needed have to be what they should.
 *
 * @param known - what the server says of them; settings that it does not have are absent
 * @param wishes - of the source
 * @throws SourceError naming a setting that is not what it has to be
 */
export function statementSettings(
  known: ReadonlyMap<string, KnownSetting>,
  { statementTimeout, usesTableFunctions }: SettingWishes,
): StatementSettings {
  const limit = statementTimeout === undefined ? {} : { max_execution_time: String(statementTimeout / 1000) };
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...NEEDED, ...WISHED, ...limit })) {
    const setting = known.get(name);
    if (setting === undefined || setting.value === value) continue;
    if (!setting.isFixed) settings[name] = value;
    else if (!Object.hasOwn(WISHED, name)) throw unfit(name, setting.value, value);
  }
  const lock = known.get("readonly");
  if (lock === undefined || lock.value === "0") settings.readonly = usesTableFunctions ? "2" : "1";
  return settings;
}

function unfit(name: string, value: string, wanted: string): SourceError {
  return new SourceError(
    `the setting ${name} of the user's profile is '${value}', and has to be '${wanted}'. Change it in the profile, or let the user change settings by readonly = 2`,
  );
}
