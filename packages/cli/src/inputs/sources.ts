import { readFileSync } from "node:fs";
import path from "node:path";
import type { SourceRange } from "@nomadx/core";
import { displayPath } from "./display-path.ts";
import type { SourceFrame } from "./stack-frames.ts";
import { offsetAt, rangeAt, wholeFile } from "./text-position.ts";

/**
 * The texts of the user's files, each read once, and the names they are shown by: relative to the working directory.
 * All paths that go in are absolute.
 */
export class Sources {
  private readonly cwd: string;
  private readonly texts = new Map<string, string | undefined>();

  constructor(cwd: string) {
    this.cwd = cwd;
  }

  /** Gives `file` a text that did not come from the disk. */
  set(file: string, text: string): void {
    this.texts.set(file, text);
  }

  /** The text of `file`, `undefined` when it cannot be read. */
  text(file: string): string | undefined {
    if (!this.texts.has(file)) this.texts.set(file, readText(file));
    return this.texts.get(file);
  }

  /** The name that diagnostics give `file`. */
  shown(file: string): string {
    return displayPath(file, this.cwd);
  }

  /** The text behind a name that `shown` gave: what a renderer of diagnostics asks for. */
  readonly readShown = (name: string): string | undefined => this.text(path.resolve(this.cwd, name));

  range(file: string, start: number, end: number): SourceRange {
    const text = this.text(file);
    return text === undefined ? this.whole(file) : rangeAt(this.shown(file), text, start, end);
  }

  whole(file: string): SourceRange {
    return wholeFile(this.shown(file));
  }

  /** The range of `length` UTF-16 units at a place; without `length`, of the word that stands there. */
  rangeOf({ file, line, column }: SourceFrame, length?: number): SourceRange {
    const text = this.text(file);
    if (text === undefined) return this.whole(file);
    const start = offsetAt(text, line, column);
    const word = /^(new\s+)?[\w$.]+/.exec(text.slice(start, start + 200))?.[0].length ?? 1;
    return this.range(file, start, start + (length ?? word));
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    // A diagnostic about this file is shown without its text.
    return undefined;
  }
}
