/** Functions in expressions that are refused by name, and why: what a message says of them. */
export const REFUSED_FUNCTIONS: Readonly<Record<string, string>> = {
  write_log: "it writes a log",
  nextval: "it advances a sequence",
  currval: "it reads the state of another session",
  setseed: "it changes the session",
  sleep_ms: "it only waits",
  pg_sleep: "it only waits",
  getvariable: "it reads variables of the session",
  json_serialize_plan: "it binds a query of its own",
  stats: "it reports on the engine",
  vector_type: "it reports on the engine",
  get_block_size: "it reports on the engine",
  current_query: "it reports on the session",
  current_query_id: "it reports on the session",
  current_connection_id: "it reports on the session",
  current_transaction_id: "it reports on the session",
  txid_current: "it reports on the session",
  getenv: "it reads the environment of the process",
};

/** Table functions that read nothing but their arguments and the schema of the database. */
export const ADMITTED_TABLE_FUNCTIONS: ReadonlySet<string> = new Set([
  "duckdb_columns",
  "duckdb_constraints",
  "duckdb_dependencies",
  "duckdb_functions",
  "duckdb_indexes",
  "duckdb_keywords",
  "duckdb_schemas",
  "duckdb_sequences",
  "duckdb_tables",
  "duckdb_types",
  "duckdb_views",
  "generate_series",
  "icu_calendar_names",
  "json_each",
  "json_tree",
  "pg_timezone_names",
  "range",
  "repeat",
  "repeat_row",
  "summary",
  "test_all_types",
  "test_vector_types",
  "unnest",
]);

/** Table functions that read data files; their first argument names them. */
export const DATA_READERS: ReadonlySet<string> = new Set([
  "parquet_scan",
  "read_csv",
  "read_csv_auto",
  "read_json",
  "read_json_auto",
  "read_json_objects",
  "read_json_objects_auto",
  "read_ndjson",
  "read_ndjson_auto",
  "read_ndjson_objects",
  "read_parquet",
]);

/** Table functions that read any file, or look at folders; their first argument names them. */
export const FILE_READERS: ReadonlySet<string> = new Set([
  "glob",
  "parquet_bloom_probe",
  "parquet_file_metadata",
  "parquet_full_metadata",
  "parquet_kv_metadata",
  "parquet_metadata",
  "parquet_schema",
  "read_blob",
  "read_duckdb",
  "read_text",
  "sniff_csv",
]);

/** Arguments of readers that make DuckDB write tables. */
export const REFUSED_READER_OPTIONS: ReadonlySet<string> = new Set([
  "rejects_scan",
  "rejects_table",
  "store_rejects",
]);

/** Table functions that are refused by name, and why. */
export const REFUSED_TABLE_FUNCTIONS: Readonly<Record<string, string>> = {
  arrow_scan: "it reads memory by its address",
  arrow_scan_dumb: "it reads memory by its address",
  check_peg_parser: "it reports on the engine",
  checkpoint: "it writes the database",
  disable_logging: "it changes the engine",
  disable_peg_parser: "it changes the engine",
  disable_profiling: "it changes the engine",
  duckdb_approx_database_count: "it reports on the engine",
  duckdb_connection_count: "it reports on the engine",
  duckdb_coordinate_systems: "it reports on the engine",
  duckdb_databases: "it shows paths of the host",
  duckdb_extensions: "it shows paths of the host",
  duckdb_external_file_cache: "it shows paths of the host",
  duckdb_log_contexts: "it shows statements of other sessions",
  duckdb_logs: "it shows statements of other sessions",
  duckdb_logs_parsed: "it shows statements of other sessions",
  duckdb_memory: "it reports on the engine",
  duckdb_optimizers: "it reports on the engine",
  duckdb_prepared_statements: "it shows statements of other sessions",
  duckdb_profiling_settings: "it shows settings of the engine",
  duckdb_secret_types: "it reports on the engine",
  duckdb_secrets: "it shows secrets",
  duckdb_settings: "it shows settings of the engine, secrets among them",
  duckdb_table_sample: "it reports on the engine",
  duckdb_temporary_files: "it shows paths of the host",
  duckdb_variables: "it reads variables of the session",
  enable_logging: "it writes files",
  enable_peg_parser: "it changes the engine",
  enable_profiling: "it changes the engine",
  force_checkpoint: "it writes the database",
  histogram: "it reads a relation that is named by a text",
  histogram_values: "it reads a relation that is named by a text",
  json_execute_serialized_sql: "it runs a query that is a text",
  pragma_collations: "it reports on the engine",
  pragma_database_size: "it reports on the engine",
  pragma_metadata_info: "it reports on the engine",
  pragma_platform: "it reports on the engine",
  pragma_show: "it reads a relation that is named by a text",
  pragma_storage_info: "it reads a relation that is named by a text",
  pragma_table_info: "it reads a relation that is named by a text",
  pragma_user_agent: "it reports on the engine",
  pragma_version: "it reports on the engine",
  query: "it runs a query that is a text",
  query_table: "it reads a relation that is named by a text",
  seq_scan: "it reads a relation past its name",
  sql_auto_complete: "it reports on the engine",
  truncate_duckdb_logs: "it changes the engine",
  which_secret: "it shows secrets",
};

/** Views of DuckDB's own that are refused by name, and why. */
export const REFUSED_VIEWS: Readonly<Record<string, string>> = {
  duckdb_databases: "it shows paths of the host",
  duckdb_logs: "it shows statements of other sessions",
  pg_database: "it shows paths of the host",
  pg_prepared_statements: "it shows statements of other sessions",
  pg_settings: "it shows settings of the engine, secrets among them",
  pg_tablespace: "it reports on the engine",
  pragma_database_list: "it shows paths of the host",
};

/** Settings whose values are or may be secret; no query may ask for them. */
export const SECRET_SETTING = /secret|token|password|key|proxy|user|azure|s3_|http_|directory|path|home|log/i;
