import { readFileSync } from "node:fs";
import path from "node:path";
import type { SourceRange } from "@nomadx/core";
import { LineIndex, wholeFile } from "@nomadx/core/text";
import { displayPath } from "./display-path.ts";
import { sourceKind } from "./source-kind.ts";

/** A place in a file that the user wrote; `file` is an absolute path, `line` and `column` from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The texts of the user's files, each read once, and the names they are shown by: relative to the working directory.
 * All paths that go in are absolute.
 */
export class Sources {
  readonly #cwd: string;
  readonly #texts = new Map<string, LineIndex | undefined>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** Gives `file` a text that did not come from the disk. */
  set(file: string, text: string, kind = sourceKind(file)): void {
    this.#texts.set(file, new LineIndex(text, kind === "hcl" ? "grapheme" : "utf16"));
  }

  /** The text of `file` with its lines, columns counted as its language does; `undefined` when it cannot be read. */
  lines(file: string): LineIndex | undefined {
    if (!this.#texts.has(file)) {
      const text = readText(file);
      if (text === undefined) this.#texts.set(file, undefined);
      else this.set(file, text);
    }
    return this.#texts.get(file);
  }

  /** The text of `file`, `undefined` when it cannot be read. */
  text(file: string): string | undefined {
    return this.lines(file)?.text;
  }

  /** The name that diagnostics give `file`. */
  shown(file: string): string {
    return displayPath(file, this.#cwd);
  }

  /** The text behind a name that `shown` gave: what a renderer of diagnostics asks for. */
  readonly readShown = (name: string): string | undefined => this.text(path.resolve(this.#cwd, name));

  range(file: string, start: number, end: number): SourceRange {
    return this.lines(file)?.rangeAt(this.shown(file), start, end) ?? this.whole(file);
  }

  whole(file: string): SourceRange {
    return wholeFile(this.shown(file));
  }

  /** The range of `length` UTF-16 units at a place; without `length`, of the word that stands there. */
  rangeOf({ file, line, column }: SourcePlace, length?: number): SourceRange {
    const lines = this.lines(file);
    if (lines === undefined) return this.whole(file);
    const start = lines.offsetAt(line, column);
    const word = /^(new\s+)?[\w$.]+/.exec(lines.text.slice(start, start + 200))?.[0].length ?? 1;
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
