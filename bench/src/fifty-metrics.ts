import { type Check, check, type MetricProvider, type MetricSymbol } from "@dqx/api";
import { type Engine, toNumber } from "./engine.js";

const numeric = ["quantity", "order_id", "price", "discount", "weight", "amount"];
const floats = ["price", "discount", "weight"];
const text = ["status", "country", "email"];
const counted = ["status", "country", "email", "customer_id"];

/** Fifty metrics of the orders, each with an assertion. */
export const fiftyMetrics: Check = check({ name: "fifty metrics" }, (mp, ctx) => {
  for (const symbol of symbols(mp)) ctx.assertThat(symbol).isGeq(0);
});

function symbols(mp: MetricProvider): readonly MetricSymbol[] {
  return [
    mp.numRows(),
    ...numeric.flatMap((column) => [
      mp.nullCount(column),
      mp.average(column),
      mp.sum(column),
      mp.minimum(column),
      mp.maximum(column),
      mp.variance(column),
    ]),
    ...floats.map((column) => mp.nanCount(column)),
    ...text.map((column) => mp.nullCount(column)),
    ...counted.map((column) => mp.countDistinct(column)),
    mp.countValues("status", ["new", "paid"]),
    mp.countValues("country", ["AA", "AB", "AC", "BD", "CE"]),
    mp.countValues("quantity", [1, 50, 100]),
  ];
}

/** What the tuned statement selects: each primitive once, the rest is arithmetic on one row. */
const selectList = [
  "count(*)",
  ...numeric.flatMap((column) => [
    `count(${column})`,
    `sum(${column})`,
    `min(${column})`,
    `max(${column})`,
    `var_samp(${column})`,
  ]),
  ...floats.map((column) => `count_if(NOT isfinite(${column}))`),
  ...text.map((column) => `count(${column})`),
  ...counted.map((column) => `count(DISTINCT ${column})`),
  "count_if(list_contains(['new', 'paid'], status))",
  "count_if(list_contains(['AA', 'AB', 'AC', 'BD', 'CE'], country))",
  "count_if(list_contains([1, 50, 100]::INTEGER[], quantity))",
];

/**
 * The same fifty numbers as a careful engineer would get them from DuckDB: one tuned statement.
 *
 * @param engine - where to run it
 * @param relation - what follows FROM, with its WHERE
 * @returns each number by the name of the metric
 */
export async function fiftyNumbers(engine: Engine, relation: string): Promise<ReadonlyMap<string, number>> {
  const [row = []] = await engine.rows(`SELECT ${selectList.join(", ")} FROM ${relation}`);
  const cells = row.map(toNumber);
  const next = () => toNumber(cells.shift());
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
  for (const column of floats) numbers.set(`nanCount(${column})`, next());
  for (const column of text) numbers.set(`nullCount(${column})`, rows - next());
  for (const column of counted) numbers.set(`countDistinct(${column})`, next());
  numbers.set('countValues(status, ["new", "paid"])', next());
  numbers.set('countValues(country, ["AA", "AB", "AC", "BD", "CE"])', next());
  numbers.set("countValues(quantity, [1, 100, 50])", next());
  return numbers;
}
