/**
 * Whether a path fits a pattern: `*` stands for one segment, `**` for any number of them, in any case of letters.
 * Written without regular expressions, because the pattern comes from outside; its cost is at most the product of
 * the two lengths.
 */
export function fitsPath(pattern: string, path: string): boolean {
  const wanted = segmentsOf(pattern);
  const given = segmentsOf(path);
  let [at, here] = [0, 0];
  /** Where the last `**` stood, and how much of the path it has taken so far. */
  let star: { readonly at: number; taken: number } | undefined;
  while (here < given.length) {
    if (wanted[at] === '**') {
      star = { at, taken: here };
      at += 1;
    } else if (at < wanted.length && (wanted[at] === '*' || wanted[at] === given[here])) {
      at += 1;
      here += 1;
    } else if (star) {
      star.taken += 1;
      at = star.at + 1;
      here = star.taken;
    } else {
      return false;
    }
  }
  while (wanted[at] === '**') at += 1;
  return at === wanted.length;
}

function segmentsOf(path: string): readonly string[] {
  return path
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');
}
