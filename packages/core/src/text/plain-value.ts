/** Finds where values without quotes end. Asked with rising places, it looks at no part of the text twice. */
export class PlainValues {
  readonly #text: string;
  readonly #next = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * The end of a value that begins at `start`: the next space or separator. `{{ … }}` on one line and `${ … }` count as one
   * piece, where they are closed.
   */
  endAt(start: number): number {
    let at = start;
    while (at < this.#text.length) {
      const closed = this.#closedAt(at);
      if (closed !== undefined) at = closed;
      else if (/[\s&;,"'})\]]/.test(this.#text.charAt(at))) break;
      else at++;
    }
    return at;
  }

  /** The end of the interpolation that begins here. */
  #closedAt(at: number): number | undefined {
    if (this.#text.startsWith("{{", at)) {
      const end = this.#after("}}", at + 2);
      return end < this.#after("\n", at) ? end + 2 : undefined;
    }
    if (!this.#text.startsWith("${", at)) return undefined;
    const end = this.#after("}", at + 2);
    return end === Infinity ? undefined : end + 1;
  }

  /** The place of a text at or behind `at`. */
  #after(wanted: string, at: number): number {
    const known = this.#next.get(wanted) ?? -1;
    if (known >= at) return known;
    const found = this.#text.indexOf(wanted, at);
    const next = found === -1 ? Infinity : found;
    this.#next.set(wanted, next);
    return next;
  }
}
