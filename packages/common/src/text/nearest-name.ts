/**
 * The known name that a misspelt one most likely means, for error messages.
 *
 * @param name - what was given
 * @param known - what there is
 * @returns the known name with the smallest edit distance (letters inserted, deleted, replaced, or two neighbours
 *   that changed places), when that is at most a third of the name's length
 *   (and at least one edit); otherwise nothing
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  if (name.length > MAXIMUM_LENGTH) return undefined;
  const limit = Math.max(1, Math.floor(name.length / 3));
  let nearest: string | undefined;
  let smallest = limit + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > limit) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < smallest) {
      nearest = candidate;
      smallest = distance;
    }
  }
  return nearest;
}

/** Longer texts are no misspelt names. */
const MAXIMUM_LENGTH = 256;

// The optimal string alignment distance: Levenshtein's, where two neighbours that changed places are one edit, too.
// Wagner and Fischer 1974, with the transposition of Damerau 1964; three rows at a time.
function editDistance(a: string, b: string): number {
  let [before, row]: [readonly number[], readonly number[]] = [
    [],
    Array.from({ length: b.length + 1 }, (_, index) => index),
  ];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      /* v8 ignore start -- the rows are as long as `b`: the defaults are for the compiler only */
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const transposition = isSwapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(substitution, transposition, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
      /* v8 ignore stop */
    }
    [before, row] = [row, next];
  }
  /* v8 ignore next -- as above */
  return row[b.length] ?? a.length;
}
