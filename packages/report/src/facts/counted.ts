/**
 * A number with its noun, the number with separators between thousands.
 *
 * @param count - how many
 * @param noun - in the singular, for example `row`
 * @returns for example `1 row` or `14,696 rows`
 */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
