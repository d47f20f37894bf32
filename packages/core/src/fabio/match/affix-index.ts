/**
 * Finds those of many texts that another text starts with, or ends with, in a time that does not depend on how many
 * there are: a look-up for each length that occurs among them.
 */
export class AffixIndex {
  readonly #ids = new Map<string, number[]>();
  readonly #cut: (text: string, length: number) => string;
  #lengths: number[] = [];

  constructor(side: "start" | "end") {
    this.#cut =
      side === "start" ? (text, length) => text.slice(0, length) : (text, length) => text.slice(-length);
  }

  /** Adds a text that is not empty. Ids come back in the order in which they were added. */
  add(affix: string, id: number): void {
    const ids = this.#ids.get(affix);
    if (ids !== undefined) {
      ids.push(id);
      return;
    }
    this.#ids.set(affix, [id]);
    if (!this.#lengths.includes(affix.length)) {
      this.#lengths = [...this.#lengths, affix.length].toSorted((a, b) => a - b);
    }
  }

  /** Adds to `found` the ids of all texts that `text` starts or ends with, in the order of their lengths. */
  collect(text: string, found: number[]): void {
    for (const length of this.#lengths) {
      if (length > text.length) break;
      const ids = this.#ids.get(this.#cut(text, length));
      if (ids !== undefined) for (const id of ids) found.push(id);
    }
  }
}
