/** Places of a word between that are tried. */
const mostCuts = 6;

/**
 * Both sides of each place where a word stands between two names: "e3" and "Contoso sales" of `e3 to Contoso sales`.
 * Where it ends the text its right side is `''`.
 * @param words the word, or several with | between them
 */
export function cutsAt(text: string, words: string): readonly (readonly [left: string, right: string])[] {
  return [...text.matchAll(new RegExp(`\\s+(?:${words})(?:\\s+|$)`, 'gi'))]
    .slice(0, mostCuts)
    .map(
      (match) =>
        [text.slice(0, match.index).trim(), text.slice(match.index + match[0].length).trim()] as const,
    );
}

/** What follows a word between that a text begins with; undefined when it begins with none. */
export function afterWord(text: string, words: string): string | undefined {
  return new RegExp(`^(?:${words})(?:\\s+|$)(.*)$`, 'is').exec(text)?.[1];
}
