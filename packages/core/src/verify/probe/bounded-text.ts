/** As much of an answer as is kept, in bytes. */
const MAX_BYTES: number = 64 * 1024;

/** Collects bytes up to `MAX_BYTES`, and reads them as UTF-8. */
export class BoundedText {
  readonly #chunks: Buffer[] = [];
  #size = 0;

  /** There was more than is kept. */
  get cut(): boolean {
    return this.#size > MAX_BYTES;
  }

  add(chunk: Buffer): void {
    if (!this.cut) this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks).subarray(0, MAX_BYTES);
  }

  /** A character that was cut in two is left out. */
  text(): string {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.bytes(), { stream: this.cut });
  }
}
