import { nearestName } from "@dqx/common";
import { type AnyDerivedMetric, type AnyMetric, derivedMetrics, measuredMetrics, sql } from "@dqx/metrics";
import { type MetricProvider, MetricSymbol } from "@dqx/provider";
import { scanArguments, type WrittenArgument } from "./argument-scanner.js";
import { FormulaError } from "./formula-error.js";

/** Dataset and filter of the metrics of a formula. */
export interface MetricScope {
  readonly dataset?: string;
  /** SQL that is true of the rows that are measured. */
  readonly where?: string;
}

/** A formula that is being read. */
export interface FormulaReading {
  readonly text: string;
  readonly mp: MetricProvider;
  readonly scope: MetricScope;
}

const MEASURED: Readonly<Record<string, AnyMetric>> = measuredMetrics;
const DERIVED: Readonly<Record<string, AnyDerivedMetric>> = derivedMetrics;

/** Whether a word names a metric of the catalogue. */
export function isMetricName(name: string): boolean {
  return Object.hasOwn(MEASURED, name) || Object.hasOwn(DERIVED, name);
}

/**
 * Reads a metric such as `sum(revenue, lag 1)` or `stddev(average(price), 7 days)`.
 *
 * @param reading - the formula
 * @param start - where the metric's name begins
 * @returns the metric, and where its closing bracket ends
 * @throws {@link FormulaError} saying where it goes wrong
 */
export function readMetric(
  reading: FormulaReading,
  start: number,
): { readonly symbol: MetricSymbol; readonly end: number } {
  const { text } = reading;
  const [name = ""] = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(text.slice(start)) ?? [];
  const open = text.indexOf("(", start + name.length);
  const { written, end } = scanArguments(text, open);
  const { definition } = MEASURED[name] ?? DERIVED[name] ?? unknownMetric(name, start);
  const isDerived = Object.hasOwn(DERIVED, name);
  const fields = Object.entries(definition.parameters);
  const positionalNames: readonly string[] = definition.arguments ?? [];
  const optionNames: Readonly<Record<string, string | undefined>> =
    "optionNames" in definition ? (definition.optionNames ?? {}) : {};
  const optionOf = (field: string) => optionNames[field] ?? field;
  const days = fields.find(([, field]) => field.minimumDays !== undefined)?.[0];
  const daysName = days && optionOf(days);
  const ownFields = fields.map(([field]) => field).filter((field) => !positionalNames.includes(field));
  const known = ["lag", "dataset", ...ownFields.map(optionOf)];

  const positional: unknown[] = [];
  const options: Record<string, unknown> = {};
  for (const argument of written) {
    const named = namedArgument(argument, known, daysName);
    if (named === undefined) {
      if (positional.length >= positionalNames.length) throw tooMany(name, argument, positionalNames, known);
      positional.push(readValue(reading, argument));
    } else {
      options[named.name === "lag" ? optionOf("lag") : named.name] = readValue(reading, named.value);
    }
  }
  const { dataset, where } = reading.scope;
  if (!isDerived && dataset !== undefined && options.dataset === undefined) options.dataset = dataset;
  if (!isDerived && where !== undefined) options.where = sql(where);
  return { symbol: make(reading.mp, { name, isDerived, positional, options }, start), end };
}

interface MetricCall {
  readonly name: string;
  readonly isDerived: boolean;
  readonly positional: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
}

function make(
  mp: MetricProvider,
  { name, isDerived, positional, options }: MetricCall,
  start: number,
): MetricSymbol {
  const owner = isDerived ? mp.ext : mp;
  const method: unknown = Reflect.get(owner, name);
  /* v8 ignore next -- there is a method for each metric of the catalogue */
  if (typeof method !== "function") return unknownMetric(name, start);
  try {
    // The method checks what it is given, as it does for callers without types.
    const symbol: unknown = Reflect.apply(
      method,
      owner,
      Object.keys(options).length > 0 ? [...positional, options] : positional,
    );
    if (symbol instanceof MetricSymbol) return symbol;
  } catch (cause) {
    throw new FormulaError(start, cause instanceof Error ? cause.message : String(cause), cause);
  }
  /* v8 ignore next -- a method gives a symbol or throws */
  return unknownMetric(name, start);
}

/** `lag 1`, `lag: 1`, `lag = 1`, and `7 days` for the parameter that is a number of days. */
function namedArgument(
  { text, offset }: WrittenArgument,
  known: readonly string[],
  daysName: string | undefined,
): { readonly name: string; readonly value: WrittenArgument } | undefined {
  const days = /^(\d+) days?$/.exec(text);
  if (days !== null && daysName !== undefined)
    return { name: daysName, value: { text: days[1] ?? "", offset } };
  const [whole, word, rest] = /^(\w+)\s*[\s:=]\s*(.+)$/s.exec(text) ?? [];
  if (whole === undefined || word === undefined || rest === undefined) return undefined;
  const value = { text: rest, offset: offset + text.length - rest.length };
  if (known.includes(word)) return { name: word, value };
  const nearest = nearestName(word, known);
  throw new FormulaError(
    offset,
    `There is no option '${word}'. ${nearest === undefined ? `Options are ${known.join(", ")}; a column with spaces stands in double quotes.` : `Did you mean '${nearest}'?`}`,
  );
}

function readValue(reading: FormulaReading, { text, offset }: WrittenArgument): unknown {
  if (text === "")
    throw new FormulaError(offset, "An argument is missing. Write a column, a number or a metric.");
  if (/^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (text === "true" || text === "false") return text === "true";
  const [, quoted] = /^(?:'([^']*)'|"([^"]*)")$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  if (quoted !== undefined) return quoted;
  if (text.startsWith("[") && text.endsWith("]")) {
    // Written without the brackets, as the arguments of a call are.
    const inner = scanArguments(`(${text.slice(1, -1)})`, 0).written;
    return inner.map((item) => readValue(reading, { text: item.text, offset: offset + item.offset }));
  }
  const [name] = /^[\p{L}_$][\p{L}\p{N}_$]*(?=\s*\()/u.exec(text) ?? [];
  if (name !== undefined) {
    if (!isMetricName(name)) return unknownMetric(name, offset);
    const { symbol, end } = readMetric(reading, offset);
    if (end === offset + text.length) return symbol;
    throw new FormulaError(end, "A metric of metrics takes one metric, and no formula of several.");
  }
  if (/^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(text)) return text;
  throw new FormulaError(
    offset,
    `'${text}' is no column, number or metric. Put the name of a column in double quotes.`,
  );
}

function tooMany(
  name: string,
  { text, offset }: WrittenArgument,
  positional: readonly string[],
  options: readonly string[],
): FormulaError {
  const takes = positional.length === 0 ? "no argument" : positional.join(", ");
  return new FormulaError(
    offset,
    `${name} takes ${takes}, and the options ${options.join(", ")}; '${text}' is one too many.`,
  );
}

/**
 * Refuses a name that is called and is no metric.
 *
 * @param name - what was called
 * @param offset - where
 * @param others - what else could be meant
 * @throws {@link FormulaError} naming the nearest
 */
export function unknownMetric(name: string, offset: number, others: readonly string[] = []): never {
  const metrics = [...Object.keys(MEASURED), ...Object.keys(DERIVED)];
  const nearest = nearestName(name, [...metrics, ...others]);
  const hint = nearest === undefined ? `Metrics are ${metrics.join(", ")}.` : `Did you mean '${nearest}'?`;
  throw new FormulaError(offset, `There is no metric '${name}'. ${hint}`);
}
