import { numberParser } from "@stricli/core";

/** A flag that is a text. */
export const text = (brief: string, placeholder: string) =>
  ({ kind: "parsed", parse: String, brief, placeholder, optional: true }) as const;

/** A flag that may be given several times. */
export const texts = (brief: string, placeholder: string) =>
  ({ kind: "parsed", parse: String, brief, placeholder, optional: true, variadic: true }) as const;

/** A flag that is a number. */
export const count = (brief: string, placeholder: string) =>
  ({ kind: "parsed", parse: numberParser, brief, placeholder, optional: true }) as const;

/** A flag that is on or off. */
export const onOff = (brief: string) =>
  ({ kind: "boolean", brief, default: false, withNegated: false }) as const;

/** The flags that say how messages are written. */
export const messageFlags = {
  verbose: onOff("Show more of everything: statements, verdicts, the stack of errors"),
  logFormat: {
    kind: "enum",
    values: ["text", "json"],
    optional: true,
    brief: "Errors and progress as text, or as a line of JSON each; text by default",
  },
} as const;

/** The flags that every command has which opens the store. */
export const storeFlags = {
  config: text("The configuration; dqx.config.ts or dqx.yaml of the folder by default", "FILE"),
  store: text("Where metrics are kept, instead of what the configuration says", "URL"),
  ...messageFlags,
};

/** The flags of commands that choose what is verified. */
export const runFlags = {
  ...storeFlags,
  date: text("The date to verify; today (UTC) by default", "YYYY-MM-DD"),
  tag: texts("A tag of the run, beside those of the configuration", "NAME=VALUE"),
  source: texts("A dataset, instead of what the configuration says", "NAME=URI"),
  select: texts(
    "Only what is named: CHECK, tag:NAME, severity:P0, dataset:NAME; * stands for any text",
    "WHAT",
  ),
  where: text("Only rows of which this SQL is true; the run is tagged with it", "SQL"),
};

/** The flags of commands that are given the URI of a dataset. */
export const datasetFlags = {
  name: text("The name of the dataset; told from the URI by default", "NAME"),
  dateColumn: text("The column that holds the day of a row; the only date or timestamp by default", "COLUMN"),
};

/** Configurations, any number of them. */
export const CONFIGURATIONS = {
  kind: "array",
  parameter: {
    parse: String,
    brief: "Configurations; dqx.config.ts or dqx.yaml of the folder by default",
    placeholder: "FILES",
  },
} as const;

/** An execution of the store. */
export const EXECUTION = {
  parse: String,
  optional: true,
  brief: "An execution id, or its beginning; the latest by default",
  placeholder: "ID",
} as const;

/** The URI of a dataset. */
export const URI = {
  parse: String,
  brief:
    "Files, duckdb:file.db#table, or a table on a server: postgres://…#table, clickhouse://…#table, trino://…#table",
  placeholder: "URI",
} as const;
