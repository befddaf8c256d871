/** A number as a double. */
export function toDouble(value: string): string {
  return `CAST(${value} AS double)`;
}

/**
 * A number by its digits: whole ones are bigints, those that are larger and others decimals of at most 38 digits.
 *
 * @param digits - without an exponent
 */
export function exactNumber(digits: string): string {
  const isBigint = /^-?\d+$/.test(digits) && BigInt.asIntN(64, BigInt(digits)) === BigInt(digits);
  return `${isBigint ? "BIGINT" : "DECIMAL"} '${digits}'`;
}
