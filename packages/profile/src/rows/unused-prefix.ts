/**
 * What generated names begin with, as no column's name does.
 *
 * @param names - of the columns
 */
export function unusedPrefix(names: readonly string[]): string {
  let prefix = "dqx_";
  while (names.some((name) => name.toLowerCase().startsWith(prefix))) prefix += "_";
  return prefix;
}
