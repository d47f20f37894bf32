import { TokenKind } from "./token-kind.ts";

/**
 * The tokens of a text, in its order, as three columns of numbers. What lies between two tokens are spaces and tabs; before
 * the first there may be a byte order mark. The last token is the end of the file, and empty.
 */
export class Tokens {
  readonly text: string;
  #kinds: Uint8Array<ArrayBuffer>;
  #starts: Uint32Array<ArrayBuffer>;
  #ends: Uint32Array<ArrayBuffer>;
  #length = 0;
  /** Whether one of them is in no HCL. */
  #odd = false;

  constructor(text: string) {
    this.text = text;
    // Real files have a token every four to six characters.
    const room = (text.length >>> 2) + 16;
    this.#kinds = new Uint8Array(room);
    this.#starts = new Uint32Array(room);
    this.#ends = new Uint32Array(room);
  }

  get count(): number {
    return this.#length;
  }

  get hasOddities(): boolean {
    return this.#odd;
  }

  push(kind: TokenKind, start: number, end: number): void {
    if (this.#length === this.#kinds.length) this.#grow();
    if (kind >= TokenKind.bitwise) this.#odd = true;
    this.#kinds[this.#length] = kind;
    this.#starts[this.#length] = start;
    this.#ends[this.#length] = end;
    this.#length++;
  }

  /** The kind of token `index`; the last token where there is none of that index. */
  kind(index: number): TokenKind {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the array holds what was pushed
    return this.#kinds[index] as TokenKind;
  }

  /** The offset of the first character of a token. */
  start(index: number): number {
    return this.#starts[index] ?? this.text.length;
  }

  /** The offset after the last character of a token. */
  end(index: number): number {
    return this.#ends[index] ?? this.text.length;
  }

  /** The index of the first token that begins at or after an offset; of the end of the file, where none does. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.#length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.start(middle) >= offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** A token as it is written. */
  textOf(index: number): string {
    return this.text.slice(this.start(index), this.end(index));
  }

  #grow(): void {
    const room = this.#kinds.length * 2;
    const kinds = this.#kinds;
    const starts = this.#starts;
    const ends = this.#ends;
    this.#kinds = new Uint8Array(room);
    this.#kinds.set(kinds);
    this.#starts = new Uint32Array(room);
    this.#starts.set(starts);
    this.#ends = new Uint32Array(room);
    this.#ends.set(ends);
  }
}
