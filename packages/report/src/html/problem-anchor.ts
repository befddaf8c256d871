/**
 * Where a problem stands on the page.
 *
 * @param index - its place among the problems, from 0
 */
export function problemAnchor(index: number): string {
  return `problem-${index + 1}`;
}
