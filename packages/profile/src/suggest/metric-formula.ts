/** An expression over metrics, as YAML and as TypeScript have it. */
export interface MetricFormula {
  readonly formula: string;
  readonly code: string;
}

type Argument = string | number | boolean | readonly (string | number | boolean)[];

/**
 * A metric.
 *
 * @param name - of the catalogue
 * @param columns - the columns that it takes first
 * @param others - what it takes behind them: texts, numbers, or lists of both
 * @returns nothing when an argument cannot be written in YAML, where a text has one kind of quote at most
 */
export function metric(
  name: string,
  columns: readonly string[],
  ...others: readonly Argument[]
): MetricFormula | undefined {
  const texts = [...columns.map(columnText), ...others.map(argumentText)];
  if (texts.some((text) => text === undefined)) return undefined;
  const codes = [...columns, ...others].map((each) => JSON.stringify(each));
  return { formula: `${name}(${texts.join(", ")})`, code: `mp.${name}(${codes.join(", ")})` };
}

/** A metric that takes a list of columns: one column stands for itself. */
export function metricOfColumns(name: string, columns: readonly string[]): MetricFormula | undefined {
  const [only, ...others] = columns;
  return only !== undefined && others.length === 0 ? metric(name, [only]) : metric(name, [], columns);
}

/** A share: one metric over another. */
export function quotient(
  of: MetricFormula | undefined,
  over: MetricFormula | undefined,
): MetricFormula | undefined {
  if (of === undefined || over === undefined) return undefined;
  return { formula: `${of.formula} / ${over.formula}`, code: `${of.code}.div(${over.code})` };
}

/** A difference of metrics. */
export function difference(
  ...[first, ...others]: readonly (MetricFormula | undefined)[]
): MetricFormula | undefined {
  return others.reduce<MetricFormula | undefined>(
    (rest, each) =>
      rest === undefined || each === undefined
        ? undefined
        : { formula: `${rest.formula} - ${each.formula}`, code: `${rest.code}.sub(${each.code})` },
    first,
  );
}

// A word stands for itself, unless it would be read as something else.
function columnText(name: string): string | undefined {
  const isWord = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) && name !== "true" && name !== "false";
  return isWord ? name : quoted(name);
}

function argumentText(value: Argument): string | undefined {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object") return String(value);
  const items = value.map(argumentText);
  return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
}

function quoted(text: string): string | undefined {
  if (!text.includes("'")) return `'${text}'`;
  return text.includes('"') ? undefined : `"${text}"`;
}
