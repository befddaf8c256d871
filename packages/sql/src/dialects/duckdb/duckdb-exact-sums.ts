import type { ColumnType } from "../../dialect/column-type.js";
import type { SqlOperand } from "../../dialect/dialect.js";
import { limbProducts } from "../limb-products.js";

/** The largest number of DuckDB's widest type. */
const HUGEINT = 2n ** 127n - 1n;
const BIGINT = 2n ** 63n - 1n;
/** How many rows any sum must have room for: squares that are summed up alone are smaller than HUGEINT by this factor. */
const ROWS = 2n ** 40n;
const LIMB = 4294967295;

/**
 * A sum that DuckDB would compute in doubles, as a list of parts; absent for types that it sums up exactly.
 *
 * @param of - what is summed up
 * @param filter - a FILTER clause, or nothing
 */
export function exactSum({ sql, type }: SqlOperand, filter: string): string | undefined {
  if (type.kind !== "integer" || type.maximum <= HUGEINT) return undefined;
  const parts = limbsOf(sql, "UHUGEINT", 4).map((limb) => `sum(${limb})${filter}`);
  return `[0, ${parts.join(", ")}]`;
}

/**
 * The sum of squares of whole numbers or decimals, exact whatever their size.
 *
 * Squares that fit are summed up as they are. Larger numbers are cut into limbs of 32 bits, whose products never
 * overflow; the sums of products come back as a list, behind the number of digits behind the point.
 *
 * @param of - what is squared
 * @param filter - a FILTER clause, or nothing
 */
export function sumOfSquares({ sql, type }: SqlOperand, filter: string): string {
  const { value, largest, scale } = wholeNumber(sql, type);
  const sum = (product: string): string => `sum(${product})${filter}`;
  const listed = (sums: readonly string[]): string => `[${[2 * scale, ...sums].join(", ")}]`;
  const alone = (total: string): string => (scale === 0 ? total : listed([total]));
  if (largest ** 2n <= BIGINT) return alone(sum(`CAST(${value} AS BIGINT) * CAST(${value} AS BIGINT)`));
  if (largest ** 2n * ROWS <= HUGEINT) return alone(sum(`CAST(${value} AS HUGEINT) * ${value}`));
  if (largest <= BIGINT + 1n) {
    const number = `CAST(${value} AS BIGINT)`;
    const [low, high] = [`(${number} & ${LIMB})`, `(${number} >> 32)`];
    const unsigned = `CAST(${low} AS UBIGINT)`;
    return listed([
      sum(`${unsigned} * ${unsigned}`),
      `2 * ${sum(`${high} * ${low}`)}`,
      sum(`${high} * ${high}`),
    ]);
  }
  const wide = largest > HUGEINT + 1n ? "UHUGEINT" : "HUGEINT";
  return listed(squaredLimbs(limbsOf(value, wide, limbCount(largest))).map(sum));
}

/**
 * The sum of the products of two columns of whole numbers or decimals, exact whatever their size: as
 * {@link sumOfSquares}, by limbs where products would not fit.
 *
 * @param of - one factor
 * @param factor - the other
 * @param filter - a FILTER clause, or nothing
 */
export function sumOfProducts(of: SqlOperand, factor: SqlOperand, filter: string): string {
  const [a, b] = [of, factor].map(({ sql, type }) => wholeNumber(sql, type));
  if (a === undefined || b === undefined) throw new RangeError("a product has two factors");
  const scale = a.scale + b.scale;
  if (a.largest * b.largest * ROWS <= HUGEINT) {
    const total = `sum(CAST(${a.value} AS HUGEINT) * ${b.value})${filter}`;
    return scale === 0 ? total : `[${scale}, ${total}]`;
  }
  const products = limbProducts(signedLimbs(a), signedLimbs(b));
  return `[${[scale, ...products.map((product) => `sum(${product})${filter}`)].join(", ")}]`;
}

function signedLimbs({ value, largest }: ReturnType<typeof wholeNumber>): readonly string[] {
  const wide = largest > HUGEINT + 1n ? "UHUGEINT" : "HUGEINT";
  return limbsOf(value, wide, limbCount(largest));
}

// One bit is for the sign; the smallest number of a type needs none for its size.
function limbCount(largest: bigint): number {
  return Math.ceil((largest > HUGEINT + 1n ? 128 : (largest - 1n).toString(2).length + 1) / 32);
}

// A value as a whole number, the largest that it can be without its sign, and how many of its digits stand behind the point.
function wholeNumber(
  sql: string,
  type: ColumnType,
): { readonly value: string; readonly largest: bigint; readonly scale: number } {
  if (type.kind === "integer") {
    const [largest = 0n] = [-type.minimum, type.maximum].toSorted((a, b) => (a > b ? -1 : 1));
    return { value: sql, largest, scale: 0 };
  }
  if (type.kind !== "decimal") throw new RangeError(`a ${type.kind} has no exact squares`);
  const { precision, scale } = type;
  const largest = 10n ** BigInt(precision) - 1n;
  return { value: unscaled(sql, precision, scale), largest, scale };
}

// A product of decimals has the digits of one of both, so there has to be room for the scale in front of the point.
function unscaled(sql: string, precision: number, scale: number): string {
  const power = 10n ** BigInt(scale);
  if (precision + scale <= 18) return `CAST(CAST(${sql} AS DECIMAL(18,${scale})) * ${power} AS BIGINT)`;
  if (precision + scale <= 38) return `CAST(CAST(${sql} AS DECIMAL(38,${scale})) * ${power} AS HUGEINT)`;
  return `CAST(replace(CAST(${sql} AS VARCHAR), '.', '') AS HUGEINT)`;
}

// The highest limb has the sign.
function limbsOf(sql: string, type: "HUGEINT" | "UHUGEINT", count: number): readonly string[] {
  const number = `CAST(${sql} AS ${type})`;
  return Array.from({ length: count }, (_, place) => {
    const shifted = place === 0 ? number : `(${number} >> ${32 * place})`;
    const limb = place === count - 1 ? shifted : `(${shifted} & CAST(${LIMB} AS ${type}))`;
    return type === "HUGEINT" ? limb : `CAST(${limb} AS HUGEINT)`;
  });
}

// The products that have the same weight are summed up together.
function squaredLimbs(limbs: readonly string[]): readonly string[] {
  const products = Array.from({ length: 2 * limbs.length - 1 }, (): string[] => []);
  for (const [i, a] of limbs.entries()) {
    for (const [j, b] of limbs.entries()) {
      if (j >= i) products[i + j]?.push(`${i === j ? "" : "2 * "}${a} * ${b}`);
    }
  }
  return products.map((terms) => terms.join(" + "));
}
