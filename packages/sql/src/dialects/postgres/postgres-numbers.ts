/** Whether a float is neither NaN nor infinite; unknown when it is null. */
export function finite(value: string): string {
  return `(${value} NOT IN ('NaN', 'Infinity', '-Infinity'))`;
}

/** A number as a double. */
export function toDouble(value: string): string {
  return `CAST(${value} AS double precision)`;
}
