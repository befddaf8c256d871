import {
  type Expression,
  type ExpressionFunction,
  ExpressionSyntaxError,
  expr,
  type MetricProvider,
  type MetricSymbol,
} from "@dqx/provider";
import { FormulaError } from "./formula-error.js";
import { isMetricName, type MetricScope, readMetric, unknownMetric } from "./metric-call.js";

/**
 * Reads a formula such as `sum(revenue) / sum(revenue, lag 1)`: metrics as reports write them, within what `expr`
 * takes, read by the same parser.
 *
 * @param text - the formula
 * @param mp - makes the metrics
 * @param scope - dataset and filter of each metric in it
 * @throws {@link FormulaError} saying where it goes wrong
 */
export function readFormula(text: string, mp: MetricProvider, scope: MetricScope): Expression {
  const chunks: string[] = [];
  const symbols: MetricSymbol[] = [];
  /** Where each text between the metrics begins in the formula. */
  const starts: number[] = [];
  let from = 0;
  const names = /[\p{L}_$][\p{L}\p{N}_$]*(?=\s*\()/gu;
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    const [name] = match;
    if (Object.hasOwn(FUNCTIONS, name)) continue;
    if (!isMetricName(name)) throw unknownMetric(name, match.index, Object.keys(FUNCTIONS));
    const { symbol, end } = readMetric({ text, mp, scope }, match.index);
    chunks.push(text.slice(from, match.index));
    starts.push(from);
    symbols.push(symbol);
    from = end;
    names.lastIndex = end;
  }
  chunks.push(text.slice(from));
  starts.push(from);
  try {
    return expr(Object.assign([...chunks], { raw: chunks }), ...symbols);
  } catch (cause) {
    if (!(cause instanceof ExpressionSyntaxError)) throw cause;
    throw new FormulaError(placeOf(cause.position - 1, chunks, symbols, starts), cause.message, cause);
  }
}

/** What `expr` reads by itself. */
const FUNCTIONS: Readonly<Record<ExpressionFunction, true>> = {
  abs: true,
  sqrt: true,
  ln: true,
  exp: true,
  pow: true,
  min: true,
  max: true,
  log: true,
  round: true,
  coalesce: true,
  pct: true,
};

/** Leads from a place in what the parser shows, with `${…}` for each metric, to the place in the formula. */
function placeOf(
  shown: number,
  chunks: readonly string[],
  symbols: readonly MetricSymbol[],
  starts: readonly number[],
): number {
  let passed = 0;
  for (const [index, chunk] of chunks.entries()) {
    if (shown <= passed + chunk.length) return (starts[index] ?? 0) + Math.max(0, shown - passed);
    passed += chunk.length + `\${${symbols[index]}}`.length;
  }
  return (starts.at(-1) ?? 0) + (chunks.at(-1)?.length ?? 0);
}
