import type { ColumnType } from "../../dialect/column-type.js";
import type { SqlOperand } from "../../dialect/dialect.js";
import { limbProducts } from "../limb-products.js";

/** The largest number of Trino's widest exact type, `decimal(38,0)`. */
const LARGEST = 10n ** 38n - 1n;
/** How many rows any sum must have room for. */
const ROWS = 2n ** 40n;
const INTEGER = 2n ** 31n;
/** The bits of a part of a number that is too large. */
const LIMB_BITS = 32;

/** Writes a sum over the rows that count. */
type Sum = (of: string) => string;

/**
 * The exact sum of whole numbers or decimals. Trino's own is exact, too, but fails when a sum of bigints has more than
 * 64 bits, or one of decimals more than 38 digits.
 *
 * @param of - what is summed up
 * @param sum - writes a sum, null over no rows
 */
export function exactSum({ sql, type }: SqlOperand, sum: Sum): string {
  const { value, largest, scale } = wholeNumber(sql, type);
  if (type.kind === "integer" && largest <= INTEGER) return sum(sql);
  if (largest * ROWS <= LARGEST) return sum(type.kind === "integer" ? value : sql);
  return listed(scale, limbsOf(value, largest).map(sum));
}

/** The exact sum of the products of two columns of whole numbers or decimals, whatever their size; of one, of squares. */
export function exactProducts(of: SqlOperand, factor: SqlOperand, sum: Sum): string {
  const [a, b] = [wholeNumber(of.sql, of.type), wholeNumber(factor.sql, factor.type)];
  const scale = a.scale + b.scale;
  if (a.largest * b.largest * ROWS <= LARGEST) {
    const total = sum(`${a.value} * ${b.value}`);
    return scale === 0 ? total : listed(scale, [total]);
  }
  const products = limbProducts(limbsOf(a.value, a.largest), limbsOf(b.value, b.largest));
  return listed(scale, products.map(sum));
}

interface WholeNumber {
  /** SQL of the number without its point, as `decimal(38,0)`. */
  readonly value: string;
  /** The largest that it can be, its sign left away. */
  readonly largest: bigint;
  /** How many of its digits stand behind the point. */
  readonly scale: number;
}

function wholeNumber(sql: string, type: ColumnType): WholeNumber {
  if (type.kind === "integer") {
    const largest = [-type.minimum, type.maximum].some((end) => end > LARGEST) ? LARGEST : -type.minimum;
    return { value: wide(sql), largest, scale: 0 };
  }
  if (type.kind !== "decimal") throw new RangeError(`a ${type.kind} has no exact sums`);
  const { precision, scale } = type;
  return { value: unscaled(sql, precision, scale), largest: 10n ** BigInt(precision) - 1n, scale };
}

// A product of decimals has the digits of both factors, so there has to be room for the scale in front of the point.
function unscaled(sql: string, precision: number, scale: number): string {
  if (scale === 0) return wide(sql);
  const decimal = `CAST(${sql} AS decimal(${precision},${scale}))`;
  if (precision + scale + 1 <= 38) return wide(`${decimal} * DECIMAL '${10n ** BigInt(scale)}'`);
  return wide(`replace(CAST(${decimal} AS varchar), '.', '')`);
}

function wide(sql: string): string {
  return `CAST(${sql} AS decimal(38,0))`;
}

// The lowest part first. All of them have the number's sign, as a remainder has; division of decimals rounds, so what
// is divided has no remainder.
function limbsOf(value: string, largest: bigint): readonly string[] {
  const count = Math.ceil(largest.toString(2).length / LIMB_BITS);
  const limb = power(1);
  return Array.from({ length: count }, (_, place) => {
    const shifted = place === 0 ? value : `((${value} - ${value} % ${power(place)}) / ${power(place)})`;
    return place === count - 1 ? shifted : `(${shifted} % ${limb})`;
  });
}

function power(place: number): string {
  return `DECIMAL '${2n ** BigInt(LIMB_BITS * place)}'`;
}

// A number as DQX reads it: the digits behind the point, then the parts, each worth 2^32 times the one before.
function listed(scale: number, sums: readonly string[]): string {
  return `ARRAY[${[wide(String(scale)), ...sums].join(", ")}]`;
}
