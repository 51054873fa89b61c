const MOST_EDITS = 2;

/** `; did you mean shuffle?` where one word allowed is at most two edits away, else nothing. */
export function nearestWord(got: string, words: readonly string[]): string {
  const candidates = words.filter(({ length }) => Math.abs(length - got.length) <= MOST_EDITS);
  const near = candidates.map(word => ({ word, edits: editDistance(got.toLowerCase(), word.toLowerCase()) })).sort((a, b) => a.edits - b.edits)[0];
  return near && near.edits <= MOST_EDITS ? `; did you mean ${near.word}?` : '';
}

/** Levenshtein's distance. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
