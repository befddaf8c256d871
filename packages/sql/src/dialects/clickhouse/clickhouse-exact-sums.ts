import type { ColumnType } from "../../dialect/column-type.js";
import type { SqlOperand } from "../../dialect/dialect.js";
import { limbProducts } from "../limb-products.js";

/** How many rows any sum must have room for. */
const ROWS = 2n ** 40n;
const INT64 = 2n ** 63n - 1n;
const INT128 = 2n ** 127n - 1n;
const INT256 = 2n ** 255n - 1n;
/** The bits of a part of a number that is too large: products of two parts never overflow 256 bits. */
const LIMB_BITS = 64;
const LIMB_MASK = "toUInt64('18446744073709551615')";

/** Writes a sum over the rows that count. */
type Sum = (of: string) => string;

/**
 * The exact sum of whole numbers or decimals, which ClickHouse's own would let wrap around silently.
 *
 * @param of - what is summed up
 * @param sum - writes a sum, null over no rows
 */
export function exactSum({ sql, type }: SqlOperand, sum: Sum): string {
  if (type.kind === "decimal") {
    // ClickHouse sums up decimals of up to 38 digits in 38, and larger ones in 76.
    if (type.precision <= 18) return sum(sql);
    if (type.precision <= 64) return sum(`toDecimal256(${sql}, ${type.scale})`);
  }
  const { value, largest, scale } = wholeNumber(sql, type);
  if (scale === 0 && largest * ROWS <= INT64) return sum(value);
  if (scale === 0 && largest * ROWS <= INT128) return sum(`toInt128(${value})`);
  if (scale === 0 && largest * ROWS <= INT256) return sum(`toInt256(${value})`);
  return listed(scale, limbsOf(value, largest).map(sum));
}

/** The exact sum of the products of two columns of whole numbers or decimals, whatever their size; of one, of squares. */
export function exactProducts(of: SqlOperand, factor: SqlOperand, sum: Sum): string {
  const [a, b] = [wholeNumber(of.sql, of.type), wholeNumber(factor.sql, factor.type)];
  const scale = a.scale + b.scale;
  const alone = (total: string): string => (scale === 0 ? total : listed(scale, [total]));
  if (a.largest * b.largest * ROWS <= INT128) return alone(sum(`toInt128(${a.value}) * ${b.value}`));
  if (a.largest * b.largest * ROWS <= INT256) return alone(sum(`toInt256(${a.value}) * ${b.value}`));
  const products = limbProducts(limbsOf(a.value, a.largest), limbsOf(b.value, b.largest));
  return listed(scale, products.map(sum));
}

interface WholeNumber {
  /** SQL of the number without its point. */
  readonly value: string;
  /** The largest that it can be, its sign left away. */
  readonly largest: bigint;
  /** How many of its digits stand behind the point. */
  readonly scale: number;
}

function wholeNumber(sql: string, type: ColumnType): WholeNumber {
  if (type.kind === "integer") {
    const [largest = 0n] = [-type.minimum, type.maximum].toSorted((a, b) => (a > b ? -1 : 1));
    return { value: sql, largest, scale: 0 };
  }
  if (type.kind !== "decimal") throw new RangeError(`a ${type.kind} has no exact sums`);
  const { precision, scale } = type;
  return { value: unscaled(sql, precision, scale), largest: 10n ** BigInt(precision) - 1n, scale };
}

// A decimal is kept as a whole number. It is converted first: the value of an expression may be kept in fewer bits.
function unscaled(sql: string, precision: number, scale: number): string {
  const bits = precision <= 18 ? 64 : precision <= 38 ? 128 : 256;
  return `reinterpretAsInt${bits}(toDecimal${bits}(${sql}, ${scale}))`;
}

// The lowest part first; the highest one has the sign.
function limbsOf(value: string, largest: bigint): readonly string[] {
  const wide = largest > INT256 + 1n ? "toUInt256" : "toInt256";
  const bits = largest > INT256 + 1n ? 256 : (largest - 1n).toString(2).length + 1;
  const count = Math.max(1, Math.ceil(bits / LIMB_BITS));
  return Array.from({ length: count }, (_, place) => {
    const shifted =
      place === 0 ? `${wide}(${value})` : `bitShiftRight(${wide}(${value}), ${LIMB_BITS * place})`;
    const limb = place === count - 1 ? shifted : `bitAnd(${shifted}, ${LIMB_MASK})`;
    return `toInt256(${limb})`;
  });
}

// Parts of a number, as DQX reads them: the digits behind the point, then the parts, each worth 2^32 times the one
// before. What stands between two parts of 64 bits is null when they are.
function listed(scale: number, sums: readonly string[]): string {
  const [lowest = "", ...others] = sums;
  const parts = [lowest, ...others.flatMap((sum) => [`0 * ${lowest}`, sum])];
  return `[toInt256(${scale}), ${parts.join(", ")}]`;
}
