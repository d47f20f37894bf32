/** Values that no output may show. */
export class Redaction {
  #secrets: readonly string[] = [];

  /** Hides these values, too, also as they are spelt inside a text of JSON. */
  add(values: readonly string[]): void {
    // Shorter ones would hide half of an ordinary text. The longest goes first, so that a part never uncovers a whole.
    const usable = values.filter((value) => value.length >= 4);
    const spellings = usable.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
    this.#secrets = [...new Set([...this.#secrets, ...spellings])].toSorted((a, b) => b.length - a.length);
  }

  /** Hides nothing any more. */
  clear(): void {
    this.#secrets = [];
  }

  /** The text with `(sensitive)` in the place of every such value. */
  apply(text: string): string {
    return this.#secrets.reduce((shown, secret) => shown.replaceAll(secret, "(sensitive)"), text);
  }
}
