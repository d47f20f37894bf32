import { statSync } from "node:fs";
import path from "node:path";
import { parse, parseExpression } from "@babel/parser";
import type { LineIndex } from "@nomadx/core/text";
import { scriptExtensions } from "../files/source-kind.ts";
import type { Sources } from "../files/sources.ts";
import { isSyntaxNode, type SyntaxNode } from "./syntax-node.ts";

/** A file of the user's as a syntax tree. */
export interface ScriptFile {
  readonly path: string;
  readonly lines: LineIndex;
  /** The program; of a JSON file, its value. */
  readonly root: SyntaxNode;
}

/** Syntax trees of the user's files, each parsed once. Needed only to say where in a file a problem is. */
export class ScriptFiles {
  readonly #sources: Sources;
  readonly #files = new Map<string, ScriptFile | undefined>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** The tree of an absolute path, `undefined` for a file that is not there or has no syntax that can be read. */
  get(file: string): ScriptFile | undefined {
    if (!this.#files.has(file)) this.#files.set(file, this.#parse(file));
    return this.#files.get(file);
  }

  /** The file that a relative specifier in `from` means, looked for as the bundler does. */
  imported(specifier: string, from: ScriptFile): ScriptFile | undefined {
    if (!/^\.{1,2}(\/|$)/.test(specifier)) return undefined;
    const target = path.resolve(path.dirname(from.path), specifier);
    const candidates = [
      target,
      target.replace(/js$/, "ts"),
      ...EXTENSIONS.map((extension) => `${target}${extension}`),
      ...EXTENSIONS.map((extension) => path.join(target, `index${extension}`)),
    ];
    const found = candidates.find(
      (candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile() === true,
    );
    return found === undefined ? undefined : this.get(found);
  }

  #parse(file: string): ScriptFile | undefined {
    const lines = this.#sources.lines(file);
    if (lines === undefined) return undefined;
    const { text } = lines;
    try {
      const root: unknown = file.endsWith(".json")
        ? parseExpression(text)
        : parse(text, { sourceType: "module", plugins: ["typescript"], errorRecovery: true }).program;
      return isSyntaxNode(root) ? { path: file, lines, root } : undefined;
    } catch {
      // Syntax that a newer bundler understands and this parser does not: the position is less exact then.
      return undefined;
    }
  }
}

/** Extensions that an import may leave out, with the dot. */
const EXTENSIONS: readonly string[] = [...scriptExtensions, "json"].map((extension) => `.${extension}`);
