import type { Engine } from "./engine.js";
import { counted, floats, numeric, text } from "./order-columns.js";
import { toNumber } from "./to-number.js";

/** One way to write the statement: what each number is selected as. */
interface Writing {
  readonly countIf: (condition: string) => string;
  readonly isOneOf: (column: string, list: string, type: string) => string;
}

/** As a careful engineer writes it for DuckDB, who has measured. */
const tuned: Writing = {
  countIf: (condition) => `count_if(${condition})`,
  isOneOf: (column, list, type) => `list_contains([${list}]::${type}[], ${column})`,
};

/** As the standard says it. */
const plain: Writing = {
  countIf: (condition) => `count(*) FILTER (WHERE ${condition})`,
  isOneOf: (column, list) => `${column} IN (${list})`,
};

/**
 * The fifty numbers as a careful engineer would get them from DuckDB: one tuned statement, each primitive once, the
 * rest is arithmetic on one row.
 *
 * @param engine - where to run it
 * @param relation - what follows FROM, with its WHERE
 * @returns each number by the name of the metric
 */
export async function fiftyNumbers(engine: Engine, relation: string): Promise<ReadonlyMap<string, number>> {
  const select = [...numericList, ...otherList(tuned)];
  const next = await readRow(engine, select, relation);
  const numbers = numericNumbers(next);
  const rows = numbers.get("numRows()") ?? Number.NaN;
  for (const column of floats) numbers.set(`nanCount(${column})`, next());
  for (const column of text) numbers.set(`nullCount(${column})`, rows - next());
  setOthers(numbers, next);
  return numbers;
}

/**
 * The same fifty numbers by a statement that nobody has tuned: every metric as it is defined, on its own.
 *
 * @param engine - where to run it
 * @param relation - what follows FROM, with its WHERE
 * @returns each number by the name of the metric
 */
export async function plainNumbers(engine: Engine, relation: string): Promise<ReadonlyMap<string, number>> {
  const nulls = (column: string) => plain.countIf(`${column} IS NULL`);
  const select = [
    "count(*)",
    ...numeric.flatMap((column) => [
      nulls(column),
      ...["avg", "sum", "min", "max", "var_samp"].map((name) => `${name}(${column})`),
    ]),
    ...floats.map((column) => plain.countIf(`isnan(${column})`)),
    ...text.map(nulls),
    ...distinctAndValues(plain),
  ];
  const next = await readRow(engine, select, relation);
  const numbers = new Map([["numRows()", next()]]);
  for (const column of numeric) {
    for (const metric of ["nullCount", "average", "sum", "minimum", "maximum", "variance"]) {
      numbers.set(`${metric}(${column})`, next());
    }
  }
  for (const column of floats) numbers.set(`nanCount(${column})`, next());
  for (const column of text) numbers.set(`nullCount(${column})`, next());
  setOthers(numbers, next);
  return numbers;
}

/**
 * The first thirty-seven of them by the tuned statement: what there is to know of the numeric columns.
 *
 * @param engine - where to run it
 * @param relation - what follows FROM, with its WHERE
 * @returns each number by the name of the metric
 */
export async function numericColumnNumbers(
  engine: Engine,
  relation: string,
): Promise<ReadonlyMap<string, number>> {
  return numericNumbers(await readRow(engine, numericList, relation));
}

const numericList = [
  "count(*)",
  ...numeric.flatMap((column) => [
    `count(${column})`,
    `sum(${column})`,
    `min(${column})`,
    `max(${column})`,
    `var_samp(${column})`,
  ]),
];

function otherList(writing: Writing): readonly string[] {
  return [
    ...floats.map((column) => writing.countIf(`NOT isfinite(${column})`)),
    ...text.map((column) => `count(${column})`),
    ...distinctAndValues(writing),
  ];
}

function distinctAndValues({ countIf, isOneOf }: Writing): readonly string[] {
  return [
    ...counted.map((column) => `count(DISTINCT ${column})`),
    countIf(isOneOf("status", "'new', 'paid'", "VARCHAR")),
    countIf(isOneOf("country", "'AA', 'AB', 'AC', 'BD', 'CE'", "VARCHAR")),
    countIf(isOneOf("quantity", "1, 50, 100", "INTEGER")),
  ];
}

async function readRow(engine: Engine, select: readonly string[], relation: string): Promise<() => number> {
  const [row = []] = await engine.rows(`SELECT ${select.join(", ")} FROM ${relation}`);
  const cells = row.map(toNumber);
  return () => toNumber(cells.shift());
}

function numericNumbers(next: () => number): Map<string, number> {
  const rows = next();
  const numbers = new Map([["numRows()", rows]]);
  for (const column of numeric) {
    const [count, sum] = [next(), next()];
    numbers.set(`nullCount(${column})`, rows - count);
    numbers.set(`average(${column})`, sum / count);
    numbers.set(`sum(${column})`, sum);
    numbers.set(`minimum(${column})`, next());
    numbers.set(`maximum(${column})`, next());
    numbers.set(`variance(${column})`, next());
  }
  return numbers;
}

function setOthers(numbers: Map<string, number>, next: () => number): void {
  for (const column of counted) numbers.set(`countDistinct(${column})`, next());
  numbers.set('countValues(status, ["new", "paid"])', next());
  numbers.set('countValues(country, ["AA", "AB", "AC", "BD", "CE"])', next());
  numbers.set("countValues(quantity, [1, 100, 50])", next());
}
