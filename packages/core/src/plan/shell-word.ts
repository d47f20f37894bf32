/**
 * A word as a POSIX shell takes it: in single quotes where it needs them.
 * @example shellWord("a b") // "'a b'"
 */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
