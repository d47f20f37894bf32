import { hideKnownTokens } from "@nomadx/core/text";

/** Values that no output may show: those that were given, and tokens of well-known kinds. */
export class Redaction {
  #secrets: readonly string[] = [];
  #isOff = false;

  /** Hides these values, too, also as they are spelt inside a text of JSON. */
  add(values: readonly string[]): void {
    // Shorter ones would hide half of an ordinary text. The longest goes first, so that a part never uncovers a whole.
    const usable = values.filter((value) => value.length >= 4);
    const spellings = usable.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
    this.#secrets = [...new Set([...this.#secrets, ...spellings])].toSorted((a, b) => b.length - a.length);
  }

  /** Hides nothing any more, but what is added from now on. */
  clear(): void {
    this.#secrets = [];
    this.#isOff = true;
  }

  /** The text with `(sensitive)` in the place of every such value. */
  apply(text: string): string {
    const shown = this.#isOff ? text : hideKnownTokens(text);
    return this.#secrets.reduce((known, secret) => known.replaceAll(secret, "(sensitive)"), shown);
  }
}
