/**
 * What the rows of one metric have in common in all executions: the first 64 bits of the hash of its type and
 * parameters, and the first 32 of that of its tags. Short, since only an index needs it: whoever reads by it
 * compares the full texts too.
 *
 * @param specHash - 32 hex digits
 * @param tagsHash - 32 hex digits
 */
export function seriesOf(specHash: string, tagsHash: string): string {
  return specHash.slice(0, 16) + tagsHash.slice(0, 8);
}
