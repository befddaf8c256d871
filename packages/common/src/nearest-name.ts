/**
 * The known name that a misspelt one most likely means, for error messages.
 *
 * @param name - what was given
 * @param known - what there is
 * @returns the known name with the smallest edit distance, when that is at most a third of the name's length
 *   (and at least one edit); otherwise nothing
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let nearest: string | undefined;
  let smallest = limit + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < smallest) {
      nearest = candidate;
      smallest = distance;
    }
  }
  return nearest;
}

// Levenshtein's distance, one row at a time (Wagner and Fischer 1974).
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      /* v8 ignore start -- the rows are as long as `b`: the defaults are for the compiler only */
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
      /* v8 ignore stop */
    }
    row = next;
  }
  /* v8 ignore next -- as above */
  return row[b.length] ?? a.length;
}
