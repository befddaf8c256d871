import { type Context, col, type RowCondition, sql, unique } from "@dqx/api";
import { formatField } from "@dqx/metrics";
import { factKeys, oneOf, present, readFacts } from "./yaml-facts.js";
import type { YamlValue } from "./yaml-reader.js";

/** What is expected of each row: one of these keys. */
const EXPECTATIONS = {
  expect: (value) => sql(value.text("expect")),
  unique: (value) => unique(names("unique", value)),
  format: (value, column) => {
    if (column === undefined)
      throw value.error("A format is that of a column. Write column: NAME beside it.");
    return col(column).hasFormat(formatField.decode(value.text("format"), "format"));
  },
} as const satisfies Readonly<Record<string, (value: YamlValue, column: string | undefined) => RowCondition>>;

type ExpectationKey = keyof typeof EXPECTATIONS;

const EXPECTATION_KEYS = ["expect", "unique", "format"] as const satisfies readonly ExpectationKey[];

/** The keys of a rule on rows in YAML. */
export const ruleKeys = [
  ...EXPECTATION_KEYS,
  "column",
  "atLeast",
  "warnBelow",
  "nulls",
  "where",
  "dataset",
  "keys",
  "context",
  "samples",
  ...factKeys,
] as const;

/** A rule on rows as it is written, ready to be asserted in any context. */
export interface YamlRule {
  readonly apply: (ctx: Context) => void;
  /** Puts what an error is about into its place in the file. */
  readonly errorOf: (cause: unknown) => Error;
}

/**
 * Reads a rule on rows.
 *
 * @param value - a map
 * @param checkWhere - the filter of its check, which its own replaces
 * @param checkDataset - the dataset of its check
 * @throws `ConfigError` with line and column
 */
export function readRule(
  value: YamlValue,
  checkWhere: string | undefined,
  checkDataset: string | undefined,
): YamlRule {
  const fields = value.fields("A rule", ruleKeys);
  const found = EXPECTATION_KEYS.flatMap((key) => {
    const expected = fields.get(key);
    return expected === undefined ? [] : [{ key, expected }];
  });
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) {
    throw value.error(
      `A rule has ${only === undefined ? "none" : "several"} of ${EXPECTATION_KEYS.join(", ")}. Write one of them, for example expect: amount >= 0.`,
    );
  }
  const column = fields.get("column");
  if (column !== undefined && only.key !== "format") {
    throw column.error(`column is for format alone. Name columns in ${only.key}.`);
  }
  const condition = placed(only.expected, () =>
    EXPECTATIONS[only.key](only.expected, column?.text("column")),
  );
  const where = fields.get("where")?.text("where") ?? checkWhere;
  const dataset = fields.get("dataset")?.text("dataset") ?? checkDataset;
  const config = {
    ...readFacts(fields),
    ...present("nulls", oneOf("nulls", fields.get("nulls"), ["ignore", "fail", "pass"] as const)),
    ...present("keys", columns(fields.get("keys"), "keys")),
    ...present("context", columns(fields.get("context"), "context")),
    ...present("samples", fields.get("samples")?.number("samples")),
  };
  const [atLeast, warnBelow] = [fields.get("atLeast"), fields.get("warnBelow")];
  const bounds = {
    ...present("atLeast", atLeast?.number("atLeast")),
    ...present("warnBelow", warnBelow?.number("warnBelow")),
  };
  return {
    apply: (ctx) => {
      const rows = ctx.rows(dataset, where === undefined ? {} : { where: sql(where) });
      const builder = rows.expect(condition).config(config);
      if (atLeast === undefined && warnBelow === undefined) builder.holds();
      else builder.holdsFor(bounds);
    },
    errorOf: (cause) => value.error(cause instanceof Error ? cause.message : String(cause), 0, cause),
  };
}

function columns(value: YamlValue | undefined, key: string): readonly string[] | undefined {
  return value === undefined ? undefined : names(key, value);
}

/** A name, or a list of names. */
function names(key: string, value: YamlValue): readonly string[] {
  return value.isScalar ? [value.text(key)] : value.list(key).map((each) => each.text(`A column of ${key}`));
}

function placed(value: YamlValue, make: () => RowCondition): RowCondition {
  try {
    return make();
  } catch (cause) {
    throw value.error(cause instanceof Error ? cause.message : String(cause), 0, cause);
  }
}
