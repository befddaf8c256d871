/** Why well-known functions stand on no list, which says more than that they do. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^sleep/i, "it waits, and computes nothing"],
  [/^logTrace$/i, "it writes into the server's log"],
  [/^generateSerialID$/i, "it advances a series that others use"],
  [/^(?:file|catboostEvaluate)$/i, "it reads files of the server's host"],
  [/^(?:hasColumnInTable|reverseDNSQuery|ai[A-Z]\w*)$/i, "it asks another server"],
  [
    /^(?:getSetting|getServerSetting|getMacro|getMergeTreeSetting|getClientHTTPHeader|showCertificate)/i,
    "it may show secrets of the server",
  ],
  [/^(?:addressTo|demangle$|tid$|flameGraph$)/i, "it looks into the server's memory"],
  [
    /^(?:filesystem|getOSKernel|hostName$|FQDN$|fullHostName$|tcpPort$|getServerPort$|uptime$|serverUUID$)/i,
    "it tells of the server's host",
  ],
];

/** Why well-known table functions stand on no list. */
const TABLE_REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:file|fileCluster|filesystem|sqlite|executable|\w*Local\w*)$/i,
    "it reads files or runs programs of the server's host",
  ],
  [/^(?:viewExplain|eval)$/i, "it runs another statement"],
  [/^(?:merge|loop|view|viewIfPermitted|mergeTree\w+)$/i, "it reads relations that are not named in FROM"],
  [/^(?:input|fuzz\w+)$/i, "it is no data"],
];

/** The table functions that make rows of their arguments, or of a dictionary of the database. */
const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(
  [
    "numbers",
    "numbers_mt",
    "zeros",
    "zeros_mt",
    "primes",
    "generate_series",
    "generateSeries",
    "generateRandom",
    "values",
    "SQLStandardValues",
    "format",
    "null",
    "dictionary",
  ].map((name) => name.toLowerCase()),
);

/** Tells whether a table function is let through without being asked for. */
export function isAdmittedTableFunction(name: string): boolean {
  return TABLE_FUNCTIONS.has(name.toLowerCase());
}

/** Why a function is refused that is on no list. */
export function refusalOf(name: string): string {
  return reasonAmong(REASONS, name) ?? "it is on no list of functions that change nothing";
}

/** Why a table function is refused. */
export function tableRefusalOf(name: string): string {
  return reasonAmong(TABLE_REASONS, name) ?? "it reads from outside of the database";
}

/** Functions of a row that another call of the same row may give another result, or that depend on other rows. */
const UNSTABLE =
  /^(?:rand|randCanonical|generate|fuzz|obfuscate|rowNumber|block|running|neighbor$|nowInBlock|arrayShuffle$|arrayPartial|arrayRandom|shardNum$|dateTimeToUUIDv7$|queryID)/i;

/** Tells whether a function has another result for each call. */
export function isUnstable(name: string): boolean {
  return UNSTABLE.test(name);
}

/** Functions that make several rows or columns of one. */
const MULTIPLYING: ReadonlySet<string> = new Set(["arrayjoin", "unnest", "untuple"]);

/** Tells whether a function makes several rows or columns of one. */
export function isMultiplying(name: string): boolean {
  return MULTIPLYING.has(name.toLowerCase());
}

/** The relations of the database `system` that tell of the database's own schema, or make rows. */
const SYSTEM_RELATIONS: ReadonlySet<string> = new Set([
  "columns",
  "databases",
  "dictionaries",
  "numbers",
  "numbers_mt",
  "one",
  "parts",
  "parts_columns",
  "tables",
  "time_zones",
  "zeros",
  "zeros_mt",
]);

/** Tells whether a relation of the database `system` is let through; the others tell of the server and its users. */
export function isAdmittedSystemRelation(name: string): boolean {
  return SYSTEM_RELATIONS.has(name.toLowerCase());
}

function reasonAmong(reasons: readonly (readonly [RegExp, string])[], name: string): string | undefined {
  return reasons.find(([pattern]) => pattern.test(name))?.[1];
}
