import { clearScreenDown, moveCursor } from "node:readline";

import { cleanStyledText } from "../terminal/clean-text.ts";

/**
 * Lines that stay, above a block of lines that is drawn again at every change. For a terminal only.
 */
export class LiveLines {
  private readonly stream: NodeJS.WriteStream;
  private readonly status = new Map<string, string>();
  private drawn = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.stream = stream;
  }

  /** Prints a line above the block. */
  add(line: string): void {
    this.erase();
    this.stream.write(`${cleanStyledText(line)}\n`);
    this.draw();
  }

  /** Sets one line of the block. */
  set(name: string, text: string): void {
    this.status.set(name, text);
    this.erase();
    this.draw();
  }

  /** Takes the block away. */
  end(): void {
    this.erase();
    this.status.clear();
  }

  private draw(): void {
    const width = Math.max(20, this.stream.columns - 1);
    // A line that wraps could not be erased again.
    const lines = [...this.status].map(([name, text]) => cleanStyledText(`${name}: ${text}`).slice(0, width));
    this.stream.write(lines.map((line) => `${line}\n`).join(""));
    this.drawn = lines.length;
  }

  private erase(): void {
    if (this.drawn === 0) return;
    moveCursor(this.stream, 0, -this.drawn);
    clearScreenDown(this.stream);
    this.drawn = 0;
  }
}
