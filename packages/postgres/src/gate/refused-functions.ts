/** Functions of PostgreSQL's own that are VOLATILE and let through all the same: they change nothing. */
export const ADMITTED_VOLATILE: ReadonlySet<string> = new Set([
  "clock_timestamp",
  "gen_random_uuid",
  "random",
  "random_normal",
  "timeofday",
  "uuidv4",
  "uuidv7",
]);

const RUNS_A_TEXT = "it runs a text, or reads relations that stand in none";
const TAKES_A_NUMBER = "it gives the transaction a number, which is a change";

/**
 * Functions that are refused though they are not VOLATILE, with the reason. Those that are need no list: PostgreSQL
 * itself says so in its catalogue.
 */
export const REFUSED_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ["pg_current_xact_id", TAKES_A_NUMBER],
  ["txid_current", TAKES_A_NUMBER],
  ["table_to_xml", RUNS_A_TEXT],
  ["table_to_xml_and_xmlschema", RUNS_A_TEXT],
  ["schema_to_xml", RUNS_A_TEXT],
  ["schema_to_xml_and_xmlschema", RUNS_A_TEXT],
  ["database_to_xml", RUNS_A_TEXT],
  ["database_to_xml_and_xmlschema", RUNS_A_TEXT],
  // Of extensions that come with PostgreSQL: tablefunc and xml2.
  ["connectby", RUNS_A_TEXT],
  ["crosstab", RUNS_A_TEXT],
  ["crosstab2", RUNS_A_TEXT],
  ["crosstab3", RUNS_A_TEXT],
  ["crosstab4", RUNS_A_TEXT],
  ["xpath_table", RUNS_A_TEXT],
]);

/** Why well-known functions are VOLATILE, which says more than that they are. */
export const VOLATILE_REASONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:nextval|setval|currval|lastval)$/, "it advances or reads the state of a sequence"],
  [/^(?:set_config|setseed)$/, "it changes the session's settings"],
  [/^(?:lo_|loread|lowrite)/, "it writes or reads large objects and files of the server"],
  [/^pg_(?:read_|ls_|stat_file|file_)/, "it reads files of the server's host"],
  [/^pg_(?:try_)?advisory_/, "it takes or releases locks"],
  [/^pg_(?:cancel|terminate)_backend$/, "it ends the work of others"],
  [/^dblink/, "it runs a text on another server"],
  [/^(?:query|cursor)_to_xml|^ts_(?:stat|rewrite)$/, RUNS_A_TEXT],
  [/^pg_sleep/, "it waits, and computes nothing"],
  [/^pg_(?:notify|logical_emit_message)$/, "it sends messages"],
];

/** Relations of PostgreSQL's own that show files of the host, or passwords. */
export const REFUSED_RELATIONS: ReadonlySet<string> = new Set([
  "pg_authid",
  "pg_config",
  "pg_file_settings",
  "pg_hba_file_rules",
  "pg_ident_file_mappings",
  "pg_largeobject",
  "pg_shadow",
  "pg_subscription",
  "pg_user_mapping",
  "pg_user_mappings",
]);

/** Settings that may be secret. */
export const SECRET_SETTING = /passw|secret|token|credential|conninfo|key/i;
