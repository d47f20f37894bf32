import { clearScreenDown, moveCursor } from "node:readline";

/**
 * Lines that stay, above a block of lines that is drawn again at every change. For a terminal only. Of a block that is
 * higher than the terminal the end is left out: what scrolled away could not be erased again.
 */
export class LiveLines {
  readonly #stream: NodeJS.WriteStream;
  readonly #shown: (text: string) => string;
  readonly #status = new Map<string, string>();
  #block: readonly string[] = [];
  #drawn = 0;

  /** @param shown makes a text one that may be shown: see `Terminal` */
  constructor(stream: NodeJS.WriteStream, shown: (text: string) => string) {
    this.#stream = stream;
    this.#shown = shown;
  }

  /** Prints a line above the block. */
  add(line: string): void {
    this.#erase();
    this.#stream.write(`${this.#shown(line)}\n`);
    this.#draw();
  }

  /** Sets one line of the block. */
  set(name: string, text: string): void {
    this.#status.set(name, text);
    this.#erase();
    this.#draw();
  }

  /** Puts these lines in place of the ones before. */
  show(lines: readonly string[]): void {
    this.#block = lines;
    this.#erase();
    this.#draw();
  }

  /** Lets something be written above the block, to any stream of the same terminal. */
  above(write: () => void): void {
    this.#erase();
    write();
    this.#draw();
  }

  /** Takes the block away. */
  end(): void {
    this.#erase();
    this.#status.clear();
    this.#block = [];
  }

  #draw(): void {
    const width = Math.max(20, this.#stream.columns - 1);
    // A line that wraps could not be erased again.
    const all = [...this.#block, ...Array.from(this.#status, ([name, text]) => `${name}: ${text}`)];
    const height = Math.max(3, this.#stream.rows - 1);
    const visible =
      all.length > height ? [...all.slice(0, height - 1), `... ${all.length - height + 1} more`] : all;
    const lines = visible.map((line) => this.#shown(line).slice(0, width));
    this.#stream.write(lines.map((line) => `${line}\n`).join(""));
    this.#drawn = lines.length;
  }

  #erase(): void {
    if (this.#drawn === 0) return;
    moveCursor(this.#stream, 0, -this.#drawn);
    clearScreenDown(this.#stream);
    this.#drawn = 0;
  }
}
